"""What follows from a student's own earlier answers in nudge-and-slope, and the verdict on it."""

from helpers.checks.answers import Unreadable, read_number, read_numbers
from helpers.checks.feedback import Feedback
from helpers.coursework.apart import is_slip
from helpers.coursework.questions import Verdict, first_right

ROUNDING = 0.002  # relative: what rounding on the way may cost
FOLLOWS = "It follows from your own earlier answer, and keeps its credit. That earlier answer is not right yet."


def own_answer(given, name, right, count=1):
    """Return what the student answered earlier, if that is a number to go on with and not the right one, else None.

    count: 2 where a pair was asked, for a and b.
    """
    try:
        if count == 1:
            read = [read_number(given.get(name))]
        else:
            read = read_numbers(given.get(name), ("a", "b"))
    except Unreadable:
        return None
    if read is None or any(number is None or not 1e-3 < abs(number.value) < 1e4 for number in read):
        return None
    found = tuple(number.value for number in read)
    found = found[0] if count == 1 else found
    return None if is_slip(right, found, 1e-9) else found


def verdict(feedback, *following):
    """Return the verdict on an answer by itself, or by what follows from the student's own earlier answers."""
    if not feedback.is_right and feedback.state != "unanswered":
        for one in following:
            if one.is_right:
                return Verdict(1.0, Feedback("right", FOLLOWS))
        feedback = first_right([feedback, *following])
    return Verdict(float(feedback.is_right), feedback)
