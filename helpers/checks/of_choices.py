"""The check of a prediction: one option of several, or some of them."""

import numpy as np

from helpers.checks.answers import Unreadable, is_unanswered, read_number
from helpers.checks.checking import never_raises
from helpers.checks.feedback import Feedback, not_yet, unanswered
from helpers.naming import listed


@never_raises
def check_choice(answer, right, reasons):
    """Check a prediction: one of the options, or a set of them where `right` is a set, list or tuple.

    reasons: {option: what to say to who chose it}, every option, the right one included. Text is compared without
    regard to capitals and spaces, and a minus may be as long as in prose.
    """
    if is_unanswered(answer):
        return unanswered()
    options = {_key(option): option for option in reasons}
    several = isinstance(right, (set, frozenset, list, tuple))
    offered = f"choose {'any' if several else 'one'} of {listed((_written(option) for option in reasons), 'or')}."
    given = list(answer) if several and isinstance(answer, (set, frozenset, list, tuple)) else [answer]
    keys = [_key_or_none(one) for one in given]
    if not keys:
        return not_yet("You chose none; at least one belongs there.")
    unknown = [one for one, key in zip(given, keys) if key not in options]
    if len(unknown) == len(given):
        return not_yet(f"Your answer is none of the options; {offered}")
    if unknown:
        return not_yet(f"{_shown(unknown[0])} is not among the options; {offered}")
    wanted = {_key(option) for option in right} if several else {_key(right)}
    if set(keys) == wanted:
        return Feedback("right", " ".join(reasons[options[key]] for key in options if key in wanted))
    wrong = [key for key in options if key in keys and key not in wanted]
    if wrong:
        return not_yet(reasons[options[wrong[0]]])
    return not_yet("All that you chose belongs there, and something is missing.")


def _key(option):
    """Return an option or an answer as it is compared; raises `Unreadable` for what can be no option."""
    if isinstance(option, str):
        return "".join(option.split()).casefold().replace("−", "-")
    if isinstance(option, (bool, np.bool_)):
        return str(bool(option)).casefold()
    return str(read_number(option).value)


def _key_or_none(answer):
    try:
        return _key(answer)
    except (Unreadable, AttributeError):  # no text and no number
        return None


def _shown(answer):
    """Return a choice as a sentence begins with it; what is no short text and no number is "One of yours"."""
    if isinstance(answer, str):
        return f'"{answer}"' if len(answer) <= 20 and answer.isprintable() else "One of yours"
    try:
        return f"{read_number(answer).value:g}".replace("-", "−")
    except (Unreadable, AttributeError):
        return "One of yours"


def _written(option):
    return option if isinstance(option, str) else str(option)
