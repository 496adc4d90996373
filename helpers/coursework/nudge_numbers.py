"""The numbers of nudge-and-slope, and what the right answers are.

Numbers: a, b, h, step; of the hill height - bend * (x - top)²: height, bend, top, start, stride; of the loss
(x - target)²: target, x, rate. Four moves are made on the hill.
"""

import math

from helpers.coursework.apart import are_apart, is_slip, mistaken
from helpers.slips_of_slopes import SlopeProblem, slope_slips
from helpers.slips_of_updates import UpdateProblem, update_slips

MOVES = 4
# Of the lessons: an answer read there is no answer here.
EXAMPLES = (30.613, 30.616036, 5.06, 6.05, 6, 5, 4.8, 4, -2, 2, -6, 7.6, 5.76)
# Slips that cannot be made here: a large nudge of a straight line gives its slope itself, of a curve nearly; a product
# has no fork and no sigmoid; both sides of a square are equal, and its minus comes back as it went.
HARMLESS = (
    "the nudge is too large",
    "not divided by the nudge",
    "g'(x) for g'(h)",
    "g' is missing",
    "g for g'",
    "the minus is missing",
)
OF_PRODUCT = (*HARMLESS, "= in place of +=", "paths multiplied")
OF_SQUARE = (*HARMLESS, "a factor's own value")


def draw(draws):
    """Return one set of numbers, good or not."""
    top = draws.signed(1.1, 4.9)
    target = draws.between(3.11, 11.89, 2)  # two digits: few students share a number
    return {
        "a": draws.signed(1.21, 3.89, 2),
        "b": draws.signed(1.21, 3.89, 2),
        "h": draws.between(0.2, 0.9),
        "step": draws.one_of((0.2, 0.3, 0.4)),
        "height": draws.between(3.1, 9.9),
        "bend": draws.between(0.3, 1.6),
        "top": top,
        "start": round(top + draws.signed(1.2, 2.9), 1),
        "stride": draws.between(0.1, 0.6, 2),
        "target": target,
        "x": round(target + draws.signed(1.21, 4.89, 2), 2),
        "rate": draws.between(0.06, 0.44, 2),
    }


def product(a, b):
    """Return the product that the assignment begins with."""
    return a * b


def hill(numbers):
    """Return the hill of a student as a function."""

    def height(x):
        return numbers["height"] - numbers["bend"] * (x - numbers["top"]) * (x - numbers["top"])

    return height


def hill_slope(numbers):
    """Return the slope of that hill as a function."""
    return lambda x: -2 * numbers["bend"] * (x - numbers["top"])


def loss(numbers):
    """Return the loss of a student as a function."""
    return lambda x: (x - numbers["target"]) * (x - numbers["target"])


def walked(slope, x, step, count):
    """Return where `count` moves by step times slope lead."""
    for _ in range(count):
        x = x + step * slope(x)
    return x


def answers(numbers):
    """Return {name: the right answer}, a number or a pair of numbers."""
    a, b, step = numbers["a"], numbers["b"], numbers["step"]
    slope, start, stride = hill_slope(numbers), numbers["start"], numbers["stride"]
    x, target, rate = numbers["x"], numbers["target"], numbers["rate"]
    descended = x - rate * 2 * (x - target)
    return {
        "growth": numbers["h"] * b,
        "slopes": (b, a),
        "point": (a + step * b, b + step * a),
        "value": (a + step * b) * (b + step * a),
        "slope_at_start": slope(start),
        "after_one": walked(slope, start, stride, 1),
        "after_four": walked(slope, start, stride, MOVES),
        "slope_of_loss": 2 * (x - target),
        "new_x": descended,
        "new_loss": (descended - target) ** 2,
    }


def problems(numbers):
    """Yield every question that the slips know: (problem, its slips, the names of those that cannot be made)."""
    a, b, start, x = (numbers[name] for name in ("a", "b", "start", "x"))
    for which in (0, 1):
        problem = SlopeProblem(product, (a, b), which, ("a", "b"))
        yield problem, slope_slips(problem), OF_PRODUCT
    for f, at, step, down in (
        (product, (a, b), numbers["step"], False),
        (hill(numbers), (start,), numbers["stride"], False),
        (loss(numbers), (x,), numbers["rate"], True),
    ):
        if len(at) == 1:
            problem = SlopeProblem(f, at, 0, ("x",))
            yield problem, slope_slips(problem), OF_SQUARE
        for ask in ("point", "value"):
            problem = UpdateProblem(f, at, step, down, None, ask)
            yield problem, update_slips(problem), ()


def is_good(numbers):
    """Tell whether the numbers make a fair exercise: nothing flat, nothing equal, no slip that gives a right answer."""
    right = answers(numbers)
    flat = [n for answer in right.values() for n in (answer if isinstance(answer, tuple) else (answer,))]
    factor = 1 - 2 * numbers["bend"] * numbers["stride"]
    if not 0.1 < abs(factor) < 0.9 or min(map(abs, flat)) < 0.05:
        return False
    if not are_apart([*flat, numbers["a"] * numbers["b"]]):
        return False
    if any(math.isclose(number, example, rel_tol=0.01) for number in flat for example in EXAMPLES):
        return False
    own = ((right["growth"], growth_slips(numbers)), (right["after_four"], four_slips(numbers)))
    if any(is_slip(answer, wrong) for answer, wrongs in own for wrong in wrongs.values()):
        return False
    return not any(mistaken(*one) for one in problems(numbers))


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
