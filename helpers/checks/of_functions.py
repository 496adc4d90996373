"""The check of a function that the learner wrote, by trying it."""

from helpers.checks.answers import is_unanswered
from helpers.checks.checking import judged, named, never_raises
from helpers.checks.feedback import Feedback, not_yet, unanswered
from helpers.checks.trying import Failed, call_text, no_function, tried
from helpers.slips import MOST_NAMED


@never_raises
def check_function(function, reference, tries, next_step="", slips=(), within=0.0, because="", names=()):
    """Check a function that the learner wrote by trying it.

    reference: the right function, with the same arguments; it returns a number or a tuple of numbers. tries: a list
    of tuples of arguments, or of single ones. slips: `Slip`s whose problem is a tuple of arguments; one is named if it
    explains what comes out of every try. names: what the numbers of a tuple are called.
    A function that does not end is stopped, as `trying.tried` tells.
    """
    if refused := no_function(function):
        return refused
    results = []
    for arguments in (one if isinstance(one, tuple) else (one,) for one in tries):
        call = call_text(function, arguments)
        try:
            results.append((call, arguments, tried(function, arguments)))
        except Failed as failure:
            return not_yet(f"{call}: {failure}.", next_step)
    if all(is_unanswered(result) for _, _, result in results):
        return unanswered("The function returns None; let it return your answer.")
    judgements = [_judged(result, reference(*arguments), within, names) for _, arguments, result in results]
    wrong = [(call, judgement) for (call, _, _), judgement in zip(results, judgements) if not judgement.is_right]
    if not wrong:
        return Feedback("right", because)
    found = [
        slip
        for slip in slips
        if all(_judged(result, slip(arguments), within, names).is_right for _, arguments, result in results)
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
    return not_yet(f"The result is wrong for {share}, first for {call}.", next_step)


def _judged(result, right, within, names):
    if right is None:
        return not_yet("")
    if isinstance(right, (tuple, list)):
        names = names or tuple(f"place {k + 1}" for k in range(len(right)))
        return judged(result, tuple(map(float, right)), within=within, names=names)
    return judged(result, float(right), within=within)
