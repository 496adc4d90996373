"""The gradients that a student's `backward` leaves, with the student's own order and with a right one."""

from dataclasses import replace

from helpers.checks.feedback import Feedback, not_yet, unanswered
from helpers.checks.trying import Failed, tried
from helpers.coursework.engine_order import made
from helpers.coursework.engine_seen import all_near, number_in, stopped
from helpers.coursework.questions import Verdict, mean
from helpers.naming import listed
from helpers.slips import graphs_to_try as shapes
from helpers.slips.of_engines import NO_SEED, SLIPS

BACKWARD = ("chain", "fork", "reuse", "short-cut", "mixed", "twice", "another", "deep")
BY_HAND = "Draw the smallest such graph, and run backward on it by hand: which node hands back what, and when?"


def tries(numbers):
    """Return the graphs that `backward` is tried on: (seed, name)."""
    return [(numbers["seed"], name) for name in BACKWARD]


def _right_order(output):
    found, waiting = {id(output)}, [output]
    for node in waiting:
        for parent in node.parents:
            if id(parent) not in found:
                found.add(id(parent))
                waiting.append(parent)
    return sorted(waiting, key=lambda node: node.age)


def run(answers, seed, name):
    """Return the gradients that a student's `backward` leaves, {"own": …, "given": …}: with which `in_order`."""
    shape = shapes.shapes(seed)[name]
    backward = answers["backward"]

    def leave():
        nodes = made(answers["Node"], shape)
        for place in shape.calls:
            backward(nodes[place])
        return [node.grad for node in nodes]

    def with_right_order():
        names = backward.__globals__
        own = names.get("in_order")
        names["in_order"] = _right_order
        try:
            return leave()
        finally:
            names["in_order"] = own

    seen = {}
    for key, function in (("own", leave), ("given", with_right_order)):
        try:
            seen[key] = tried(function, ())
        except Failed as failure:
            seen[key] = {"error": str(failure)}
    return seen


def judge(numbers, given, results):
    """Return the verdict on the gradients: every graph earns its share."""
    if results is None:
        return Verdict(0.0, unanswered())
    tried_on = shapes.shapes(numbers["seed"])
    cases = [(tried_on[name], result) for name, result in zip(BACKWARD, results)]
    if any(not (isinstance(result, dict) and {"own", "given"} <= set(result)) for _, result in cases):
        stopped = next(result for _, result in cases if isinstance(result, dict) and "own" not in result)
        return Verdict(0.0, not_yet(f"backward stops: {stopped.get('error', 'it gave no result')}."))
    own = _of_backward(cases, "own")
    if own.feedback.is_right:
        return own
    follows = _of_backward(cases, "given")
    if follows.share > own.share:
        says = "With a right in_order, backward gives more than with yours, and it is graded so."
        if follows.feedback.is_right:
            return replace(follows, feedback=Feedback("right", says))
        return replace(follows, feedback=replace(follows.feedback, says=f"{follows.feedback.says} {says}"))
    return own


def _of_backward(cases, key):
    seen = [(shape, result[key]) for shape, result in cases]
    if all(isinstance(grads, list) and not any(map(number_in, grads)) for _, grads in seen):
        name, _, says, hint = NO_SEED
        return Verdict(0.0, not_yet(says, hint, [name]))
    verdicts = [_of_gradients(shape, grads) for shape, grads in seen]
    verdict = mean(verdicts)
    if verdict.feedback.is_right or verdict.feedback.state == "unanswered":
        return verdict
    lists = [(shape, grads) for shape, grads in seen if isinstance(grads, list)]
    for name, slip, says, hint in SLIPS:
        if lists and all(all_near(grads, slip(shape)) for shape, grads in lists):
            return replace(verdict, feedback=not_yet(says, hint, [name]))
    failed = [shape.about for (shape, _), one in zip(seen, verdicts) if not one.share]
    if not any(isinstance(grads, dict) for _, grads in seen) and len(failed) < len(seen):
        says = f"It is right on other graphs, and not on {listed(failed, 'or')}."
        return replace(verdict, feedback=not_yet(says, BY_HAND))
    return verdict


def _of_gradients(shape, grads):
    if isinstance(grads, dict):
        return Verdict(0.0, stopped("backward", shape, grads))
    if not isinstance(grads, list) or any(number_in(grad) is None for grad in grads):
        hint = "Does every grad begin as 0?"
        return Verdict(0.0, not_yet(f"On {shape.about}, some grad is no number.", hint))
    right = all_near(grads, shapes.gradients(shape))
    return Verdict(float(right), Feedback("right") if right else not_yet(f"It is not right on {shape.about}.", BY_HAND))
