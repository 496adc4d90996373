"""The numbers of nudge-and-slope: drawn, and thrown away where they make a poor exercise."""

import math
from functools import lru_cache

from helpers.coursework.apart import are_apart, harmless, is_slip, mistaken
from helpers.coursework.nudge_numbers import answers, hill, loss, product
from helpers.coursework.nudge_slips import four_slips, growth_slips, hill_slips, loss_slips
from helpers.coursework.numbers import Draw
from helpers.slips.of_slopes import SlopeProblem, slope_slips
from helpers.slips.of_updates import UpdateProblem, update_slips

# Of the lessons: an answer read there is no answer here.
EXAMPLES = (30.613, 30.616036, 5.06, 6.05, 6, 5, 4.8, 4, -2, 2, -6, 7.6, 5.76)
NEARLY_RIGHT = "the nudge is too large"  # of a curve, a small nudge comes within a percent


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


def questions(numbers):
    """Return every question that the slips know, [(problem, slips)]."""
    a, b, start, x = (numbers[name] for name in ("a", "b", "start", "x"))
    slopes = [SlopeProblem(product, (a, b), which, ("a", "b")) for which in (0, 1)]
    slopes += [SlopeProblem(f, (at,), 0, ("x",)) for f, at in ((hill(numbers), start), (loss(numbers), x))]
    steps = (
        (product, (a, b), numbers["step"], False),
        (hill(numbers), (start,), numbers["stride"], False),
        (loss(numbers), (x,), numbers["rate"], True),
    )
    updates = [UpdateProblem(*step, None, ask) for step in steps for ask in ("point", "value")]
    of_slopes = [(p, [slip for slip in slope_slips(p) if slip.name != NEARLY_RIGHT]) for p in slopes]
    return of_slopes + [(p, update_slips(p)) for p in updates]


@lru_cache(maxsize=1)
def _harmless():
    """Return the slips that cannot be made here: a product has no fork and no sigmoid, a straight line no bend."""
    draws = Draw("any numbers show it, if no two of them are alike")
    return harmless(questions({name: draws.between(1.1, 1.9, 9) for name in draw(draws)}))


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
    return mistaken(questions(numbers), _harmless()) is None
