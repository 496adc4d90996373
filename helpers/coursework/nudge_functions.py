"""The functions that a student writes for nudge-and-slope: what they are tried on, and the slips in them."""

from helpers.coursework.nudge_numbers import product, walked
from helpers.coursework.questions import judge_function
from helpers.slips import Slip, slip_of_function
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


def _quotient_slips():
    return (
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


def judge_quotient(numbers, given, results):
    """Return the verdict on the function by what its tries gave."""
    step = "Three lines at most: where f is before, where it is after, and the growth for each unit of h."
    return judge_function(
        "growth_per_unit",
        lambda f, at, h: (f(at + h) - f(at)) / h,
        quotient_tries(numbers),
        results,
        step,
        _quotient_slips(),
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

    slips = (
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
    step = "A loop over the moves: take the slope where you stand, then move by step times that slope."
    return judge_function("walk", walked, walk_tries(numbers), results, step, slips)
