"""Slips in what is given for the place where a step along a gradient leads, or for the output there."""

import math

from helpers.slips import Slip

FOR_THE_VALUE = (
    Slip(
        "the estimate for the value",
        "This is the estimate to first order: the old output and step times the squared slopes.",
        "Put the new inputs into f itself.",
        lambda p: float(p.f(*p.start)) + p.signed * math.fsum(slope * slope for slope in p.here),
    ),
    Slip(
        "the growth for the value",
        "This is by how much the output changed, not the output.",
        "What was the output before the step?",
        lambda p: p.right - float(p.f(*p.start)),
    ),
    Slip(
        "the old value",
        "This is the output before the step.",
        "Put the new inputs into f.",
        lambda p: float(p.f(*p.start)),
    ),
)


def for_the_place(problem):
    """Return the slips of giving something else for the new inputs of an `UpdateProblem`."""
    several = len(problem.start) > 1
    slips = [
        Slip(
            "the move for the new place",
            "This is how far to move, not yet where that leads.",
            "Where did you start?",
            lambda p, written=written: plain(written(p.signed * slope) for slope in p.here),
        )
        for written in (float, abs)  # a distance has no sign
    ]
    slips.append(
        Slip(
            "the slopes for the new place",
            "These are the slopes, not yet the new inputs." if several else "This is the slope, not yet the new input.",
            f"By what {'are the slopes' if several else 'is the slope'} multiplied, and to what is that added?",
            lambda p: plain(p.here),
        )
    )
    slips.append(
        Slip(
            "the start for the new place",
            "Nothing has moved: this is the start.",
            f"By how much does the {'first ' if several else ''}input move?",
            lambda p: plain(p.start),
        )
    )
    return slips if several else [*slips, *_for_the_only_place(problem)]


def _for_the_only_place(problem):
    """Return the slips of giving a number of the curve for the one new input."""
    output = "loss" if problem.down else "output"
    slips = [
        Slip(
            "the output for the new place",
            f"This is the {output} after the move, not the place it leads to.",
            f"Which input gives this {output}?",
            lambda p: float(p.f(*p.moved(p.here, p.signed))),
        )
    ]
    return [*slips, *FROM_THE_TARGET] if problem.down else slips


def _target(problem):
    """Return where a loss that is a square is 0, half its slope away; raises ValueError for any other loss."""
    start = problem.start[0]
    target = start - problem.here[0] / 2
    if abs(problem.f(target)) > 1e-12 * abs(problem.f(start)):
        raise ValueError("the loss is no square")
    return target


def _factor(problem):
    """Return by what a step multiplies the way from the target."""
    return (problem.right - _target(problem)) / (problem.start[0] - _target(problem))


FROM_THE_TARGET = (
    Slip(
        "the target for the new place",
        "This is the target; one move does not reach it.",
        "How long is the move?",
        _target,
    ),
    Slip(
        "the way from the target for the new place",
        "This is the way from the target, x − t, not yet x.",
        "Which x is that far from the target?",
        lambda p: p.right - _target(p),
    ),
    Slip(
        "the factor times the start",
        "The factor multiplies x − t, not x.",
        "How far is the start from the target?",
        lambda p: _factor(p) * p.start[0],
    ),
)


def plain(numbers):
    """Return one number as it is, and several as a tuple."""
    numbers = tuple(map(float, numbers))
    return numbers if len(numbers) > 1 else numbers[0]
