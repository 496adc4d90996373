"""How a check judges an answer, whatever was asked: read it, compare it, name the slips, or say the next step."""

import math
from functools import wraps

from helpers.checks.answers import Unreadable, read_number, read_numbers
from helpers.checks.comparing import COMPUTED, ON_PAPER, ZERO, agrees, is_near, is_too_coarse
from helpers.checks.feedback import Feedback, not_yet, unanswered
from helpers.naming import listed
from helpers.slips import MOST_NAMED, Slip, matching

ROUGH = 0.05  # a relative distance: whoever allows more asks for no digits
DIGITS = "Give at least three significant digits."
ROUNDED = "Keep two more digits on the way, and round at the end."
NEARLY = Slip("rounded on the way", "This is within three percent.", "Keep one more digit on the way.", lambda _: None)
FEW_DIGITS = 5  # as many as someone keeps on paper


def never_raises(check):
    """Make a check answer in words where it would raise: what was asked, or what it was asked with, is wrong."""

    @wraps(check)
    def checked(*arguments, **options):
        try:
            return check(*arguments, **options)
        except Exception as error:
            try:
                reason = " ".join(str(error.args[0] if isinstance(error, KeyError) else error).split())
            except Exception:  # an exception that cannot even be written
                reason = type(error).__name__
            return not_yet(f"This question cannot be checked as it stands: {reason[:200] or type(error).__name__}")

    return checked


def judged(
    answer, right, slips=(), problem=None, next_step="", within=0.0, doubt=0.0, because="", names=(), is_refuted=None
):
    """Return the feedback for one number, or for one number for each of `names`, where `right` is a tuple.

    slips: called only for a wrong answer, it returns the slips for `problem`. next_step: a sentence, or a function
    that makes one from the name of the first wrong number. is_refuted: tells of a slip whether not to name it.
    """
    try:
        given = read_numbers(answer, names) if names else read_number(answer)
    except Unreadable as trouble:
        return not_yet(capital(str(trouble)))
    if given is None:
        return unanswered()
    given, right = (given, right) if names else ([given], (right,))

    def is_right(numbers):  # also of a slip: as good as right, and so never named
        return all(
            math.isclose(n, r, rel_tol=COMPUTED, abs_tol=doubt or r == 0 and ZERO)
            for n, r in zip(_tuple(numbers), right)
        )

    wrong = [k for k, (g, r) in enumerate(zip(given, right)) if g is not None and not _agrees(g, r, within, doubt)]
    missing = [names[k] for k, g in enumerate(given) if g is None]
    if not wrong:
        if missing:
            return unanswered(f"Right so far. Still to do: {listed(missing)}.")
        return Feedback("right", because)
    if callable(next_step):
        next_step = next_step(names[wrong[0]])
    counts = any(type(right[k]) is int for k in wrong)  # a count is never rounded
    rough = counts or within > ROUGH  # where digits are not what is missing
    coarse = not rough and all(is_too_coarse(given[k], right[k]) for k in wrong)

    def gives(within):
        def is_given(numbers):  # where the answer may be a coarse form of the right one, a slip has to give it exactly
            pairs = list(zip(given, _tuple(numbers)))
            if any(n == 0 != g.value or coarse and not math.isclose(g.value, n, rel_tol=COMPUTED) for g, n in pairs):
                return False
            return all(_agrees(g, n, within, 0.0) for g, n in pairs)

        return is_given

    slips = () if missing else slips() if callable(slips) else slips
    nearly = within == ON_PAPER and not names and all(is_near(given[k], right[k], 3 * ON_PAPER) for k in wrong)
    for close in dict.fromkeys((0.0, within)):  # what a slip gives to every digit is not one that comes near
        if found := matching(slips, problem, gives(close), is_right, is_refuted):
            if nearly and (close or all(given[k].digits <= FEW_DIGITS for k in wrong)):
                found = [NEARLY, *found][:MOST_NAMED]
            return named(found)
    if nearly:
        return named([NEARLY])
    place = f"{listed(names[k] for k in wrong)}: " if names and len(wrong) < len(names) else ""
    if coarse:
        return not_yet(f"{place}Too few digits to judge.", DIGITS)
    if not counts and all(is_near(given[k], right[k]) for k in wrong):
        return not_yet(f"{place}This is within one percent, but not right to the digits given.", ROUNDED)
    for k in wrong:
        if names and len(wrong) < len(names) and _agrees(given[k], -right[k], within, 0.0):
            return not_yet(f"{place}The size is right and the sign is turned.", next_step)
    if place:
        return not_yet(f"{place}This is not right; the rest is.", next_step)
    return not_yet("This is not it, and no slip that is known here gives it.", next_step)


def named(slips):
    """Return the feedback that names one to three slips: several in a line each, with its own hint."""
    if len(slips) == 1:
        return not_yet(slips[0].says, slips[0].hint, [slips[0].name])
    lines = [f"({letter}) {slip.says} {slip.hint}".rstrip() for letter, slip in zip("abc", slips)]
    count = "Two" if len(slips) == 2 else "Three"
    return not_yet(f"{count} slips lead here.", "\n".join(lines), [slip.name for slip in slips])


def _agrees(given, number, within, doubt):
    if given is None:
        return True
    if type(number) is int:  # a count, or a number that is exact anyway
        return abs(given.value - number) <= 1e-9 * max(abs(number), 1)
    return agrees(given, float(number), within, doubt)


def _tuple(numbers):
    return numbers if isinstance(numbers, tuple) else (numbers,)


def capital(text):
    """Return a sentence with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]
