"""Slips in the forward pass of a network: the value of a node, what goes into its sigmoid, the loss."""

from dataclasses import dataclass
from functools import cached_property

from helpers.slips import EVERYWHERE, Slip
from helpers.slips.by_hand import ByHand, with_neuron
from helpers.slips.mistakes_forward import AT_A_NODE, AT_THE_LOSS, FORMULA, OUTSIDE, without_term
from helpers.slips.of_all_ones import old_value


@dataclass(frozen=True)
class ValueProblem:
    """Ask for the value of a node ("x4"), for what goes into its sigmoid ("h4") or, with a target, for the loss ("L").

    x is one sample. Raises ValueError for an unknown name.
    """

    net: object
    name: str
    x: object
    target: object = None

    @cached_property
    def node(self):
        """The node asked for; None for the loss."""
        if self.name == "L":
            return None
        for node in self.net.order:
            if self.name in (f"x{node}", f"h{node}"):
                return node
        example = f"x{self.net.order[-1]}"
        raise ValueError(f"{self.name!r} is not computed in this network; ask for one such as {example!r}")

    @cached_property
    def right(self):
        """The number, by the course's engine."""
        net = self.net.with_parameters({})
        values = net.forward(self.x)
        if self.node is None:
            return net.loss(self.target)
        return values[self.node] if self.name == f"x{self.node}" else net.h[self.node]

    @cached_property
    def nodes(self):
        """The nodes that the number is computed from, the last first."""
        found = set(self.net.outputs if self.node is None else [self.node])
        for node in reversed(self.net.order):
            if node in found:
                found.update(self.net.sources[node])
        return [node for node in reversed(self.net.order) if node in found]

    def by_hand(self, hand):
        """Return the number asked for from a network worked out by hand."""
        if self.node is None:
            return hand.loss(self.target)
        return hand.values[self.node] if self.name == f"x{self.node}" else hand.neurons[self.node].h


def value_slips(problem):
    """Return the slips for a `ValueProblem`, in the order in which they are named."""
    slips, node, net = old_value(problem), problem.node, problem.net
    if node is None:
        slips += [Slip(name, says, hint, with_neuron(kind)) for name, kind, says, hint in AT_THE_LOSS]
        slips += [
            Slip(
                "the value for the loss",
                "This is the value of {where}, not its squared distance from the target.",
                "How far is it from the target?",
                lambda p, output=output: p.net.with_parameters({}).forward(p.x)[output],
                f"node {output}",
            )
            for output in net.outputs
        ]
    elif problem.name == f"x{node}":
        slips.append(
            Slip(
                "h in place of x",
                f"This is what goes into the sigmoid of node {node}, not yet what comes out.",
                OUTSIDE,
                lambda p: ByHand(p.net, p.x).neurons[p.node].h,
            )
        )
    else:
        slips.append(
            Slip(
                "x in place of h",
                f"This is what comes out of node {node}; h is what goes into its sigmoid.",
                FORMULA,
                lambda p: ByHand(p.net, p.x).values[p.node],
            )
        )
    places = problem.nodes[:12]
    for name, kind, says, hint in AT_A_NODE:
        slips += [Slip(name, says, hint, with_neuron(kind, place), f"node {place}", True) for place in places]
    for place in places:
        for position, source in enumerate(net.sources[place]):
            says, where = "At {where} was left out.", f"node {place}, the arrow from node {source}"
            left_out = with_neuron(without_term(position), place)
            slips.append(Slip("an arrow is missing", says, FORMULA, left_out, where, True))
    slips += [Slip(name, says, hint, with_neuron(kind), EVERYWHERE, True) for name, kind, says, hint in AT_A_NODE]
    return slips
