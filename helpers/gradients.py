"""The gradients of a network as a mapping from names to numbers."""

from collections.abc import Mapping
from difflib import get_close_matches


class Gradients(Mapping):
    """Hold what a backward pass found, read-only: {"b2": …, "w1to2": …, "x1": …}.

    Many passes share one table of names, so that a pass costs no more than its arithmetic.
    """

    __slots__ = ("places", "flat", "_upstream")

    def __init__(self, places, flat, upstream):
        """Join the gradients of the parameters, `flat`, and those of the values, `upstream`, with their names.

        places: {name: place in `flat` or, counted on, in `upstream`}, shared by all passes of a network.
        """
        self.places, self.flat, self._upstream = places, flat, upstream

    def __getitem__(self, name):
        try:
            place = self.places[name]
        except KeyError:
            near = get_close_matches(str(name), self.places, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise KeyError(f"there is no gradient {name!r}{hint}") from None
        if place < len(self.flat):
            return float(self.flat[place])
        return self._upstream[place - len(self.flat)]

    def __iter__(self):
        return iter(self.places)

    def __len__(self):
        return len(self.places)

    def __repr__(self):
        return repr(dict(self))


def flat_gradients(gradients, wiring):
    """Return the gradients of a network's parameters in their order; raises ValueError if one is missing."""
    if isinstance(gradients, Gradients) and gradients.places is wiring.places:
        return gradients.flat
    missing = next((name for name in wiring.names if name not in gradients), None)
    if missing is not None:
        raise ValueError(f"the gradient of {missing!r} is missing; give what backward returns")
    return [gradients[name] for name in wiring.names]
