"""The check of a `backward` that the learner wrote: it is tried on graphs that are drawn for it."""

import math

from helpers.checks.answers import Unreadable, read_number
from helpers.checks.checking import never_raises
from helpers.checks.feedback import Feedback, not_yet, unanswered
from helpers.checks.trying import Failed, no_function, tried
from helpers.naming import listed
from helpers.slips import graphs_to_try as graphs
from helpers.slips.of_engines import SLIPS

CLOSE = 1e-9
# From the plainest on; the last two take many steps, and what fails before is told first.
TRIED = ("chain", "fork", "reuse", "short-cut", "mixed", "twice", "another", "deep", "doubled")
AGAIN, CLEARED = {"twice", "another"}, "Is every gradient set to 0 first, those between input and output too?"
TOO_LONG = {
    "deep": "Python lets a function call itself about a thousand times; a list of what waits has no such limit.",
    "doubled": "Let each node hand on once, when its gradient is complete: then no path is walked by itself.",
}


class TriedNode:
    """Hold one node of a graph to try, as the lesson's own does, and whether its gradient was ever set."""

    def __init__(self, value, parents, local, age):
        self.value, self.parents, self.local, self.age = value, parents, local, age
        self._grad, self.was_set = 0.0, False

    @property
    def grad(self):
        """Return the gradient."""
        return self._grad

    @grad.setter
    def grad(self, number):
        self._grad, self.was_set = number, True


@never_raises
def check_backward(function, seed=7):
    """Check a function that takes the output of a graph and leaves the gradient in the `grad` of every node.

    The nodes it is given have `value`, `parents`, `local`, `age` and `grad`, which is 0.0 at first. seed: of the
    local derivatives drawn. A function that does not end is stopped, as `trying.tried` tells.
    """
    if refused := no_function(function):
        return refused
    shapes = graphs.shapes(seed)
    seen, was_set = {}, False
    for name in TRIED:
        nodes = _nodes(shapes[name])
        try:
            tried(_calls(function, nodes, shapes[name]), ())
        except Failed as failure:
            return _slip(shapes, seen) or _failed(name, shapes[name], failure)
        was_set = was_set or any(node.was_set for node in nodes)
        seen[name] = [node.grad for node in nodes]
    if not was_set:
        return unanswered("Leave the gradients in the grad of every node.")
    wrong = [name for name in seen if not _same(seen[name], graphs.gradients(shapes[name]))]
    if not wrong:
        return Feedback("right", f"On {len(seen)} graphs, among them a deep chain and a second pass.")
    found = _slip(shapes, seen)
    if found:
        return found
    if any(_number(grad) is None for grad in seen[wrong[0]]):
        return not_yet(f"On {shapes[wrong[0]].about}, some grad is no number.", "Does every gradient begin as 0?")
    if len(wrong) == len(seen):
        return not_yet("The gradients are wrong on every graph, already on a chain.", "Begin with a chain of two.")
    where = listed((shapes[name].about for name in wrong[:3]), "and")
    hint = CLEARED if AGAIN >= set(wrong) else "Draw the smallest one, and run it by hand."
    return not_yet(f"It is right on other graphs, but not on {where}.", hint)


def _nodes(shape):
    nodes = []
    for age, (parents, local) in enumerate(zip(shape.parents, shape.local)):
        nodes.append(TriedNode(graphs.value_at(age), tuple(nodes[parent] for parent in parents), local, age))
    return nodes


def _calls(function, nodes, shape):
    def run():
        for place in shape.calls:
            function(nodes[place])

    return run


def _slip(shapes, seen):
    """Return the feedback for the first slip that explains all that was seen, if not all of it is right."""
    if all(_same(grads, graphs.gradients(shapes[name])) for name, grads in seen.items()):
        return None
    for name, slip, says, hint in SLIPS:
        if all(_same(grads, slip(shapes[tried_on])) for tried_on, grads in seen.items()):
            return not_yet(says, hint, [name])
    return None


def _failed(name, shape, failure):
    says = f"On {shape.about}: {failure}."
    limit = "RecursionError" in says or "does not come to an end" in says
    return not_yet(
        says, TOO_LONG[name] if limit and name in TOO_LONG else "Make a graph like this one, and run yours on it."
    )


def _same(grads, right):
    numbers = [_number(grad) for grad in grads]
    return None not in numbers and all(math.isclose(n, r, rel_tol=CLOSE, abs_tol=1e-12) for n, r in zip(numbers, right))


def _number(grad):
    try:
        return read_number(grad).value
    except (Unreadable, AttributeError):
        return None
