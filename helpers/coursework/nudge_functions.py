"""The functions that a student writes for nudge-and-slope: what they are tried on, and how they are judged."""

from helpers.coursework.nudge_numbers import product, walked
from helpers.coursework.nudge_slips import QUOTIENT_SLIPS, WALK_SLIPS
from helpers.coursework.questions import judge_function
from helpers.slips import Slip
from helpers.slips.of_updates import UpdateProblem, update_slips


def _curves(numbers):
    k, m = numbers["bend"], numbers["top"]
    return [
        {"lambda": f"lambda x: {m} * x"},
        {"lambda": f"lambda x: {k} * x * x - {m}"},
        {"lambda": f"lambda x: {k} * x * x * x"},
        {"lambda": "lambda x: 1 / (1 + x * x)"},
    ]


def quotient_tries(numbers):
    """Return what `growth_per_unit` is tried on."""
    places = (numbers["a"], numbers["b"], numbers["start"], numbers["x"])
    return [(curve, at, h) for curve, at, h in zip(_curves(numbers), places, (numbers["h"], 0.1, -0.5, 0.01))]


def judge_quotient(numbers, given, results):
    """Return the verdict on the function by what its tries gave."""
    step = "Three lines at most: where f is before, where it is after, and the growth for each unit of h."
    return judge_function(
        "growth_per_unit",
        lambda f, at, h: (f(at + h) - f(at)) / h,
        quotient_tries(numbers),
        results,
        step,
        QUOTIENT_SLIPS,
    )


def step_tries(numbers):
    """Return what `gradient_step` is tried on."""
    a, b, step, top = numbers["a"], numbers["b"], numbers["step"], numbers["top"]
    return [(a, b, step), (b, -a, step / 10), (-b, -top, step), (top, a, 0.25)]


def judge_step(numbers, given, results):
    """Return the verdict on the function by what its tries gave."""

    def from_arguments(slip, k):
        def answer(arguments):
            a, b, step = arguments
            problem = UpdateProblem(product, (a, b), step, False, lambda a, b: (b, a))
            return update_slips(problem)[k](problem)

        return Slip(slip.name, slip.says.replace("{where}", slip.where), slip.hint, answer)

    sample = update_slips(UpdateProblem(product, (1.0, 2.0), 0.1, False, lambda a, b: (b, a)))
    slips = [from_arguments(slip, k) for k, slip in enumerate(sample)]
    step = "Both slopes at the old point first; only then both moves."
    return judge_function(
        "gradient_step",
        lambda a, b, step: (a + step * b, b + step * a),
        step_tries(numbers),
        results,
        step,
        slips,
    )


def walk_tries(numbers):
    """Return what `walk` is tried on."""
    k, m, x, stride = numbers["bend"], numbers["top"], numbers["start"], numbers["stride"]
    slopes = [
        {"lambda": f"lambda x: {-2 * k} * (x - {m})"},
        {"lambda": f"lambda x: {m} - x"},
        {"lambda": "lambda x: 1 / (1 + x * x)"},
        {"lambda": f"lambda x: -2 * (x - {m})"},
    ]
    return [(slope, x, step, count) for slope, step, count in zip(slopes, (stride, 0.3, 0.5, 0.1), (1, 3, 5, 2))]


def judge_walk(numbers, given, results):
    """Return the verdict on the function by what its tries gave."""
    step = "A loop over the moves: take the slope where you stand, then move by step times that slope."
    return judge_function("walk", walked, walk_tries(numbers), results, step, WALK_SLIPS)
