"""The numbers of nudge-and-slope: drawn, and thrown away where they make a poor exercise."""

import math

from helpers.coursework.apart import are_apart, is_slip, mistaken
from helpers.coursework.nudge_numbers import answers, hill, loss, product
from helpers.coursework.nudge_slips import four_slips, growth_slips, hill_slips, loss_slips
from helpers.slips.of_slopes import SlopeProblem, slope_slips
from helpers.slips.of_updates import UpdateProblem, update_slips

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
    own = (
        (right["growth"], growth_slips(numbers)),
        (right["slope_at_start"], hill_slips(numbers)),
        (right["after_four"], four_slips(numbers)),
        (right["slope_of_loss"], loss_slips(numbers)),
    )
    if any(is_slip(answer, wrong) for answer, wrongs in own for wrong in wrongs.values()):
        return False
    return not any(mistaken(*one) for one in problems(numbers))
