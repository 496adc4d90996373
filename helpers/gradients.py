"""Gradients by name."""

from collections.abc import Mapping
from difflib import get_close_matches


class Gradients(Mapping):
    """Hold what a backward pass found, read-only: {"b2": …, "w1to2": …, "x1": …}.

    Many passes share one table of names, so that a pass costs no more than its arithmetic.
    """

    __slots__ = ("_places", "_found")

    def __init__(self, places, found):
        """places: {name: place in the list `found`}."""
        self._places, self._found = places, found

    def __getitem__(self, name):
        try:
            return self._found[self._places[name]]
        except KeyError:
            near = get_close_matches(str(name), self._places, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise KeyError(f"there is no gradient {name!r}{hint}") from None

    def __iter__(self):
        return iter(self._places)

    def __len__(self):
        return len(self._places)

    def __repr__(self):
        return repr(dict(self))
