"""The slip of following only some of the paths from a node to the loss, for every choice of paths."""

from helpers.naming import listed
from helpers.paths import MOST_PATHS
from helpers.slips import Slip
from helpers.slips.by_hand import ByHand


def path_slips(problem):
    """Return one slip for every single path, and one for every node in between whose paths alone were followed."""
    net, node = problem.net, problem.node
    ways = _ways(net, node)
    if ways is None or len(ways) < 2:
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
    def answer(problem):
        hand = ByHand(problem.net, problem.x, arrows=arrows)
        return hand.gradient(problem.name, problem.node, problem.target)

    return answer


def _arrows(way):
    return " → ".join(map(str, way))


def _ways(net, node):
    """Return every path from a node to an output, or None if there are very many."""
    found, waiting = [], [(node,)]
    while waiting:
        way = waiting.pop(0)
        readers = net.readers[way[-1]]
        waiting += [(*way, reader) for reader in readers]
        if not readers:
            found.append(way)
        if len(waiting) + len(found) > MOST_PATHS:
            return None
    return found
