"""Slips in the forward pass of a network: the value of a node, what goes into its sigmoid, the loss."""

import math
from dataclasses import dataclass
from functools import cached_property

from helpers.sigmoid import sigmoid_and_rest
from helpers.slips import EVERYWHERE, Slip
from helpers.slips.by_hand import ByHand, Neuron


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

    def by(self, hand):
        """Return the number asked for from a network worked out by hand."""
        if self.node is None:
            return hand.loss(self.target)
        return hand.values[self.node] if self.name == f"x{self.node}" else hand.neurons[self.node].h


class NoBias(Neuron):
    def into_sigmoid(self):
        return math.fsum(weight * value for weight, value in self.terms)


class NoWeights(Neuron):
    def into_sigmoid(self):
        return self.b + math.fsum(value for _, value in self.terms)


class NoValues(Neuron):
    def into_sigmoid(self):
        return self.b + math.fsum(weight for weight, _ in self.terms)


class BiasTimes(Neuron):
    def into_sigmoid(self):
        return self.b * math.fsum(weight * value for weight, value in self.terms)


def without_term(place):
    """Make a neuron that forgets one of its sources."""

    class Slipped(Neuron):
        def into_sigmoid(self):
            kept = self.terms[:place] + self.terms[place + 1 :]
            return self.b + math.fsum(weight * value for weight, value in kept)

    return Slipped


class NoSigmoid(Neuron):
    def value(self):
        return self.c * self.h


class NoScale(Neuron):
    def value(self):
        return self.g


class TurnedSigmoid(Neuron):
    def value(self):
        return self.c * self.rest


class ScaleInside(Neuron):
    def value(self):
        return sigmoid_and_rest(self.c * self.h)[0]


class SigmoidTwice(Neuron):
    def value(self):
        return self.c * sigmoid_and_rest(self.g)[0]


class NotSquared(Neuron):
    def squared_error(self, target):
        return self.x - target


class Distance(Neuron):
    def squared_error(self, target):
        return abs(self.x - target)


class Halved(Neuron):
    def squared_error(self, target):
        return (self.x - target) ** 2 / 2


FORMULA = "Write out h = b + w · x + …, with one product for each arrow that comes in."
OUTSIDE = "Which comes first in x = c · g(h), and which stands outside?"
MISTAKES = (
    ("the bias is missing", NoBias, "At {where}, the bias b is missing.", FORMULA),
    ("the weights are missing", NoWeights, "At {where}, the values were added without their weights.", FORMULA),
    (
        "the values are missing",
        NoValues,
        "At {where}, the weights were added without the values they multiply.",
        FORMULA,
    ),
    ("the bias multiplied", BiasTimes, "At {where}, the bias was multiplied in place of added.", FORMULA),
    ("the sigmoid is missing", NoSigmoid, "At {where}, the sum did not go through the sigmoid.", OUTSIDE),
    ("the scale is missing", NoScale, "At {where}, the scale c is missing.", OUTSIDE),
    (
        "the sign in the sigmoid is turned",
        TurnedSigmoid,
        "At {where}, the sign in the sigmoid is turned: this is g(−h).",
        "g(h) = 1 / (1 + exp(−h)): is g above one half where h is positive?",
    ),
    ("the scale inside", ScaleInside, "At {where}, the scale c went into the sigmoid.", OUTSIDE),
    ("g applied twice", SigmoidTwice, "At {where}, the sigmoid was applied twice.", OUTSIDE),
)
ERRORS = (
    ("not squared", NotSquared, "This is the distance x − t with its sign, not squared.", "The loss is a square."),
    ("not squared", Distance, "This is the distance from the target, not squared.", "The loss is a square."),
    ("halved", Halved, "This is half of the loss: the course's loss has no factor one half.", "L = (x − t)²."),
)


def value_slips(problem):
    """Return the slips for a `ValueProblem`, in the order in which they are named."""
    slips, node, net = [], problem.node, problem.net
    if node is None:
        slips += [Slip(name, says, hint, _with(kind)) for name, kind, says, hint in ERRORS]
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
    for name, kind, says, hint in MISTAKES:
        slips += [Slip(name, says, hint, _with(kind, place), f"node {place}") for place in places]
    for place in places:
        for position, source in enumerate(net.sources[place]):
            says, where = "At {where} was left out.", f"node {place}, the arrow from node {source}"
            slips.append(Slip("an arrow is missing", says, FORMULA, _with(without_term(position), place), where))
    slips += [Slip(name, says, hint, _with(kind), EVERYWHERE) for name, kind, says, hint in MISTAKES]
    return slips


def _with(kind, node=None):
    return lambda problem: problem.by(ByHand(problem.net, problem.x, kind, None if node is None else {node}))
