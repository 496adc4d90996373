"""The mistakes one makes at a neuron on the way back, each as a neuron with one step wrong, and its words."""

import math

from helpers.sigmoid import sigmoid_and_rest
from helpers.slips.by_hand import Neuron
from helpers.slips.of_sigmoid import FOR_THE_SLOPE


def slope_with(into_slope):
    """Make a neuron whose slope is c g'(something else than h)."""

    class Slipped(Neuron):
        def slope(self):
            g, rest = sigmoid_and_rest(float(into_slope(self)))
            return self.c * g * rest

        def to_c(self):
            return sigmoid_and_rest(float(into_slope(self)))[0]

    return Slipped


def with_slope(slope_of_g):
    """Make a neuron that takes something else for the slope of its sigmoid, a function of h, g and 1 - g."""

    class Slipped(Neuron):
        def slope(self):
            return self.c * slope_of_g(self.h, self.g, self.rest)

    return Slipped


class TurnedSign(Neuron):
    def from_loss(self, target):
        return 2 * (target - self.x)


class NoFactorTwo(Neuron):
    def from_loss(self, target):
        return self.x - target


class LossForItsSlope(Neuron):
    def from_loss(self, target):
        return self.squared_error(target)


class NoTarget(Neuron):
    def from_loss(self, target):
        return 2 * self.x


class NoLoss(Neuron):
    def from_loss(self, target):
        return 1.0


class LastOnly(Neuron):
    @staticmethod
    def from_readers(contributions):
        return contributions[-1]


class FirstOnly(Neuron):  # what a loop over the readers backwards leaves
    @staticmethod
    def from_readers(contributions):
        return contributions[0]


class Multiplied(Neuron):
    @staticmethod
    def from_readers(contributions):
        return math.prod(contributions)


class NoScale(Neuron):
    def slope(self):
        return self.g * self.rest


class WeightForValue(Neuron):
    def to_weight(self, weight, value):
        return self.slope() * weight


class ValueForWeight(Neuron):
    def to_source(self, weight, value):
        return self.slope() * value


class NoWeight(Neuron):
    def to_source(self, weight, value):
        return self.slope()


class OwnValue(Neuron):
    def to_weight(self, weight, value):
        return self.slope() * self.x


class ScaleInside(Neuron):
    def to_c(self):
        return self.c * self.g


class SlopeForScale(Neuron):
    def to_c(self):
        return self.g * self.rest


# (name, neuron, what it says, hint). {where} is "node 4", "node 4 or node 5" or "every node"; of a weight, its source.
SIGN = ("the sign is turned", TurnedSign, "The size is right and the sign is turned, as t − x in place of x − t does.")
SIGN_HINT = "Which of the two comes first in the loss, (x − t)²? Does the loss rise or fall when x grows?"
AT_THE_LOSS = (
    (
        "the factor 2 is missing",
        NoFactorTwo,
        "The factor 2 of the squared error is missing.",
        "What is the slope of a square, s²?",
    ),
    (
        "the loss in place of its slope",
        LossForItsSlope,
        "The loss itself stands where its slope belongs.",
        "How much does (x − t)² grow per unit of x?",
    ),
    ("the target is missing", NoTarget, "The target is missing from the slope of the loss.", "Where does t enter?"),
    (
        "the loss's own slope is missing",
        NoLoss,
        "The slope of the loss is missing: this tells how the output moves, not how the loss does.",
        "Which factor comes first, at the very end of the network?",
    ),
)
AT_A_NODE = (
    (
        "g'(x) for g'(h)",
        slope_with(lambda n: n.x),
        "At {where}, x was put into g where h belongs.",
        "Which of the two goes into the sigmoid, and which comes out?",
    ),
    (
        "g applied twice",
        slope_with(lambda n: n.g),
        "At {where}, g was applied twice: g(h) was put into g again.",
        "What goes into g is h itself.",
    ),
    (
        "g(b) for g(h)",
        slope_with(lambda n: n.b),
        "At {where}, the bias alone was put into g.",
        "The bias is one part of h. What else is added?",
    ),
    (
        "the factor c is missing",
        NoScale,
        "At {where}, the scale c is missing from the slope.",
        "x = c · g(h). Which number multiplies the sigmoid, and so its slope?",
    ),
    *((name, with_slope(slope), f"At {{where}}, {says}", hint) for name, slope, says, hint in FOR_THE_SLOPE),
    (
        "the value in place of the weight",
        ValueForWeight,
        "On the way into {where}, the value of a source stands where the weight belongs.",
        "h = b + w · x + … How much does h grow per unit of x?",
    ),
    (
        "the weight is missing",
        NoWeight,
        "On the way into {where}, a weight or its sign is missing.",
        "h = b + w · x + … How much does h grow per unit of x?",
    ),
)
AT_THE_OWNER = (
    (
        "the weight in place of the value",
        WeightForValue,
        "The weight stands where the value of its source belongs.",
        "h = b + w · x + … How much does h grow per unit of w?",
    ),
    (
        "the node's own value",
        OwnValue,
        "The node's own value stands where the value of its source, {where}, belongs.",
        "h = b + w · x + … Which x does this weight multiply?",
    ),
    (
        "c is still in its own derivative",
        ScaleInside,
        "This is the gradient that belongs, times c: x = c · g(h) grows by g(h) per unit of c.",
        "How much does x grow when c grows by 1?",
    ),
    (
        "the slope of g for g itself",
        SlopeForScale,
        "The slope of the sigmoid stands where its value belongs.",
        "x = c · g(h) is a straight line in c. What is its slope?",
    ),
)
