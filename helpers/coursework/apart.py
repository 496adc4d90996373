"""Whether the answers of a problem lie far enough apart to be told from each other and from what slips give."""

import math

MARGIN = 0.01  # relative: an answer of three digits is off by up to half of this


def are_apart(numbers, margin=MARGIN):
    """Tell whether no two of the numbers are equal to within the margin."""
    ordered = sorted(numbers)
    return not any(math.isclose(a, b, rel_tol=margin) for a, b in zip(ordered, ordered[1:]))


def is_slip(right, wrong, margin=MARGIN):
    """Tell whether a wrong answer, a number or a tuple of them, cannot be told from the right one."""
    right, wrong = (value if isinstance(value, tuple) else (value,) for value in (right, wrong))
    return all(math.isclose(r, w, rel_tol=margin) for r, w in zip(right, wrong))


def mistaken(problem, slips, but=()):
    """Return the first slip that gives the problem's right answer, or None; but: names that may."""
    for slip in slips:
        if slip.name not in but:
            wrong = slip(problem)
            if wrong is not None and is_slip(problem.right, wrong):
                return slip
    return None
