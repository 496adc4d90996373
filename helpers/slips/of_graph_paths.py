"""The slip of following only some of the paths, or of the arrows, from an input of a graph to its output."""

import math
from collections import Counter

from helpers.naming import called, counted
from helpers.slips import Slip
from helpers.stepping_paths import count_paths, paths

MOST_WAYS = 12
_RESULTS = {"+": "the sum", "-": "the difference", "*": "the product", "/": "the quotient"}


def path_slips(walk, wanted, name):
    """Return the slips for the input `wanted`, called `name`, of a graph that a `Walk` goes through.

    One for every single path, one for every node that reads the input by itself, one for every arrow of several
    that lead to the same node.
    """
    if not 2 <= count_paths(walk, wanted) <= MOST_WAYS:
        return []
    ways = paths(walk, wanted, MOST_WAYS)
    alike = Counter(map(_where, ways))
    hint = f"Along how many paths does {name} reach the output? Add what they all bring."
    slips = [
        Slip(*_of_one(alike[_where(path)]), hint, lambda p, product=path[-1].product: product, _where(path))
        for path in ways
    ]
    brought = {}  # reader: what each of its arrows brings, and along how many paths
    for path in ways:
        brought.setdefault(path[-2].parent if path[1:] else walk.output, []).append(path)
    for reader, own in brought.items():
        if 1 < len(own) < len(ways):
            slips.append(
                Slip(
                    "some of the paths only",
                    f"This is what comes {_through([reader] if reader is not walk.output else [])} alone.",
                    _rest(name, [path for path in ways if path not in own]),
                    lambda p, own=own: math.fsum(path[-1].product for path in own),
                )
            )
        arrows = [local for parent, local in zip(reader.parents, reader.local) if parent is wanted]
        if 1 < len(arrows) < len(ways):
            slips += [
                Slip(
                    "one of several arrows",
                    f"Only one of the {counted(len(arrows), 'arrow')} from {name} to "
                    f"{_RESULTS.get(reader.operation, called(reader))} was followed.",
                    "What does the other one bring?" if len(arrows) == 2 else "What do the others bring?",
                    _without(walk, wanted, reader, math.fsum(arrows) - local),
                )
                for local in dict.fromkeys(arrows)
            ]
    return slips


def _without(walk, wanted, reader, local):
    """Return the answer that leaves out what arrows with this local derivative bring."""
    return lambda problem: walk.gradients[wanted] - walk.gradients[reader] * local


def _of_one(count):
    """Return the name and the sentence of the slip of one path, of which `count` lead through the same nodes."""
    if count == 1:
        return "one path only", "This is the path {where} alone."
    return "one of several alike", f"This is one of the {counted(count, 'path')} {{where}} alone."


def _rest(name, paths):
    """Say how many paths are left out."""
    straight = all(len(path) == 1 for path in paths)
    more = counted(len(paths), "more arrow" if straight else "more path").capitalize()
    return f"{more} {'leads' if len(paths) == 1 else 'lead'} from {name} to the output."


def _where(path):
    """Name a path by the operations it passes on the way back, the output left out."""
    return _through([share.parent for share in reversed(path[:-1])])


def _through(nodes):
    return f"through {' and '.join(map(called, nodes))}" if nodes else "straight to the output"
