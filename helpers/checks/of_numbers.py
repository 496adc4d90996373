"""Checks of numbers that are known: one, or several with a name each."""

from collections.abc import Mapping

from helpers.checks.checking import judged, never_raises
from helpers.slips import Slip


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


def _as_slips(slips):
    """Return slips as they are, or make them of a mapping {sentence: wrong number}."""
    if not isinstance(slips, Mapping):
        return slips
    return [Slip(says, says, "", lambda problem, wrong=wrong: wrong) for says, wrong in slips.items()]
