"""Where to put the nodes of a directed acyclic graph: in columns, every node right of all it reads."""

from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Layout:
    """Hold the places of a graph's nodes, counted in columns from the left and rows from the middle.

    columns: the nodes from left to right and top to bottom, ((1,), (2, 3), …).
    places: {node: (column, row)}.
    routes: {(source, reader): ((column, row), …)}, the places an arrow passes on its way.
    """

    columns: tuple
    places: dict
    routes: dict


def layered(sources):
    """Lay out the graph in which `sources` maps every node to the nodes it reads; few arrows cross.

    An arrow that skips a column gets a place of its own there, so it does not run through a node.
    """
    depth = depths(sources)
    columns, chains = _with_waypoints(sources, depth)
    columns = _untangled(columns, chains)
    places = {
        item: (number, row - (len(column) - 1) / 2)
        for number, column in enumerate(columns)
        for row, item in enumerate(column)
    }
    return Layout(
        tuple(tuple(item for item in column if item in depth) for column in columns),
        {node: places[node] for node in depth},
        {(chain[0], chain[-1]): tuple(places[item] for item in chain) for chain in chains},
    )


def depths(sources):
    """Return {node: the length of the longest way to it}; raises ValueError if the graph has a cycle."""
    everyone = dict.fromkeys([*(read for reads in sources.values() for read in reads), *sources])
    depth, waiting = {}, list(everyone)
    while waiting:
        ready = [node for node in waiting if all(read in depth for read in sources.get(node, ()))]
        if not ready:
            raise ValueError(f"the nodes {', '.join(map(str, waiting))} read each other in a circle; remove one arrow")
        for node in ready:
            depth[node] = max((depth[read] + 1 for read in sources.get(node, ())), default=0)
        waiting = [node for node in waiting if node not in depth]
    return {node: depth[node] for node in everyone}


def _with_waypoints(sources, depth):
    """Return the columns, and every arrow as the chain of items (nodes and waypoints) it passes."""
    columns, chains = [[] for _ in range(max(depth.values(), default=-1) + 1)], []
    for node in sorted(depth, key=depth.get):  # stable: nodes of equal depth keep the order they came in
        columns[depth[node]].append(node)
    for reader, reads in sources.items():
        for source in dict.fromkeys(reads):
            between = [("waypoint", source, reader, column) for column in range(depth[source] + 1, depth[reader])]
            for waypoint in between:
                columns[waypoint[3]].append(waypoint)
            chains.append((source, *between, reader))
    return columns, chains


def _untangled(columns, chains, sweeps=8):
    """Reorder each column by the average place of its neighbours, to and fro; keep the best order found."""
    steps = [(left, right) for chain in chains for left, right in pairwise(chain)]
    before, after = {}, {}
    for left, right in steps:
        before.setdefault(right, []).append(left)
        after.setdefault(left, []).append(right)
    best, fewest = columns, _crossings(columns, steps)
    for sweep in range(sweeps):
        if fewest == 0:
            break
        neighbours = after if sweep % 2 else before
        order = list(range(len(columns)))[:: -1 if sweep % 2 else 1]
        columns = [list(column) for column in columns]
        for number in order:
            rows = {item: row - (len(column) - 1) / 2 for column in columns for row, item in enumerate(column)}
            columns[number].sort(key=lambda item: _mean([rows[other] for other in neighbours.get(item, [item])]))
        crossings = _crossings(columns, steps)
        if crossings < fewest:
            best, fewest = columns, crossings
    return best


def _mean(rows):
    return sum(rows) / len(rows)


def _crossings(columns, steps):
    """Count the pairs of steps, between the same two columns, that cross."""
    place = {item: (number, row) for number, column in enumerate(columns) for row, item in enumerate(column)}
    ends = sorted((*place[left], place[right][1]) for left, right in steps)
    return sum(
        a[0] == b[0] and (a[1] - b[1]) * (a[2] - b[2]) < 0 for index, a in enumerate(ends) for b in ends[index + 1 :]
    )
