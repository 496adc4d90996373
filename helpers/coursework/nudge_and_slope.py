"""The assignment nudge-and-slope: a product nudged and raised, a hill climbed, a loss lowered.

Of its 40 points, 36 are judged here; 4 are for written answers.
"""

from helpers.checks import check_number
from helpers.coursework.nudge_curves import judge_after_four, judge_new_loss, judge_of_move
from helpers.coursework.nudge_draw import draw, is_good
from helpers.coursework.nudge_following import ROUNDING, verdict
from helpers.coursework.nudge_functions import (
    judge_quotient,
    judge_step,
    judge_walk,
    quotient_tries,
    step_tries,
    walk_tries,
)
from helpers.coursework.nudge_numbers import answers, hill, loss
from helpers.coursework.nudge_product import judge_point, judge_slopes, judge_value
from helpers.coursework.nudge_slips import growth_slips, hill_slips, loss_slips
from helpers.coursework.questions import Question

__all__ = ["QUESTIONS", "answers", "draw", "is_good"]


def _judge_of_number(asked, slips, next_step):
    """Return the judge of one number; slips: numbers -> {sentence: the wrong number it explains}."""

    def judge(numbers, given, results):
        right = answers(numbers)[asked]
        return verdict(check_number(given.get(asked), right, next_step, slips(numbers), within=ROUNDING))

    return judge


_growth = _judge_of_number(
    "growth",
    growth_slips,
    "Work out the product before and after, and take the difference. Only a is nudged.",
)
_hill_slope = _judge_of_number(
    "slope_at_start",
    hill_slips,
    "Only (x − top)² moves with x. What is the slope of a square, and what multiplies it here?",
)
_loss_slope = _judge_of_number(
    "slope_of_loss",
    loss_slips,
    "How far is x from the target? What is the slope of the square of that?",
)
_after_one = judge_of_move("after_one", "slope_at_start", hill, "start", "stride")
_new_x = judge_of_move("new_x", "slope_of_loss", loss, "x", "rate", down=True)

QUESTIONS = {
    "nudge-growth": Question(2, ("growth",), _growth),
    "nudge-slopes": Question(4, ("slopes",), judge_slopes),
    "nudge-quotient": Question(4, ("growth_per_unit",), judge_quotient, quotient_tries),
    "nudge-point": Question(4, ("point", "slopes"), judge_point),
    "nudge-value": Question(2, ("value", "point"), judge_value),
    "nudge-step": Question(4, ("gradient_step",), judge_step, step_tries),
    "nudge-hill": Question(2, ("slope_at_start",), _hill_slope),
    "nudge-one": Question(2, ("after_one", "slope_at_start"), _after_one),
    "nudge-four": Question(2, ("after_four", "after_one"), judge_after_four),
    "nudge-walk": Question(4, ("walk",), judge_walk, walk_tries),
    "nudge-loss": Question(2, ("slope_of_loss",), _loss_slope),
    "nudge-down": Question(2, ("new_x", "slope_of_loss"), _new_x),
    "nudge-new-loss": Question(2, ("new_loss", "new_x"), judge_new_loss),
}
