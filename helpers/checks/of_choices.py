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


def _key(option):
    """Return an option or an answer as it is compared; raises `Unreadable` for what can be no option."""
    if isinstance(option, str):
        return "".join(option.split()).casefold()
    if isinstance(option, (bool, np.bool_)):
        return str(bool(option)).casefold()
    return str(read_number(option).value)


def _written(option):
    return option if isinstance(option, str) else str(option)
