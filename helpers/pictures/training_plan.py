"""The plan of a model in training: where its nodes and arrows go, and among them the boxes of its parameters."""

from dataclasses import dataclass
from functools import lru_cache

from helpers.pictures.geometry import shortened
from helpers.pictures.labels import placed
from helpers.pictures.layers import layered

RADIUS = 17  # of a node, in pixels, like every length here
WEIGHT = (62, 29)  # the box on an arrow: the weight above its gradient
OWN, LINE = 128, 14  # the width of a node's own box, and the height of each line in it: a parameter, its gradient
CLEAR = 5  # between any two things that do not belong together
_HEAD = 16  # how long the largest arrowhead is
_MARGIN, _ROW = 10, 115  # from the edges; from node to node in a column
_PLAIN = 0.75  # the arrows between two columns, and so many more, tell how far apart they stand


@dataclass(frozen=True)
class Wired:
    """Say which parameter stands where.

    weights: ((source, node, name), …), on the arrows. own: ((node, (name, …)), …), beside their nodes.
    """

    weights: tuple
    own: tuple


@dataclass(frozen=True)
class Plan:
    """Hold a place, in pixels, for everything in the drawing.

    nodes: {node: (x, y)}. arrows: {(source, node): [(x, y), …]}, back. weights: {(source, node): (x, y)}, their boxes.
    own: {node: (x, y, width, height)}, one box for all that is the node's own.
    """

    nodes: dict
    arrows: dict
    weights: dict
    own: dict
    bottom: float


@lru_cache(maxsize=8)  # an explorer draws the same model again and again
def plan_of(wired, width, top):
    """Plan the drawing of a model across `width` pixels, from `top` down."""
    reads = {}
    for source, node, _ in wired.weights:
        reads.setdefault(source, ())
        reads[node] = (*reads.get(node, ()), source)
    layout, owned = layered(reads), dict(wired.own)
    rows = {node: row for node, (_, row) in layout.places.items()}
    lowest, beside = max(rows.values()), RADIUS + CLEAR + _height(max(owned.values(), key=len))
    middle, across = top + beside + lowest * _ROW, _columns(layout, width)
    nodes = {node: (across[column], middle + row * _ROW) for node, (column, row) in layout.places.items()}
    arrows = {
        (source, node): shortened([nodes[node], nodes[source]], RADIUS + 2, RADIUS + 2)
        for source, node, _ in wired.weights
    }
    last = layout.columns[-1]
    own = {node: _own(*nodes[node], _height(names), rows[node] < 0, node in last) for node, names in owned.items()}
    obstacles = [(x, y, 2 * RADIUS, 2 * RADIUS) for x, y in nodes.values()] + [*own.values()]
    obstacles += [(*shortened(points, 0, _HEAD / 2)[-1], _HEAD, _HEAD) for points in arrows.values()]
    weights = placed(arrows, *WEIGHT, obstacles, clear=CLEAR, step=0.015)
    return Plan(nodes, arrows, weights, own, middle + lowest * _ROW + beside)


def _columns(layout, width):
    """Return the x of every column; where more arrows run there is more room for their boxes."""
    ends = [layout.places[node][0] for _, node in layout.routes]
    rooms = [_PLAIN + ends.count(column) for column in range(1, len(layout.columns))]
    left, right = _MARGIN + RADIUS, width - _MARGIN - OWN + RADIUS
    if len(rooms) == 1:
        left, right = 0.3 * width, 0.7 * width
    return [left + (right - left) * sum(rooms[:column]) / sum(rooms) for column in range(len(layout.columns))]


def _height(names):
    return 1 + LINE * len(names)


def _own(x, y, height, above, last):
    """Return the box of a node's own parameters: above or below it; of the last, to the right, clear of the arrows."""
    side, shift = -1 if above else 1, OWN / 2 - RADIUS if last else 0
    return x + shift, y + side * (RADIUS + CLEAR + height / 2), OWN, height
