"""The mistakes one makes at a neuron on the way forward, each as a neuron with one step wrong, and its words."""

import math

from helpers.sigmoid import sigmoid_and_rest
from helpers.slips.by_hand import Neuron


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
AT_A_NODE = (
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
AT_THE_LOSS = (
    ("not squared", NotSquared, "This is the distance x − t with its sign, not squared.", "The loss is a square."),
    ("not squared", Distance, "This is the distance from the target, not squared.", "The loss is a square."),
    ("halved", Halved, "This is half of the loss: the course's loss has no factor one half.", "L = (x − t)²."),
)
