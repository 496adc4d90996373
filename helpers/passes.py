"""Both passes of a network as steps, and what is known once some of them are done."""

from dataclasses import dataclass
from functools import cached_property

from helpers.gradients import Gradients


def steps_of(net, backward=True):
    """Return the steps of both passes: ("forward", node), then (scenario, node) from the output back."""
    steps = [("forward", node) for node in net.order]
    if backward:
        for node in reversed(net.order):
            steps += [(1 if node in net.outputs else 2, node), (3, node)]
        steps += [(2, node) for node in net.inputs]
    return steps


@dataclass(frozen=True)
class Passes:
    """Hold a network after its passes, for one sample, with only the first `count` steps of them told.

    gradients: what `net.backward(target)` returned, or None where the backward pass is left out.
    """

    net: object
    target: float
    gradients: Gradients | None
    count: int

    @cached_property
    def steps(self):
        """Return all steps."""
        return steps_of(self.net, self.gradients is not None)

    @cached_property
    def done(self):
        """Return the steps that are told."""
        return self.steps[: self.count]

    @property
    def are_done(self):
        """Tell whether all steps are told."""
        return self.count == len(self.steps)

    @cached_property
    def known(self):
        """Return the nodes whose values are known."""
        return {*self.net.inputs, *(node for kind, node in self.done if kind == "forward")}

    @cached_property
    def found(self):
        """Return the gradients found so far, {name: gradient}; None before the first of them."""
        names = []
        for kind, node in self.done:
            if kind in (1, 2):
                names.append(f"x{node}")
            elif kind == 3:
                names += self.net.names_of(node)
        return {name: self.gradients[name] for name in names} if names else None
