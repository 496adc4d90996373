"""The questions of nudge-and-slope on its two curves: moves up the hill and down the loss."""

import math

from helpers.checks import check_number, check_update
from helpers.coursework.nudge_following import ROUNDING, own_answer, verdict
from helpers.coursework.nudge_numbers import MOVES, answers, hill_slope, loss, walked
from helpers.coursework.nudge_slips import four_slips


def judge_of_move(asked, slope, curve, start, step, down=False):
    """Return the judge of where one move on a curve leads.

    asked, slope: the names of that answer and of the earlier one, the slope. curve: numbers -> the function.
    start, step: the names of the numbers for them. down: whether the move goes against the slope.
    """

    def judge(numbers, given, results):
        own = own_answer(given, slope, answers(numbers)[slope])
        move = given.get(asked), curve(numbers), {"x": numbers[start]}, numbers[step], down
        following = [] if own is None else [check_update(*move, lambda x: own)]
        return verdict(check_update(*move, within=ROUNDING), *following)

    return judge


def judge_after_four(numbers, given, results):
    """Return the verdict on where four moves on the hill lead."""
    right, slope = answers(numbers), hill_slope(numbers)
    step = "Take the slope anew at every place. Or follow the way from the top: which factor does each move multiply?"
    first = check_number(given.get("after_four"), right["after_four"], step, four_slips(numbers), within=ROUNDING)
    own, following = own_answer(given, "after_one", right["after_one"]), []
    if own is not None and not math.isclose(own, numbers["top"], rel_tol=0.01):
        onward = walked(slope, own, numbers["stride"], MOVES - 1)
        following = [check_number(given.get("after_four"), onward, step, within=ROUNDING)]
    return verdict(first, *following)


def judge_new_loss(numbers, given, results):
    """Return the verdict on the loss after a step down."""
    right = answers(numbers)
    own, following = own_answer(given, "new_x", right["new_x"]), []
    if own is not None and own != numbers["x"]:
        following = [check_number(given.get("new_loss"), loss(numbers)(own), within=ROUNDING)]
    at, rate = {"x": numbers["x"]}, numbers["rate"]
    first = check_update(given.get("new_loss"), loss(numbers), at, rate, True, ask="value", within=ROUNDING)
    away = (right["new_x"] if own is None else own) - numbers["target"]
    slips = {"This is the distance from the target, not its square.": away}
    squared = check_number(given.get("new_loss"), right["new_loss"], "", slips, within=ROUNDING)
    if squared.slips and not first.slips:
        first = squared
    return verdict(first, *following)
