"""The mistakes one makes in running a graph backward, each as a pass with one step wrong, and its words."""

import math

from helpers.graph import ancestors
from helpers.rules import sigmoid
from helpers.sigmoid import sigmoid_and_rest
from helpers.slips.of_sigmoid import FOR_THE_SLOPE


class Backward:
    """Run an expression backward in small steps, each of which a slip replaces."""

    def local(self, node, place):
        """Return the local derivative of a node with respect to its parent at this place."""
        return node.local[place]

    def arrived(self, contributions):
        """Return the gradient of a node, from what each of its readers hands back."""
        return math.fsum(contributions)

    def gradient(self, output, wanted):
        """Return the gradient of the output with respect to the node wanted."""
        arrived = {output: [1.0]}
        for node in reversed(ancestors(output)):
            upstream = self.arrived(arrived[node])
            if node is wanted:
                return upstream
            for place, parent in enumerate(node.parents):
                arrived.setdefault(parent, []).append(upstream * self.local(node, place))
        return 0.0


class Last(Backward):
    def arrived(self, contributions):
        return contributions[-1]


class First(Backward):
    def arrived(self, contributions):
        return contributions[0]


class Multiplied(Backward):
    def arrived(self, contributions):
        return math.prod(contributions)


class OwnSide(Backward):
    def local(self, node, place):
        if node.operation == "*" and len(node.parents) == 2:
            return node.local[1 - place]
        return node.local[place]


class NoMinus(Backward):
    def local(self, node, place):
        return abs(node.local[place]) if node.operation == "-" else node.local[place]


class SlopeAtOutput(Backward):
    def local(self, node, place):
        return sigmoid(node.value)[1] if node.operation == "sigmoid" else node.local[place]


def with_slope(slope_of_g):
    """Make a backward pass that takes something else for the slope of every sigmoid."""

    class Slipped(Backward):
        def local(self, node, place):
            if node.operation != "sigmoid":
                return node.local[place]
            h = node.parents[0].value
            return slope_of_g(h, *sigmoid_and_rest(h))

    return Slipped


WHERE_PATHS_MEET = (
    (
        "= in place of +=",
        (Last, First),
        "Where paths meet, each contribution overwrote the one before: in code, = in place of +=.",
        "How many arrows leave this input? Each hands something back.",
    ),
    (
        "paths multiplied",
        (Multiplied,),
        "Where paths meet, their contributions were multiplied.",
        "Multiply along a path. And over paths?",
    ),
)
AT_AN_OPERATION = (
    (
        "the minus is missing",
        (NoMinus,),
        "The minus of a subtraction was lost on the way back.",
        "Nudge what is subtracted: which way does the difference move?",
    ),
    (
        "a factor's own value",
        (OwnSide,),
        "At a product, each side received its own value as the local derivative.",
        "Nudge one side of a product: how much is each unit of it worth?",
    ),
    (
        "g'(x) for g'(h)",
        (SlopeAtOutput,),
        "The slope of the sigmoid was taken at what comes out of it; it belongs to what goes in.",
        "What does g take: the value before it, or after it?",
    ),
    *((name, (with_slope(slope),), says[0].upper() + says[1:], hint) for name, slope, says, hint in FOR_THE_SLOPE),
)
