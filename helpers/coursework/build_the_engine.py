"""The assignment build-the-engine: operations, order, backward, and a check of them.

Of its 40 points, 36 are judged here; 4 are for written answers.
"""

from helpers.coursework import engine_backward, engine_by_hand, engine_nudge, engine_operations, engine_order
from helpers.coursework.engine_numbers import answers, draw, is_good
from helpers.coursework.questions import Question

__all__ = ["QUESTIONS", "answers", "draw", "is_good"]

QUESTIONS = {
    "engine-operations": Question(
        8,
        ("multiply", "subtract", "square", "sigmoid", "Node"),
        engine_operations.judge,
        engine_operations.tries,
        engine_operations.run,
    ),
    "engine-order": Question(7, ("in_order", "Node"), engine_order.judge, engine_order.tries, engine_order.run),
    "engine-backward": Question(
        8, ("backward", "in_order", "Node"), engine_backward.judge, engine_backward.tries, engine_backward.run
    ),
    "engine-upstream": Question(2, ("upstream",), engine_by_hand.judge_upstream),
    "engine-weight": Question(4, ("w_gradient", "upstream"), engine_by_hand.gradient_judge("w_gradient", "w")),
    "engine-bias": Question(3, ("b_gradient", "upstream"), engine_by_hand.gradient_judge("b_gradient", "b")),
    "engine-nudge": Question(4, ("nudged_slope",), engine_nudge.judge, engine_nudge.tries),
}
