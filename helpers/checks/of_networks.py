"""Checks about a network: gradients, local derivatives, values and the loss, for any wiring and one sample."""

from collections.abc import Mapping

from helpers.checks.answers import is_unanswered, kind
from helpers.checks.checking import judged, never_raises
from helpers.checks.feedback import Feedback, not_yet, unanswered
from helpers.naming import listed
from helpers.slips.of_locals import LocalProblem, local_slips
from helpers.slips.of_networks import GradientProblem, gradient_slips
from helpers.slips.of_values import ValueProblem, value_slips
from helpers.slips.refuting import refuted_by


@never_raises
def check_gradient_of(answer, net, name, x, target, within=0.0, right=()):
    """Check the gradient of the loss with respect to `name`, a parameter ("w2to4") or a value ("x4").

    right: names of other gradients that the learner has right: no slip is named that would show in them.
    """
    others = [GradientProblem(net, other, x, target) for other in right]
    return _gradient(answer, GradientProblem(net, name, x, target), within, others=others)


@never_raises
def check_all_gradients(answers, net, x, target, names=None, within=0.0):
    """Check the gradients of all parameters, or of `names`, given as {name: number}.

    Of several wrong ones it speaks of the one nearest to the loss: what is wrong there is wrong further back as well.
    A slip that explains them all is named once.
    """
    names = tuple(names or net.parameters)
    if is_unanswered(answers):
        return unanswered()
    if not isinstance(answers, Mapping):
        return not_yet(
            f"Your answer is {kind(answers)}; give names and numbers in curly brackets, as {{{names[0]!r}: …}}."
        )
    known = {*names, *net.parameters, *(f"x{node}" for node in net.readers)}
    unknown = [key for key in answers if not (isinstance(key, str) and key in known)]
    if unknown:
        return not_yet(
            f"Your answer has an entry that is no parameter of this network; give names such as {names[0]!r}."
        )
    problems = {name: GradientProblem(net, name, x, target) for name in names}
    order = {node: place for place, node in enumerate((*net.inputs, *net.order))}
    nearest_first = sorted(names, key=lambda name: -order[problems[name].node])
    right = [p for name, p in problems.items() if judged(answers.get(name), p.right, within=within).is_right]
    found = {name: _gradient(answers.get(name), problems[name], within, right) for name in nearest_first}
    count = {
        state: [n for n in nearest_first if found[n].state == state] for state in ("right", "unanswered", "not yet")
    }
    if len(count["right"]) == len(names):
        return Feedback("right", f"All {len(names)} of them." if len(names) > 1 else "")
    if not count["not yet"]:
        if len(count["unanswered"]) == len(names):
            return unanswered()
        missing = sorted(count["unanswered"], key=names.index)
        shown = listed(missing) if len(missing) < 7 else f"{', '.join(missing[:5])} and {len(missing) - 5} more"
        return unanswered(f"{len(count['right'])} of {len(names)} are right. Still to do: {shown}.")
    first = found[count["not yet"][0]]
    shared = [name for name in first.slips if all(name in found[wrong].slips for wrong in count["not yet"])]
    share = f"{len(count['right'])} of {len(names)} are right."
    if len(count["not yet"]) == 1:
        says = f"{share} {count['not yet'][0]}: {first.says}"
    elif shared:
        wrong = count["not yet"][0]
        first = _gradient(answers[wrong], problems[wrong], within, right, only=shared[0])
        says = f"{share} One slip explains all the wrong ones: {shared[0]}. {wrong}: {first.says}"
    else:
        says = f"{share} Begin with {count['not yet'][0]}, the nearest to the loss: {first.says}"
    return not_yet(says, first.next, first.slips)


@never_raises
def check_local_derivative(answer, net, of, by, x, within=0.0):
    """Check ∂x_j/∂z: how much the value `of` a node ("x7") grows per unit of `by`.

    by: a value that the node reads ("x4"), or a parameter of its own ("b7").
    """
    problem = LocalProblem(net, of, by, x)
    step = f"Write out the formula of {of}. Which factors does a nudge of {by} pass on its way?"
    return judged(answer, problem.right, lambda: local_slips(problem), problem, step, within)


@never_raises
def check_value(answer, net, node, x, within=0.0, right=()):
    """Check the value of a node, given as 4 or "x4", or what goes into its sigmoid, "h4".

    right: names of other values that the learner has right: no slip is named that would show in them.
    """
    name = node if isinstance(node, str) and node[:1] in "xh" and node not in net.order else f"x{node}"
    problem = ValueProblem(net, name, x)
    sources = listed(f"x{source}" for source in net.sources[problem.node])
    if name == f"h{problem.node}":
        step = f"Node {problem.node} reads {sources}. What does each bring, and what is added to that?"
    else:
        step = f"Two steps: what goes into the sigmoid of node {problem.node}, made of {sources}? Then what comes out?"
    is_refuted = refuted_by(problem, [ValueProblem(net, other, x) for other in right])
    return judged(answer, problem.right, lambda: value_slips(problem), problem, step, within, is_refuted=is_refuted)


@never_raises
def check_loss(answer, net, x, target, within=0.0):
    """Check the loss for one sample."""
    problem = ValueProblem(net, "L", x, target)
    outputs = listed(f"x{node}" for node in net.outputs)
    step = f"First the forward pass, up to {outputs}. How far is that from the target?"
    return judged(answer, problem.right, lambda: value_slips(problem), problem, step, within)


def _gradient(answer, problem, within, others=(), only=None):
    """Check one gradient; others: problems answered right; only: the name of the one slip that may be told."""

    def slips():
        return [slip for slip in gradient_slips(problem) if only in (None, slip.name)]

    is_refuted = refuted_by(problem, [other for other in others if _shares_steps(problem, other)])
    return judged(answer, problem.right, slips, problem, _next(problem), within, is_refuted=is_refuted)


def _shares_steps(problem, other):
    """Tell whether the gradient of `other` is worked out with the steps that lead to that of `problem`.

    That of a scale passes no slope at its node. Of two values with a common reader, each has an arrow of its own there.
    """
    if other.name != f"x{other.node}":
        return other.name != f"c{other.node}"
    readers = problem.net.readers
    return problem.name != f"x{problem.node}" or not set(readers[problem.node]) & set(readers[other.node])


def _next(problem):
    """Return the next step towards a gradient: which factors it is made of."""
    net, node, name = problem.net, problem.node, problem.name
    if node in net.outputs and name == f"x{node}":
        return f"The loss alone decides it: by how much does (x{node} − t)² grow per unit of x{node}?"
    if name == f"x{node}":
        readers = net.readers[node]
        each = "that node" if len(readers) == 1 else "each of them"
        return (
            f"Node {node} is read by {listed(readers)}. For {each}: what arrives there from the loss, "
            f"and how much does it grow per unit of x{node}?"
        )
    return f"Two factors: ∂L/∂x{node}, and how much x{node} grows per unit of {name}. Check the first on its own."
