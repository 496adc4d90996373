"""Slips in a local derivative of a network: how one node moves with a value it reads, or with its own parameters."""

from dataclasses import dataclass
from functools import cached_property

from helpers.slips import Slip
from helpers.slips.by_hand import ByHand, called_source, with_neuron
from helpers.slips.mistakes_backward import AT_A_NODE, AT_THE_OWNER


@dataclass(frozen=True)
class LocalProblem:
    """Ask for ∂x_j/∂z, where z is a value that node j reads ("x4") or a parameter of its own; of: "x7".

    Raises ValueError where there is no such arrow.
    """

    net: object
    of: str
    by: str
    x: object

    @cached_property
    def reader(self):
        """The node whose value moves."""
        for node in self.net.order:
            if self.of == f"x{node}":
                return node
        raise ValueError(f"{self.of!r} is not computed in this network; ask for one such as 'x{self.net.order[-1]}'")

    @cached_property
    def source(self):
        """The node whose value is nudged; None for a parameter."""
        for source in self.net.sources[self.reader]:
            if self.by == f"x{source}":
                return source
        if self.by in self.net.names_of(self.reader):
            return None
        raise ValueError(f"node {self.reader} does not use {self.by!r}; ask for what stands in its formula")

    def by_hand(self, hand):
        """Return the local derivative from a network worked out by hand."""
        if self.source is None:
            return hand.own(self.by, self.reader)
        return hand.local(self.source, self.reader)

    @cached_property
    def right(self):
        """The local derivative."""
        return self.by_hand(ByHand(self.net, self.x))


def local_slips(problem):
    """Return the slips for a `LocalProblem`, in the order in which they are named."""
    slips = [
        Slip(name, says, hint, with_neuron(kind, problem.reader), called_source(problem.net, problem.by))
        for name, kind, says, hint in AT_THE_OWNER
    ]
    at = problem.reader
    slips += [Slip(name, says, hint, with_neuron(kind, at), f"node {at}") for name, kind, says, hint in AT_A_NODE]
    slips.append(
        Slip(
            "only the weight or the value",
            "This is what h moves by, not yet what comes out of the sigmoid.",
            "A nudge of h has to pass the sigmoid and the scale.",
            _into_sigmoid,
        )
    )
    slips.append(
        Slip(
            "the slope alone",
            f"This is ∂x{problem.reader}/∂h{problem.reader}, the slope of the node, without the last factor.",
            f"How much does h{problem.reader} grow per unit of {problem.by}?",
            lambda p: ByHand(p.net, p.x).neurons[p.reader].slope(),
        )
    )
    slips.append(
        Slip(
            "upside down",
            "The fraction is upside down.",
            f"Which of {problem.of} and {problem.by} moves because of the other?",
            lambda p: 1 / p.right,
        )
    )
    slips.append(
        Slip(
            "the sign is turned",
            "The size is right and the sign is turned.",
            f"Raise {problem.by} a little: does {problem.of} rise or fall?",
            lambda p: -p.right,
        )
    )
    return slips


def _into_sigmoid(problem):
    if problem.source is not None:
        return problem.net.parameters[f"w{problem.source}to{problem.reader}"]
    weights = [name for name in problem.net.names_of(problem.reader)[2:]]
    place = weights.index(problem.by)  # LookupError or ValueError for b and c, which are no weights
    return ByHand(problem.net, problem.x).values[problem.net.sources[problem.reader][place]]
