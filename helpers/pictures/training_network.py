"""The drawing of a model in training: a box for every parameter, and its gradient flowing back, wider where larger."""

import math
from dataclasses import dataclass
from functools import lru_cache

from helpers.pictures.fonts import text_width
from helpers.pictures.geometry import shortened
from helpers.pictures.labels import placed
from helpers.pictures.layers import layered
from helpers.pictures.notation import MINUS, number
from helpers.pictures.palette import LABEL, SMALL
from helpers.pictures.svg import arrow, box, circle, text

_RADIUS = 17
_WIDTH, _HEIGHT = 62, 31  # of a parameter's box: its value above its gradient
_LEFT, _RIGHT = 40, 72  # pixels from the edges to the first and the last column
_ROW, _GAP = 90, 3  # pixels from node to node in a column, and between what stands close
_LEAST, _MOST, _DECADE = 0.8, 5.0, 0.8  # the width of a gradient of 10⁻⁴ and less, at most, and more for each ten times
_PLAIN = 3  # the arrows between two columns, and so many more, tell how far apart they stand


@dataclass(frozen=True)
class Wired:
    """Say which parameter stands where.

    weights: ((source, node, name), …), on the arrows. own: ((node, (name, …)), …), under their nodes.
    """

    weights: tuple
    own: tuple


@dataclass(frozen=True)
class Plan:
    """Hold a place, in pixels, for everything in the drawing.

    nodes: {node: (x, y)}. arrows: {(source, node): [(x, y), …]}, back. weights: {(source, node): (x, y)}, their boxes.
    own: {(node, name): (x, y)}, the boxes under the nodes.
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
    layout = layered(reads)
    lowest = max(row for _, row in layout.places.values())
    middle = top + _RADIUS + lowest * _ROW
    across = _columns(layout, width)
    nodes = {node: (across[column], middle + row * _ROW) for node, (column, row) in layout.places.items()}
    arrows = {
        (source, node): shortened([nodes[node], nodes[source]], _RADIUS + 2, _RADIUS + 2)
        for source, node, _ in wired.weights
    }
    own = {
        (node, name): _own(nodes[node], at, len(names)) for node, names in wired.own for at, name in enumerate(names)
    }
    obstacles = [(x, y, 2 * _RADIUS + 4, 2 * _RADIUS + 4) for x, y in nodes.values()]
    obstacles += [(x, y, _WIDTH, _HEIGHT) for x, y in own.values()]
    bottom = middle + lowest * _ROW + _RADIUS + _GAP + _HEIGHT
    return Plan(nodes, arrows, placed(arrows, _WIDTH, _HEIGHT, obstacles), own, bottom)


def _columns(layout, width):
    """Return the x of every column; where more arrows run there is more room for their boxes."""
    ends = [layout.places[node][0] for _, node in layout.routes]
    rooms = [_PLAIN + ends.count(column) for column in range(1, len(layout.columns))]
    left, right = (_LEFT, width - _RIGHT) if len(rooms) > 1 else (0.3 * width, 0.7 * width)
    return [left + (right - left) * sum(rooms[:column]) / sum(rooms) for column in range(len(layout.columns))]


def _own(node, at, count):
    """Return the middle of a node's own box number `at`, under the node."""
    x, y = node
    return x + (at - (count - 1) / 2) * (_WIDTH + _GAP), y + _RADIUS + _GAP + _HEIGHT / 2


def training_network(wired, plan, parameters, gradients, colours):
    """Return the parts of the drawing, planned by `plan_of`."""
    named = {(source, node): name for source, node, name in wired.weights}
    parts = [
        arrow(points, colours.gradient, _width(gradients[named[pair]]), dashed=True)
        for pair, points in plan.arrows.items()
    ]
    for pair, spot in plan.weights.items():
        parts.append(_parameter(*spot, "", parameters[named[pair]], gradients[named[pair]], 4, colours))
    for node, (x, y) in plan.nodes.items():
        parts.append(circle(x, y, _RADIUS, colours.node, colours.ink, 2))
        parts.append(text(x, y + 0.3 * LABEL, f"x_{{{node}}}", colours.ink, LABEL))
    for (_, name), spot in plan.own.items():
        parts.append(_parameter(*spot, f"{name[0]} ", parameters[name], gradients[name], 0, colours))
    return parts


def _parameter(x, y, letter, value, gradient, corner, colours):
    """Draw a box with a parameter above and, signed, its gradient below."""
    above, below = f"{letter}{held(value)}", signed(gradient)
    return (
        box(x, y, _WIDTH, _HEIGHT, colours.page, colours.parameter, 1, corner)
        + text(x, y - 4, above, colours.parameter, _fitting(above))
        + text(x, y + 11, below, colours.gradient, _fitting(below))
    )


def held(value):
    """Write a parameter with as many places as it takes to see it move: 12.3, 0.6587, −0.0001."""
    if value and abs(value) < 1:
        return f"{round(value, 4) + 0.0:.4f}".replace("-", MINUS)  # + 0.0: no sign of a number that rounds to 0
    return number(value)


def signed(gradient):
    """Write a gradient with two digits and its sign: +0.12, −3.1×10⁻⁷, 0."""
    written = number(gradient, 2)
    return f"+{written}" if gradient > 0 else written


def _fitting(words):
    """Return the size at which `words` fit into a box."""
    return min(SMALL, SMALL * (_WIDTH - 6) / text_width(words, SMALL))


def _width(gradient):
    """Return the width that shows the size of a gradient, in pixels: equal ways for equal factors."""
    size = abs(gradient)
    wider = _DECADE * (math.log10(size) + 4) if size > 1e-4 else 0.0
    return min(_LEAST + wider, _MOST)
