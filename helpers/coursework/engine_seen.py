"""What was seen of a student's engine, plain data: whether its numbers are right, and in words why it stopped."""

import math

from helpers.checks.feedback import not_yet

CLOSE = 1e-9
TOO_DEEP = "Python lets a function call itself about 1000 times. A list of what waits has no such limit."


def stopped(name, shape, result):
    """Return the feedback for a function that failed on a graph; result: {"error": one line}."""
    error = str(result.get("error", "it gave no result"))
    if "RecursionError" in error:
        return not_yet(f"{name} calls itself too often on {shape.about}.", TOO_DEEP, ["recursion"])
    if "come to an end" in error:
        hint = "Is a node that is reached on many paths worked on only once?"
        return not_yet(f"{name} takes too long on {shape.about}.", hint, ["every path anew"])
    return not_yet(f"{name} on {shape.about}: {error}.", "Make such a graph and run it yourself.")


def number_in(value):
    """Return the value if it is a plain number, else None."""
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def numbers_in(values):
    """Return the values, with NaN for each that is no number."""
    return [math.nan if number_in(value) is None else value for value in values]


def near(value, right):
    """Tell whether a value is a number, and the right one."""
    return number_in(value) is not None and math.isclose(value, right, rel_tol=CLOSE, abs_tol=1e-12)


def all_near(values, rights):
    """Tell whether all values are numbers, and the right ones."""
    return len(values) == len(rights) and all(near(value, right) for value, right in zip(values, rights))
