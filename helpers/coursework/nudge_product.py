"""The questions of nudge-and-slope on the product: its two slopes, one step along both, and where that leads."""

from helpers.checks import check_number, check_slope, check_slopes, check_update
from helpers.checks.answers import Unreadable, read_numbers
from helpers.checks.feedback import not_yet
from helpers.coursework.nudge_following import ROUNDING, own_answer, verdict
from helpers.coursework.nudge_numbers import answers, product
from helpers.coursework.questions import Verdict


def judge_slopes(numbers, given, results):
    """Return the verdict on the two slopes: each earns half."""
    at = {"a": numbers["a"], "b": numbers["b"]}
    whole = check_slopes(given.get("slopes"), product, at, ROUNDING, by_nudges=True)
    try:
        pair = read_numbers(given.get("slopes"), ("a", "b")) or (None, None)
    except Unreadable:
        return verdict(whole)
    each = [check_slope(one and one.value, product, at, by, ROUNDING, by_nudges=True) for by, one in zip("ab", pair)]
    share = sum(one.is_right for one in each) / 2
    growths = numbers["h"] * numbers["b"], numbers["h"] * numbers["a"]
    if not whole.slips and any(
        one and check_number(one.value, growth, within=ROUNDING).is_right for one, growth in zip(pair, growths)
    ):
        whole = not_yet("This is the growth for your h, not divided by it.", "A slope is a growth per unit of nudge.")
    return Verdict(share, whole)


def judge_point(numbers, given, results):
    """Return the verdict on where one step leads: each of the two inputs earns half."""
    start, step = {"a": numbers["a"], "b": numbers["b"]}, numbers["step"]
    own = own_answer(given, "slopes", answers(numbers)["slopes"], 2)
    point = given.get("point")
    following = [] if own is None else [check_update(point, product, start, step, False, lambda a, b: own)]
    whole = verdict(check_update(point, product, start, step, within=ROUNDING), *following)
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


def judge_value(numbers, given, results):
    """Return the verdict on the product after that step."""
    right = answers(numbers)
    own = own_answer(given, "point", right["point"], 2)
    step = "Put the new inputs into f itself: multiply them."
    following = []
    came_about = own is not None and judge_point(numbers, given, None)  # an own point, or one copied from somebody?
    if came_about and (came_about.share or came_about.feedback.slips) and own != (numbers["a"], numbers["b"]):
        following = [check_number(given.get("value"), own[0] * own[1], step, within=ROUNDING)]
    start = {"a": numbers["a"], "b": numbers["b"]}
    first = check_update(given.get("value"), product, start, numbers["step"], ask="value", within=ROUNDING)
    return verdict(first, *following)
