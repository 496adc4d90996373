"""Slips in a gradient of a network's loss, for any wiring: neurons that take one step wrongly, and all the others."""

from dataclasses import dataclass
from functools import cached_property

from helpers.paths import owner
from helpers.slips import AT_LOSS, EVERYWHERE, Slip
from helpers.slips.by_hand import ByHand, called_source, with_neuron
from helpers.slips.mistakes_backward import (
    AT_A_NODE,
    AT_THE_LOSS,
    AT_THE_OWNER,
    SIGN,
    SIGN_HINT,
    FirstOnly,
    LastOnly,
    Multiplied,
)
from helpers.slips.of_all_ones import old_gradient, old_node, old_source
from helpers.slips.of_backward_code import code_slips
from helpers.slips.of_factors import factor_slips
from helpers.slips.of_own_numbers import own_number_slips
from helpers.slips.of_paths import path_slips


@dataclass(frozen=True)
class GradientProblem:
    """Ask for the gradient of the loss with respect to `name`, a parameter ("w2to4") or a value ("x4").

    x and target are those of one sample. Raises ValueError or TypeError for an unknown name or a wrong sample.
    """

    net: object
    name: str
    x: object
    target: object

    @cached_property
    def node(self):
        """The node that `name` belongs to."""
        return owner(self.net, self.name)

    @cached_property
    def right(self):
        """The gradient, by the course's engine."""
        net = self.net.with_parameters({})  # the learner's network keeps the values of its own last forward
        net.forward(self.x)
        return net.backward(self.target)[self.name]

    def by_hand(self, hand):
        """Return the gradient from a network worked out by hand."""
        return hand.gradient(self.name, self.node, self.target)

    @cached_property
    def hand(self):
        """The network worked out without a slip."""
        return ByHand(self.net, self.x)

    @cached_property
    def behind(self):
        """The nodes between `name` and the loss, in the order of the forward pass."""
        found = {self.node}
        for node in self.net.order:
            if found.intersection(self.net.sources[node]):
                found.add(node)
        return [node for node in self.net.order if node in found]


def gradient_slips(problem):
    """Return the slips for a `GradientProblem`, in the order in which they are named."""
    name, kind, says = SIGN
    slips = [*old_source(problem), Slip(name, says, SIGN_HINT, with_neuron(kind)), *path_slips(problem)]
    slips += [
        Slip(
            "= in place of +=",
            "Where paths meet, each contribution overwrote the one before: in code, = in place of +=.",
            "At a fork, what has arrived must be kept when more arrives.",
            with_neuron(kind),
        )
        for kind in (LastOnly, FirstOnly)
    ]
    slips.append(
        Slip(
            "paths multiplied",
            "Where paths meet, their contributions were multiplied.",
            "Multiply along a path. And over paths?",
            with_neuron(Multiplied),
        )
    )
    source = called_source(problem.net, problem.name)
    slips += [Slip(name, says, hint, with_neuron(kind), source) for name, kind, says, hint in AT_THE_OWNER]
    for name, kind, says, hint in AT_A_NODE:
        for node in problem.behind[:12]:
            slips.append(Slip(name, says, hint, with_neuron(kind, node), f"node {node}", True))
    slips += [Slip(name, says, hint, with_neuron(kind), AT_LOSS, True) for name, kind, says, hint in AT_THE_LOSS]
    slips += [*factor_slips(problem), *code_slips(), *old_gradient(problem), *old_node(problem)]
    slips += own_number_slips(problem)
    for name, kind, says, hint in AT_A_NODE:  # at several nodes at once, where no single one explains the number
        slips.append(Slip(name, says, hint, with_neuron(kind), EVERYWHERE, True))
    return slips
