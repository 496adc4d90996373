"""The assignment nudge-and-slope: a product nudged and raised, a hill climbed, a loss lowered.

Of its 40 points, 36 are judged here; 4 are for written answers.
"""

import math

from helpers.checks import check_number, check_slope, check_slopes, check_update
from helpers.checks.answers import Unreadable, read_number, read_numbers
from helpers.checks.feedback import not_yet
from helpers.coursework.apart import is_slip
from helpers.coursework.nudge_draw import draw, is_good
from helpers.coursework.nudge_functions import (
    judge_quotient,
    judge_step,
    judge_walk,
    quotient_tries,
    step_tries,
    walk_tries,
)
from helpers.coursework.nudge_numbers import MOVES, answers, hill, hill_slope, loss, product, walked
from helpers.coursework.nudge_slips import four_slips, growth_slips, hill_slips, loss_slips
from helpers.coursework.questions import Question, Verdict, first_right

__all__ = ["QUESTIONS", "answers", "draw", "is_good"]

ROUNDING = 0.002  # relative: what rounding on the way may cost


def _own(answers, name, right, count=1):
    """Return what the student answered earlier, if that is a number to go on with and not the right one."""
    try:
        if count == 1:
            read = [read_number(answers.get(name))]
        else:
            read = read_numbers(answers.get(name), ("a", "b"))
    except Unreadable:
        return None
    if read is None or any(number is None or not 1e-3 < abs(number.value) < 1e4 for number in read):
        return None
    found = tuple(number.value for number in read)
    found = found[0] if count == 1 else found
    return None if is_slip(right, found, 1e-9) else found


FOLLOWS = "It follows from your own earlier answer, and keeps its credit. That earlier answer is not right yet."


def _verdict(feedback, *following):
    """Return the verdict on an answer by itself, or by what follows from the student's own earlier answers."""
    if not feedback.is_right and feedback.state != "unanswered":
        for one in following:
            if one.is_right:
                return Verdict(1.0, type(feedback)("right", FOLLOWS))
        feedback = first_right([feedback, *following])
    return Verdict(float(feedback.is_right), feedback)


def _growth(numbers, given, results):
    step = "Work out the product before and after, and take the difference. Only a is nudged."
    right = answers(numbers)["growth"]
    return _verdict(check_number(given.get("growth"), right, step, growth_slips(numbers), within=ROUNDING))


def _slopes(numbers, given, results):
    at = {"a": numbers["a"], "b": numbers["b"]}
    whole = check_slopes(given.get("slopes"), product, at, ROUNDING, by_nudges=True)
    try:
        pair = read_numbers(given.get("slopes"), ("a", "b")) or (None, None)
    except Unreadable:
        return _verdict(whole)
    each = [check_slope(one and one.value, product, at, by, ROUNDING, by_nudges=True) for by, one in zip("ab", pair)]
    share = sum(one.is_right for one in each) / 2
    growths = numbers["h"] * numbers["b"], numbers["h"] * numbers["a"]
    if not whole.slips and any(
        one and check_number(one.value, growth, within=ROUNDING).is_right for one, growth in zip(pair, growths)
    ):
        whole = not_yet("This is the growth for your h, not divided by it.", "A slope is a growth per unit of nudge.")
    return Verdict(share, whole)


def _point(numbers, given, results):
    start, step = {"a": numbers["a"], "b": numbers["b"]}, numbers["step"]
    own = _own(given, "slopes", answers(numbers)["slopes"], 2)
    point = given.get("point")
    following = [] if own is None else [check_update(point, product, start, step, False, lambda a, b: own)]
    whole = _verdict(check_update(point, product, start, step, within=ROUNDING), *following)
    if whole.share:
        return whole
    try:
        pair = read_numbers(point, ("a", "b"))
    except Unreadable:
        return whole
    if pair is None or "one after the other" in whole.feedback.slips:  # there one of the two is right by the slip
        return whole
    rights = [answers(numbers)["point"]]
    if own is not None:
        rights.append((numbers["a"] + step * own[0], numbers["b"] + step * own[1]))
    share = max(
        sum(one is not None and check_number(one.value, r, within=ROUNDING).is_right for one, r in zip(pair, right))
        for right in rights
    )
    return Verdict(share / 2, whole.feedback)


def _value(numbers, given, results):
    right = answers(numbers)
    own = _own(given, "point", right["point"], 2)
    step = "Put the new inputs into f itself: multiply them."
    following = []
    came_about = own is not None and _point(numbers, given, None)  # an own point, or one copied from somebody?
    if came_about and (came_about.share or came_about.feedback.slips) and own != (numbers["a"], numbers["b"]):
        following = [check_number(given.get("value"), own[0] * own[1], step, within=ROUNDING)]
    start = {"a": numbers["a"], "b": numbers["b"]}
    first = check_update(given.get("value"), product, start, numbers["step"], ask="value", within=ROUNDING)
    return _verdict(first, *following)


def _hill_slope(numbers, given, results):
    step = "Only (x − top)² moves with x. What is the slope of a square, and what multiplies it here?"
    right = answers(numbers)["slope_at_start"]
    return _verdict(check_number(given.get("slope_at_start"), right, step, hill_slips(numbers), within=ROUNDING))


def _after_one(numbers, given, results):
    own = _own(given, "slope_at_start", answers(numbers)["slope_at_start"])
    start, stride = {"x": numbers["start"]}, numbers["stride"]
    first = check_update(given.get("after_one"), hill(numbers), start, stride, within=ROUNDING)
    following = []
    if own is not None:
        following = [check_update(given.get("after_one"), hill(numbers), start, stride, False, lambda x: own)]
    return _verdict(first, *following)


def _after_four(numbers, given, results):
    right, slope = answers(numbers), hill_slope(numbers)
    step = "Take the slope anew at every place. Or follow the way from the top: which factor does each move multiply?"
    first = check_number(given.get("after_four"), right["after_four"], step, four_slips(numbers), within=ROUNDING)
    own, following = _own(given, "after_one", right["after_one"]), []
    if own is not None and not math.isclose(own, numbers["top"], rel_tol=0.01):
        onward = walked(slope, own, numbers["stride"], MOVES - 1)
        following = [check_number(given.get("after_four"), onward, step, within=ROUNDING)]
    return _verdict(first, *following)


def _loss_slope(numbers, given, results):
    step = "How far is x from the target? What is the slope of the square of that?"
    right = answers(numbers)["slope_of_loss"]
    return _verdict(check_number(given.get("slope_of_loss"), right, step, loss_slips(numbers), within=ROUNDING))


def _new_x(numbers, given, results):
    own = _own(given, "slope_of_loss", answers(numbers)["slope_of_loss"])
    at, rate, following = {"x": numbers["x"]}, numbers["rate"], []
    if own is not None:
        following = [check_update(given.get("new_x"), loss(numbers), at, rate, True, lambda x: own)]
    return _verdict(check_update(given.get("new_x"), loss(numbers), at, rate, True, within=ROUNDING), *following)


def _new_loss(numbers, given, results):
    right = answers(numbers)
    own, following = _own(given, "new_x", right["new_x"]), []
    if own is not None and own != numbers["x"]:
        following = [check_number(given.get("new_loss"), loss(numbers)(own), within=ROUNDING)]
    at, rate = {"x": numbers["x"]}, numbers["rate"]
    first = check_update(given.get("new_loss"), loss(numbers), at, rate, True, ask="value", within=ROUNDING)
    away = (right["new_x"] if own is None else own) - numbers["target"]
    slips = {"This is the distance from the target, not its square.": away}
    squared = check_number(given.get("new_loss"), right["new_loss"], "", slips, within=ROUNDING)
    if squared.slips and not first.slips:
        first = squared
    return _verdict(first, *following)


QUESTIONS = {
    "nudge-growth": Question(2, ("growth",), _growth),
    "nudge-slopes": Question(4, ("slopes",), _slopes),
    "nudge-quotient": Question(4, ("growth_per_unit",), judge_quotient, quotient_tries),
    "nudge-point": Question(4, ("point", "slopes"), _point),
    "nudge-value": Question(2, ("value", "point"), _value),
    "nudge-step": Question(4, ("gradient_step",), judge_step, step_tries),
    "nudge-hill": Question(2, ("slope_at_start",), _hill_slope),
    "nudge-one": Question(2, ("after_one", "slope_at_start"), _after_one),
    "nudge-four": Question(2, ("after_four", "after_one"), _after_four),
    "nudge-walk": Question(4, ("walk",), judge_walk, walk_tries),
    "nudge-loss": Question(2, ("slope_of_loss",), _loss_slope),
    "nudge-down": Question(2, ("new_x", "slope_of_loss"), _new_x),
    "nudge-new-loss": Question(2, ("new_loss", "new_x"), _new_loss),
}
