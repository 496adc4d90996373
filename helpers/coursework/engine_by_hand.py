"""Three gradients that a student found by hand; the last two may follow from the student's own first one."""

import math

from helpers.checks import check_number
from helpers.checks.answers import Unreadable, read_number
from helpers.checks.feedback import Feedback
from helpers.coursework.engine_numbers import answers, gradient_slips, sigmoid
from helpers.coursework.questions import Verdict

ROUNDING = 0.002  # relative: what rounding on the way may cost
FOLLOWS = "It follows from your own dL/dy, and keeps its credit. That earlier answer is not right yet."


def _own(given, name, right):
    try:
        number = read_number(given.get(name))
    except Unreadable:
        return None
    if number is None or not 1e-3 < abs(number.value) < 1e4 or math.isclose(number.value, right, rel_tol=ROUNDING):
        return None
    return number.value


def judge_upstream(numbers, given, results):
    """Return the verdict on dL/dy."""
    w, x, b, t = (numbers[name] for name in "wxbt")
    y, right = w * sigmoid(w * x + b), answers(numbers)["upstream"]
    slips = {
        "The factor 2 of the square is missing.": y - t,
        "The size is right and the sign is turned: t - y stands where y - t belongs.": -right,
        "The factor 2 is missing, and t - y stands where y - t belongs.": t - y,
        "This is the loss itself, not its slope.": (y - t) ** 2,
        "This is y, not the slope of the loss.": y,
        "w is missing: y is w times g.": 2 * (y / w - t),
    }
    step = "Nudge y alone: by how much does (y - t)² grow, per unit of nudge?"
    feedback = check_number(given.get("upstream"), right, step, slips, within=ROUNDING)
    return Verdict(float(feedback.is_right), feedback)


def gradient_judge(name, by):
    """Return the judge of the answer `name`, the gradient with respect to `by`."""

    step = f"Two factors: dL/dy, and how much y grows per unit of {by}. Follow every way from {by} to y."

    def judge(numbers, given, results):
        right = answers(numbers)
        own = _own(given, "upstream", right["upstream"])
        feedback = _checked(numbers, given, name, right["upstream"], step)
        if feedback.state == "not yet" and own is not None:
            following = _checked(numbers, given, name, own, step)
            if following.is_right:
                feedback = Feedback("right", FOLLOWS)
            elif following.slips and not feedback.slips:
                feedback = following
        return Verdict(float(feedback.is_right), feedback)

    return judge


def _checked(numbers, given, name, upstream, step):
    """Return the feedback for a gradient, by the right dL/dy or the student's own."""
    right = answers(numbers)
    slips = gradient_slips(numbers, name, upstream)
    wanted = right[name] * (upstream / right["upstream"])
    return check_number(given.get(name), wanted, step, slips, within=ROUNDING)
