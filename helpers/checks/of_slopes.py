"""Checks of the slopes of any function, and of a step along them."""

import inspect
from collections.abc import Mapping
from dataclasses import replace

from helpers.checks.answers import Unreadable, holds_several, read_numbers
from helpers.checks.checking import DIGITS, judged, never_raises
from helpers.checks.feedback import not_yet
from helpers.slips.of_slopes import SlopeProblem, exchanged_slips, slope_slips
from helpers.slips.of_updates import UpdateProblem, update_slips
from helpers.values import checked_number


@never_raises
def check_slope(answer, f, at, by=None, within=0.0, by_nudges=False):
    """Check the slope of f at a point, in one of its inputs.

    f: works on numbers; if it works on `Node`s too, its graph is searched for slips. at: a number, a tuple or
    {name: number}. by: the name or the place of the input asked for, if there are several. by_nudges: whether to speak
    of nudges alone, as lessons 01 to 03 do: no graph, no paths.
    """
    at, names = _point(f, at)
    which = names.index(by) if by in names else by or 0
    problem = SlopeProblem(f, at, which, names)
    name = names[which]
    if by_nudges or problem.graph is None:
        step = f"Nudge {name} alone: by how much does the output grow, per unit of nudge?"
    else:
        step = f"Go back from the output: at every operation on the way to {name}, what is the local derivative?"
    found = judged(answer, problem.right, lambda: slope_slips(problem, by_nudges), problem, step, within, problem.doubt)
    return found if by_nudges else _or_as_code(found)


@never_raises
def check_slopes(answers, f, at, within=0.0, by_nudges=False):
    """Check the slopes of f at a point in all its inputs, given in their order or by name; else as `check_slope`."""
    at, names = _point(f, at)
    problems = {name: SlopeProblem(f, at, k, names) for k, name in enumerate(names)}
    right, doubt = tuple(p.right for p in problems.values()), max(p.doubt for p in problems.values())
    whole = judged(answers, right, exchanged_slips(right), None, _nudge_alone, within, doubt, names=names)
    whole = whole if by_nudges else _or_as_code(whole)
    if whole.state != "not yet" or whole.slips or not _can_be_split(answers, names):
        return whole
    entries = answers if isinstance(answers, Mapping) else dict(zip(names, answers))
    found = {name: check_slope(entries.get(name), f, at, k, within, by_nudges) for k, name in enumerate(names)}
    for name, feedback in found.items():
        if feedback.slips:
            about = "" if feedback.says.startswith(f"{name} ") else f"{name}: "
            return not_yet(f"{about}{feedback.says}", feedback.next, feedback.slips)
    return whole


@never_raises
def check_update(answer, f, start, step, down=False, gradient=None, ask="point", within=0.0):
    """Check where one step along the gradient of f leads from `start`.

    start: a number, a tuple or {name: number}. step: the step or the learning rate. down: whether f is to fall.
    gradient: a function that returns the slopes, in place of those of f. ask: "point" for the new inputs, "value" for
    the output there.
    """
    if ask not in ("point", "value"):
        raise ValueError(f"ask is {ask!r}; choose 'point' or 'value'")
    start, names = _point(f, start)
    problem = UpdateProblem(f, start, checked_number(step, "step"), bool(down), gradient, ask)
    if ask == "value":
        next_step = "Begin with the new inputs. Which slope does each have at the start?"
    else:
        alone = _lowered_alone if down else _moved_alone
        next_step = alone if len(names) > 1 else alone(names[0])
    several = names if ask == "point" and len(names) > 1 else ()
    return judged(answer, problem.right, lambda: update_slips(problem), problem, next_step, within, names=several)


def _nudge_alone(name):
    return f"Begin with {name}: nudge it alone, and hold the others still."


def _moved_alone(name):
    return f"Begin with {name}: start, plus or minus step times slope. Which slope does it have at the start?"


def _lowered_alone(name):
    return f"Begin with {name}: start, minus learning rate times slope. Which slope does it have at the start?"


def _or_as_code(feedback):
    """Return the feedback; one that asks for more digits tells how none is lost."""
    if feedback.next != DIGITS:
        return feedback
    return replace(feedback, next=f"{DIGITS[:-1]}, or write the product as code.")


def _point(f, at):
    """Return a point as a tuple of floats, and what the inputs are called."""
    if isinstance(at, Mapping):
        names, at = tuple(map(str, at)), tuple(at.values())
    else:
        at = at if isinstance(at, (tuple, list)) else (at,)
        try:
            names = tuple(inspect.signature(f).parameters)[: len(at)]
        except (TypeError, ValueError):
            names = ()
        if len(names) < len(at):
            names = tuple(f"input {k + 1}" for k in range(len(at)))
    return tuple(checked_number(value, f"the input {name}") for value, name in zip(at, names)), names


def _can_be_split(answers, names):
    try:  # an entry that is no number is told first
        read_numbers(answers, names)
    except Unreadable:
        return False
    return holds_several(answers)
