"""What a slip is: a known mistake, as a function from a problem to the wrong answer it produces.

The slips themselves stand by subject: `of_networks` (gradients; with `of_paths`, `of_factors`, `of_sigmoid`,
`of_backward_code`), `of_locals` (local derivatives), `of_values` (the forward pass), `of_all_ones` and
`of_own_numbers` (numbers of another network), `of_slopes`, `of_parts`, `of_graphs` and `of_graph_paths` (any
function), `of_updates` and `of_new_places` (a step along the gradient), `of_training` (a step of training),
`of_engines` (a backward pass that someone wrote).

Each runs the real computation with the mistake in it, so that it fits any numbers; steps that are taken wrongly stand
in `mistakes_forward`, `mistakes_backward` and `mistakes_in_graphs`. `refuting` tells which of those other answers rule
out.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from helpers.naming import listed

MOST_NAMED = 3
EVERYWHERE = "every node"  # the place of a slip made at all nodes; not named where one made at a single node is
AT_LOSS = "the loss"


@dataclass(frozen=True)
class Slip:
    """Hold one known mistake.

    name: a few words. says: one sentence that explains it; {where} stands for the place. hint: what to look at,
    without the answer. answer: problem -> the wrong number (or tuple of numbers), or None where it does not apply.
    where: the place of this one, such as "node 4"; slips of one name differ in it.
    of_a_step: whether a step of the pass goes wrong at that place, so that every number behind it shows the slip.
    """

    name: str
    says: str
    hint: str
    answer: Callable
    where: str = ""
    of_a_step: bool = False

    def __call__(self, problem):
        """Return the wrong answer to a problem, or None where this slip gives none."""
        try:
            answer = self.answer(problem)
        except (ArithmeticError, ValueError, RecursionError, LookupError):  # the mistake leads to no number
            return None
        numbers = answer if isinstance(answer, tuple) else (answer,)
        return answer if all(number is not None and math.isfinite(number) for number in numbers) else None


def slip_of_function(name, says, hint, wrong):
    """Return a slip in a function that someone wrote: `wrong` is that function with the slip in it."""
    return Slip(name, says, hint, lambda arguments: wrong(*arguments))


def matching(slips, problem, is_given, is_right, is_refuted=None):
    """Return the slips whose answer to the problem is the one given, at most three, in the order of `slips`.

    is_given, is_right: tell of an answer whether it is the one given, or as good as right: no slip is named then.
    is_refuted: tells of a slip whether other answers show that it was not made.
    Slips of one name are returned as one, with all their places.
    """
    found = {}
    for slip in slips:
        if slip.name in found and slip.where == EVERYWHERE:
            continue
        if slip.name not in found and len(found) == MOST_NAMED:
            continue
        answer = slip(problem)
        if answer is None or not is_given(answer) or is_right(answer):
            continue
        if is_refuted is None or not is_refuted(slip):
            found.setdefault(slip.name, []).append(slip)
    return [_merged(alike) for alike in found.values()]


def _merged(slips):
    first, places = slips[0], dict.fromkeys(slip.where for slip in slips)
    where = listed(places if len(places) <= 3 else [*list(places)[:3], "another"], "or")
    return Slip(first.name, first.says.format(where=where), first.hint.format(where=where), first.answer, where)
