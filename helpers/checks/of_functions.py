"""Checks about any function: its slopes, a step along them, and functions that the learner wrote."""

import inspect
from collections.abc import Mapping

from helpers.checks.answers import holds_several, is_unanswered, kind
from helpers.checks.checking import judged, named, never_raises
from helpers.checks.feedback import Feedback, not_yet, unanswered
from helpers.checks.trying import Failed, call_text, tried
from helpers.slips import MOST_NAMED
from helpers.slips.of_slopes import SlopeProblem, slope_slips
from helpers.slips.of_updates import UpdateProblem, update_slips
from helpers.values import checked_number


@never_raises
def check_slope(answer, f, at, by=None, within=0.0):
    """Check the slope of f at a point, in one of its inputs.

    f: works on numbers; if it works on `Node`s too, its graph is searched for slips. at: a number, a tuple or
    {name: number}. by: the name or the place of the input asked for, if there are several.
    """
    at, names = _point(f, at)
    which = names.index(by) if by in names else by or 0
    problem = SlopeProblem(f, at, which, names)
    name = names[which]
    if problem.graph is None:
        step = f"Nudge {name} alone: by how much does the output grow, per unit of nudge?"
    else:
        step = f"Go back from the output: at every operation on the way to {name}, what is the local derivative?"
    return judged(answer, problem.right, lambda: slope_slips(problem), problem, step, within, problem.doubt)


@never_raises
def check_slopes(answers, f, at, within=0.0):
    """Check the slopes of f at a point in all its inputs, given in their order or by name; else as `check_slope`."""
    at, names = _point(f, at)
    problems = {name: SlopeProblem(f, at, k, names) for k, name in enumerate(names)}
    step = f"Begin with {names[0]}: nudge it alone, and hold the others still."
    right, doubt = tuple(p.right for p in problems.values()), max(p.doubt for p in problems.values())
    whole = judged(answers, right, (), None, step, within, doubt, names=names)
    if whole.state != "not yet" or not _can_be_split(answers, names):
        return whole
    entries = answers if isinstance(answers, Mapping) else dict(zip(names, answers))
    found = {name: check_slope(entries.get(name), f, at, k, within) for k, name in enumerate(names)}
    wrong = {name: feedback for name, feedback in found.items() if feedback.state == "not yet"}
    for name, feedback in wrong.items():
        if feedback.slips:
            return not_yet(f"{name}: {feedback.says}", feedback.next, feedback.slips)
    if 0 < len(wrong) < len(names):
        return not_yet(whole.says, f"Nudge {next(iter(wrong))} alone, and hold the others still.")
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
        next_step = (
            f"Begin with {names[0]}: start, plus or minus step times slope. Which slope does it have at the start?"
        )
    several = names if ask == "point" and len(names) > 1 else ()
    return judged(answer, problem.right, lambda: update_slips(problem), problem, next_step, within, names=several)


@never_raises
def check_function(function, reference, tries, next_step="", slips=(), within=0.0, because=""):
    """Check a function that the learner wrote by trying it.

    reference: the right function, with the same arguments; it returns a number or a tuple of numbers. tries: a list
    of tuples of arguments, or of single ones. slips: `Slip`s whose problem is a tuple of arguments; one is named if it
    explains what comes out of every try. A function that does not end is stopped, as `trying.tried` tells.
    """
    if is_unanswered(function):
        return unanswered()
    if not callable(function):
        return not_yet(f"Your answer is {kind(function)}; give the function itself, without calling it.")
    results = []
    for arguments in (one if isinstance(one, tuple) else (one,) for one in tries):
        call = call_text(function, arguments)
        try:
            results.append((call, arguments, tried(function, arguments)))
        except Failed as failure:
            return not_yet(f"{call}: {failure}.", next_step)
    if all(is_unanswered(result) for _, _, result in results):
        return unanswered("The function returns None; give it a line that begins with return.")
    judgements = [_judged(result, reference(*arguments), within) for _, arguments, result in results]
    wrong = [(call, judgement) for (call, _, _), judgement in zip(results, judgements) if not judgement.is_right]
    if not wrong:
        return Feedback("right", because)
    found = [
        slip
        for slip in slips
        if all(_judged(result, slip(arguments), within).is_right for _, arguments, result in results)
    ]
    if found:
        return named(found[:MOST_NAMED])
    call, judgement = next((pair for pair in wrong if pair[1].state == "unanswered"), wrong[0])
    if judgement.state == "unanswered":
        return not_yet(f"{call} returns None; is a return missing on the way?", next_step)
    if judgement.says.startswith("Your "):
        says = judgement.says.replace("Your answer", "The result", 1).replace("Your number", "The number", 1)
        return not_yet(f"{call} does not return what is asked. {says}", next_step)
    share = f"{len(wrong)} of {len(results)} tries" if len(wrong) < len(results) else "every try"
    return not_yet(f"The result is wrong for {share}; the first is {call}.", next_step)


def _judged(result, right, within):
    if right is None:
        return not_yet("")
    if isinstance(right, (tuple, list)):
        names = tuple(f"place {k + 1}" for k in range(len(right)))
        return judged(result, tuple(map(float, right)), within=within, names=names)
    return judged(result, float(right), within=within)


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
    if isinstance(answers, Mapping):
        return all(isinstance(name, str) and name in names for name in answers)
    return holds_several(answers) and len(answers) == len(names)
