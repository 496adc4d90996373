"""The checks of the exercises: `check_…(answer)` says right, not answered yet, which slip, or what to do next.

A check never raises and never shows the answer; the same answer gets the same words. An answer is right if the right
number, rounded to the digits given, is the one given; it needs three significant digits. None and `...` are not
answered yet.
"""

from collections.abc import Mapping

import numpy as np

from helpers.answers import Unreadable, is_unanswered, read_number
from helpers.checking import judged, never_raises
from helpers.checks_of_functions import check_function, check_slope, check_slopes, check_update
from helpers.checks_of_networks import (
    check_all_gradients,
    check_gradient_of,
    check_local_derivative,
    check_loss,
    check_value,
)
from helpers.feedback import Feedback, listed, not_yet, unanswered
from helpers.slips import Slip

__all__ = [
    "check_all_gradients",
    "check_choice",
    "check_function",
    "check_gradient_of",
    "check_local_derivative",
    "check_loss",
    "check_number",
    "check_numbers",
    "check_slope",
    "check_slopes",
    "check_update",
    "check_value",
]


@never_raises
def check_number(answer, right, next_step="", slips=(), problem=None, within=0.0, because=""):
    """Check one number.

    right: a float, or an int if the answer has to be exactly that. next_step: what to look at, for a wrong answer
    that matches no slip. slips: `Slip`s, given `problem`, or a mapping {sentence: the wrong number it explains}.
    within: a relative distance that is close enough. because: what to add to "Right.".
    """
    right = right if type(right) is int else float(right)
    return judged(answer, right, _as_slips(slips), problem, next_step, within, because=because)


@never_raises
def check_numbers(answers, rights, next_step="", slips=(), problem=None, within=0.0, because=""):
    """Check several numbers: `rights` is {name: number}; the answers are a mapping or a sequence in that order."""
    right = tuple(number if type(number) is int else float(number) for number in rights.values())
    names = tuple(map(str, rights))
    return judged(answers, right, _as_slips(slips), problem, next_step, within, because=because, names=names)


@never_raises
def check_choice(answer, right, reasons):
    """Check a prediction: one of the options, or a set of them where `right` is a set, list or tuple.

    reasons: {option: what to say to who chose it}, every option, the right one included. Text is compared without
    regard to capitals and spaces.
    """
    if is_unanswered(answer):
        return unanswered()
    options = {_key(option): option for option in reasons}
    several = isinstance(right, (set, frozenset, list, tuple))
    offered = f"choose {'any' if several else 'one'} of {listed((_written(option) for option in reasons), 'or')}."
    given = list(answer) if several and isinstance(answer, (set, frozenset, list, tuple)) else [answer]
    keys = []
    for one in given:
        try:
            keys.append(_key(one))
        except (Unreadable, AttributeError):  # no text and no number
            keys.append(None)
        if keys[-1] not in options:
            return not_yet(f"Your answer is none of the options; {offered}")
    wanted = {_key(option) for option in right} if several else {_key(right)}
    if set(keys) == wanted:
        return Feedback("right", " ".join(reasons[options[key]] for key in options if key in wanted))
    wrong = [key for key in options if key in keys and key not in wanted]
    if wrong:
        return not_yet(reasons[options[wrong[0]]])
    return not_yet("All that you chose belongs there, and something is missing.")


def _as_slips(slips):
    """Return slips as they are, or make them of a mapping {sentence: wrong number}."""
    if not isinstance(slips, Mapping):
        return slips
    return [Slip(says, says, "", lambda problem, wrong=wrong: wrong) for says, wrong in slips.items()]


def _key(option):
    """Return an option or an answer as it is compared; raises `Unreadable` for what can be no option."""
    if isinstance(option, str):
        return "".join(option.split()).casefold()
    if isinstance(option, (bool, np.bool_)):
        return str(bool(option)).casefold()
    return str(read_number(option).value)


def _written(option):
    return option if isinstance(option, str) else str(option)
