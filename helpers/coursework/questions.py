"""What a question of an assignment is, and what it is judged to be worth; plain data in, plain data out.

The module of an assignment lists its questions. Grading imports it into a clean process, where no student's code runs:
what a student answered arrives there as data, and so do the results of a function that a student wrote.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from helpers.checks import check_function
from helpers.checks.answers import is_unanswered
from helpers.checks.feedback import Feedback, not_yet
from helpers.slips import Slip


@dataclass(frozen=True)
class Verdict:
    """Hold the share of the points that an answer earns, from 0 to 1, and the feedback that says why."""

    share: float
    feedback: Feedback


@dataclass(frozen=True)
class Question:
    """Ask one thing.

    points: what it is worth. asks: the names of the answers it needs. judge: (numbers, answers, results) -> Verdict;
    answers is {name: plain data}, results is None, or one entry for each of the tries.
    tries: numbers -> [(argument, …), …] for a function that the student wrote, called `asks[0]`. An argument that is
    itself a function is written {"lambda": its source}; `as_arguments` turns it into one. The result of a try is plain
    data, or {"error": one line} where the function failed.
    run: (answers, *arguments of a try) -> what is seen of it, where that is more than what the function returns.
    """

    points: int
    asks: tuple
    judge: Callable
    tries: Callable | None = None
    run: Callable | None = None


def as_arguments(written):
    """Return the arguments of one try, its functions made from their source."""
    return tuple(
        eval(argument["lambda"], {}) if isinstance(argument, dict) and set(argument) == {"lambda"} else argument
        for argument in written
    )


@dataclass(frozen=True)
class _Try:
    """Hold the arguments of one try, and keep them out of the feedback."""

    arguments: tuple

    def __repr__(self):
        return "…"

    def __deepcopy__(self, memo):
        return self


def judge_function(name, reference, tries, results, next_step="", slips=()):
    """Return the verdict on a function by the results of its tries: every right one earns its share.

    reference: the right function. slips: `Slip`s whose problem is a tuple of arguments. The feedback names no argument.
    """
    if is_unanswered(results):
        return Verdict(0.0, check_function(None, reference, ()))
    tries = [_Try(as_arguments(written)) for written in tries]
    failures = {k: str(result["error"]) for k, result in enumerate(results) if _has_failed(result)}
    slips = [Slip(s.name, s.says, s.hint, lambda given, s=s: s.answer(given[0].arguments)) for s in slips]

    def judged(places):
        waiting = iter([results[k] for k in places])

        def replay(_):
            return next(waiting)

        replay.__name__ = name
        wanted = [tries[k] for k in places]
        return check_function(replay, lambda one: reference(*one.arguments), wanted, next_step, slips)

    right = sum(k not in failures and judged([k]).is_right for k in range(len(tries)))
    if failures:
        failure = list(failures.values())[0]
        return Verdict(right / len(tries), not_yet(f"In {len(failures)} of {len(tries)} tries {failure}.", next_step))
    feedback = judged(range(len(tries)))
    says = feedback.says.replace(f", first for {name}(…)", "")
    return Verdict(right / len(tries), replace(feedback, says=says))


def _has_failed(result):
    return isinstance(result, dict) and set(result) == {"error"}


def first_right(feedbacks):
    """Return the first right one of several feedbacks, else the first that names a slip, else the first."""
    feedbacks = list(feedbacks)
    for feedback in feedbacks:
        if feedback.is_right:
            return feedback
    return next((feedback for feedback in feedbacks if feedback.slips), feedbacks[0])


def mean(verdicts, weights=None):
    """Return the verdict on several parts: the mean share, and the words for the first part that is not right."""
    verdicts = list(verdicts)
    weights = weights or [1] * len(verdicts)
    share = sum(weight * verdict.share for weight, verdict in zip(weights, verdicts)) / sum(weights)
    wrong = [verdict.feedback for verdict in verdicts if not verdict.feedback.is_right]
    answered = [feedback for feedback in wrong if feedback.state == "not yet"]
    return Verdict(share, (answered or wrong or [Feedback("right")])[0])


def unreadable(what):
    """Return the verdict on an answer that is no answer to the question."""
    return Verdict(0.0, not_yet(what))
