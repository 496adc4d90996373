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


def harmless(questions):
    """Return {(question, place)} of the slips that give the right answer to these numbers, to the last digits.

    questions: [(problem, slips)], for numbers that nobody would choose: such a slip cannot be made with any others.
    """
    return frozenset(
        (question, place)
        for question, (problem, slips) in enumerate(questions)
        for place, slip in enumerate(slips)
        if (wrong := slip(problem)) is not None and is_slip(problem.right, wrong, 1e-9)
    )


def mistaken(questions, but=frozenset()):
    """Return the first slip that gives the right answer to its question, or None; but: what `harmless` returned."""
    for question, (problem, slips) in enumerate(questions):
        for place, slip in enumerate(slips):
            if (question, place) not in but:
                wrong = slip(problem)
                if wrong is not None and is_slip(problem.right, wrong):
                    return slip
    return None
