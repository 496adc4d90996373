"""The slips that only nudge-and-slope knows.

Those in a number are {sentence: the wrong answer it explains}, for a student's numbers. The
sentences keep to what lessons 01 to 03 tell: no graph, no paths.
"""

from helpers.coursework.nudge_numbers import MOVES, hill, hill_slope, walked
from helpers.slips import slip_of_function

TWO = "The factor 2 of the square is missing: at s, by how much does s² grow per unit of s?"
TURNED = "The size is right and the sign is turned: does a small step to the right lead up or down?"
BOTH = "The factor 2 of the square is missing, and the sign is turned."


def growth_slips(numbers):
    """Return {sentence: the wrong growth it explains}."""
    a, b, h = numbers["a"], numbers["b"], numbers["h"]
    return {
        "The nudge times a: as if b had been nudged.": h * a,
        "This is the growth per unit of nudge; the nudge is only a part of a unit.": b,
        "This is the product after the nudge, not its growth.": (a + h) * b,
        "This is the product before the nudge.": a * b,
        "The size is right and the sign is turned.": -h * b,
        "This is what grows when both inputs are nudged.": (a + h) * (b + h) - a * b,
        "This is the nudge itself; how much is each unit of it worth?": h,
    }


def hill_slips(numbers):
    """Return {sentence: the wrong slope of the hill it explains}."""
    bend, way = numbers["bend"], numbers["start"] - numbers["top"]
    return {
        TWO: -bend * way,
        TURNED: 2 * bend * way,
        BOTH: bend * way,
        "The bend is missing: it multiplies the square, and so its slope.": -2 * way,
        "This is the height there; by how much does it grow per unit of x?": hill(numbers)(numbers["start"]),
        "The height is still in it: a number that does not move with x adds nothing.": numbers["height"]
        - 2 * bend * way,
        "The top is missing: the square is that of x − top.": -2 * bend * numbers["start"],
    }


def loss_slips(numbers):
    """Return {sentence: the wrong slope of the loss it explains}."""
    miss = numbers["x"] - numbers["target"]
    return {
        TWO: miss,
        TURNED: -2 * miss,
        BOTH: -miss,
        "This is the loss itself; by how much does it grow per unit of x?": miss * miss,
        "The target is missing: the loss is the square of x − target.": 2 * numbers["x"],
    }


def four_slips(numbers):
    """Return {sentence: the wrong place after four moves it explains}."""
    slope, start, stride = hill_slope(numbers), numbers["start"], numbers["stride"]
    top, after = numbers["top"], walked(slope, start, stride, MOVES)
    return {
        "The slope of the start was used for all the moves; it changes with every one.": start
        + MOVES * stride * slope(start),
        "This is one move too few.": walked(slope, start, stride, MOVES - 1),
        "This is one move too many.": walked(slope, start, stride, MOVES + 1),
        "This is the place after the first move.": walked(slope, start, stride, 1),
        "The moves went downhill: the sign of the slope is turned.": walked(slope, start, -stride, MOVES),
        "The slope was taken for the move: the step is missing.": walked(slope, start, 1, MOVES),
        "This is the way from the top, not the place.": after - top,
        "This is the distance from the top, not the place.": abs(after - top),
        "This is the height there, not the place.": hill(numbers)(after),
        "This is the top; the moves come near it and do not reach it.": top,
    }


# In growth_per_unit.
QUOTIENT_SLIPS = (
    slip_of_function(
        "not divided by the nudge",
        "The growth is not divided by the nudge.",
        "How much is it per unit?",
        lambda f, at, h: f(at + h) - f(at),
    ),
    slip_of_function(
        "the sign is turned",
        "The size is right and the sign is turned.",
        "Which comes first, before or after?",
        lambda f, at, h: (f(at) - f(at + h)) / h,
    ),
    slip_of_function(
        "divided by twice the nudge",
        "One nudge is divided by the length of two.",
        "How long is the way from one place to the other?",
        lambda f, at, h: (f(at + h) - f(at)) / (2 * h),
    ),
    slip_of_function(
        "nudges to both sides",
        "These are nudges to both sides; one to the side of h was asked.",
        "Which two places does h lie between?",
        lambda f, at, h: (f(at + h) - f(at - h)) / (2 * h),
    ),
)
# In walk.
WALK_SLIPS = (
    slip_of_function(
        "the slope of the start for all",
        "The slope of the start was used for every move.",
        "Where is the slope to be taken for the second move?",
        lambda slope, x, step, count: x + count * step * slope(x),
    ),
    slip_of_function(
        "one move only",
        "It makes one move, whatever the count.",
        "What does the loop repeat, and does it go on from where the last move led?",
        lambda slope, x, step, count: walked(slope, x, step, 1),
    ),
    slip_of_function(
        "the wrong direction",
        "The moves go downhill.",
        "Is the output meant to rise?",
        lambda slope, x, step, count: walked(slope, x, -step, count),
    ),
    slip_of_function(
        "one move too many",
        "It makes one move too many.",
        "How often does the loop run?",
        lambda slope, x, step, count: walked(slope, x, step, count + 1),
    ),
    slip_of_function(
        "the slope taken for the move",
        "The step is missing.",
        "What turns a slope into a distance?",
        lambda slope, x, step, count: walked(slope, x, 1, count),
    ),
)
