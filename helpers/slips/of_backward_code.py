"""Slips of code that runs a network backward: an earlier pass left in it, or nodes in no topological order."""

from helpers.paths import MOST_PATHS
from helpers.slips import Slip


def code_slips():
    """Yield these slips, which are the same for every `GradientProblem`."""
    yield Slip(
        "an earlier pass is still in it",
        "This is the right gradient twice over: that of an earlier pass was left in, or it was added twice.",
        "Where do the gradients start from 0?",
        lambda p: 2 * p.by_hand(p.hand),
    )
    for again in (False, True):
        yield Slip(
            "no topological order",
            "A node handed on its gradient before all of it had arrived.",
            "In which order must the nodes be visited, so that each comes after all its readers?",
            lambda p, again=again: _depth_first(p, again),
        )


def _depth_first(problem, again):
    """Run backward depth first, in no topological order; `again`: handing on what is there at every arrival."""
    hand, net = problem.hand, problem.net
    whole, gradients = hand.upstream(problem.target), {node: 0.0 for node in net.readers}
    visits, own = 0, 0.0
    for output in net.outputs:
        gradients[output] = whole[output]
    waiting, seen = list(reversed(net.outputs)), set()
    while waiting:
        arrived = waiting.pop()
        node = arrived if not isinstance(arrived, tuple) else arrived[1]
        if isinstance(arrived, tuple):  # a contribution on its way, handed over when its turn comes
            gradients[node] += arrived[0]
        if node in seen and not again:
            continue
        seen.add(node)
        visits += 1
        if visits > MOST_PATHS:
            return None
        if node == problem.node and problem.name != f"x{node}":
            own += gradients[node] * hand.own(problem.name, node)
        for source in reversed(net.sources.get(node, ())):
            waiting.append((gradients[node] * hand.local(source, node), source))
    return gradients[problem.node] if problem.name == f"x{problem.node}" else own
