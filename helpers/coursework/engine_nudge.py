"""The slope by a nudge to both sides that a student's `nudged_slope` returns."""

from helpers.coursework.questions import judge_function
from helpers.slips import slip_of_function

_FUNCTIONS = (
    "lambda p: p[0] * p[1] * p[1]",
    "lambda p: p[0] * p[0] * p[1] + p[2]",
    "lambda p: p[1] ** 3 - p[0] * p[1]",
)


def tries(numbers):
    """Return what `nudged_slope` is tried on."""
    u, v, w = numbers["u"], numbers["v"], numbers["w"]
    return [
        ({"lambda": _FUNCTIONS[0]}, [u, v], 1, 0.01),
        ({"lambda": _FUNCTIONS[1]}, [v, w, u], 0, 0.1),
        ({"lambda": _FUNCTIONS[2]}, [w, u, v], 1, 0.2),
    ]


def _moved(inputs, k, h):
    return [*inputs[:k], inputs[k] + h, *inputs[k + 1 :]]


# (name, what it says, hint, the function with the slip)
_WRONG = (
    ("one side only", "One side only was nudged.", "Where does h to the left come in?",
     lambda f, p, k, h: (f(_moved(p, k, h)) - f(p)) / h),
    ("divided by h", "Nudges to both sides lie 2 h apart.", "How long is the way between the two places?",
     lambda f, p, k, h: (f(_moved(p, k, h)) - f(_moved(p, k, -h))) / h),
    ("the sign is turned", "The size is right and the sign is turned.", "Which comes first?",
     lambda f, p, k, h: (f(_moved(p, k, -h)) - f(_moved(p, k, h))) / (2 * h)),
    ("all inputs nudged", "All inputs were nudged, not only the one asked for.", "Which entries may change?",
     lambda f, p, k, h: (f([n + h for n in p]) - f([n - h for n in p])) / (2 * h)),
    ("the list was changed", "The inputs were changed by the first nudge and not put back.",
     "Print the list after the first call.",
     lambda f, p, k, h: (f(_moved(p, k, h)) - f(p)) / (2 * h)),
    ("multiplied by h", "It is divided by 2 and multiplied by h.", "Which brackets does / 2 * h need?",
     lambda f, p, k, h: (f(_moved(p, k, h)) - f(_moved(p, k, -h))) / 2 * h),
    ("one list", "The difference is always 0: both nudges were made in one and the same list.",
     "up = inputs makes no copy. What does list(inputs) do?", lambda f, p, k, h: 0.0),
)  # fmt: skip
NUDGE_SLIPS = tuple(slip_of_function(*slip) for slip in _WRONG)


def judge(numbers, given, results):
    """Return the verdict on the function by what its tries gave."""
    return judge_function(
        "nudged_slope",
        lambda f, p, k, h: (f(_moved(p, k, h)) - f(_moved(p, k, -h))) / (2 * h),
        tries(numbers),
        results,
        "Two lists: one with h more in place k, one with h less.",
        NUDGE_SLIPS,
    )
