"""The slip of following only some of the paths from a node to the loss, for every choice of paths."""

from helpers.naming import listed
from helpers.paths import ways_back
from helpers.slips import Slip
from helpers.slips.by_hand import ByHand


def path_slips(problem):
    """Return one slip for every single path, and one for every node in between whose paths alone were followed."""
    net, node = problem.net, problem.node
    try:
        ways = [way[::-1] for way in ways_back(net, node)]
    except ValueError:  # very many: no learner follows them one by one
        return []
    if len(ways) < 2:
        return []
    hint = _hint(net, node)
    slips = [
        Slip("one path only", "This is the path {where} alone.", hint, _along(set(zip(way, way[1:]))), _arrows(way))
        for way in ways
    ]
    for middle in dict.fromkeys(place for way in ways for place in way[1:]):
        through = [way for way in ways if middle in way]
        if 1 < len(through) < len(ways):
            arrows = {arrow for way in through for arrow in zip(way, way[1:])}
            if sum(set(zip(way, way[1:])) <= arrows for way in ways) == len(through):
                says = "These are the paths through {where} alone."
                slips.append(Slip("some of the paths only", says, hint, _along(arrows), f"node {middle}"))
    return slips


def _hint(net, node):
    for _ in net.order:  # to the fork, along the only way
        if len(net.readers[node]) != 1:
            break
        node = net.readers[node][0]
    return f"Node {node} reaches the loss through {listed(net.readers[node])}: add what all of them bring."


def _along(arrows):
    return lambda problem: problem.by_hand(ByHand(problem.net, problem.x, arrows=arrows))


def _arrows(way):
    return " → ".join(map(str, way))
