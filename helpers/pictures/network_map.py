"""The plan of a network picture: where its nodes, arrows, boxes and weights go, for one size of box."""

from dataclasses import dataclass
from functools import lru_cache

from helpers.pictures.geometry import shortened
from helpers.pictures.header import HEADER
from helpers.pictures.labels import placed
from helpers.pictures.layers import layered

RADIUS = 43  # of a node, in pixels, like every length here
BOX = 22  # the height of a parameter's box
FOOT = 46  # below the last node of the last column, for the target and the loss
_BETWEEN_COLUMNS, _BETWEEN_NODES, _MARGIN = 168, 40, 36


@dataclass(frozen=True)
class NetworkMap:
    """Hold a place, in pixels, for everything in the picture.

    nodes: {node: (x, y)}. arrows: {(source, reader): [(x, y), …]}, from border to border.
    boxes: {node: ((x, y) of b, (x, y) of c)}. weights: {(source, reader): (x, y)}.
    """

    width: float
    height: float
    columns: tuple
    nodes: dict
    arrows: dict
    boxes: dict
    weights: dict


@lru_cache(maxsize=64)  # an explorer draws the same network again and again
def network_map(sources, box_width, weight_width, foot):
    """Plan the picture of the network `sources`, ((node, (source, …)), …), with boxes of these widths (0: none).

    foot: room to leave below the last column.
    The sources of an input are (). Wide boxes stand one below the other.
    """
    reads = dict(sources)
    layout = layered(reads)
    stacked = box_width > RADIUS * 1.6
    below = (8 + BOX * (2 if stacked else 1)) if box_width else 0
    column_step = 2 * RADIUS + max(_BETWEEN_COLUMNS, weight_width + 80)
    row_step = 2 * RADIUS + below + _BETWEEN_NODES
    lowest = max(row for _, row in layout.places.values())
    left, top = _MARGIN + RADIUS, HEADER + RADIUS + lowest * row_step

    def pixels(place):
        return (left + place[0] * column_step, top + place[1] * row_step)

    nodes = {node: pixels(place) for node, place in layout.places.items()}
    lowest_y = top + lowest * row_step
    arrows = {
        pair: shortened([pixels(place) for place in route], RADIUS + 3, RADIUS + 3)
        for pair, route in layout.routes.items()
    }
    boxes = {node: _boxes(nodes[node], box_width, stacked) for node, read in sources if read and box_width}
    weights = {}
    if weight_width:
        obstacles = [(x, y, 2 * RADIUS, 2 * RADIUS) for x, y in nodes.values()]
        obstacles += [(x, y, box_width, BOX) for pair in boxes.values() for x, y in pair]
        weights = placed(arrows, weight_width, BOX, obstacles)
    return NetworkMap(
        width=left + (len(layout.columns) - 1) * column_step + RADIUS + _MARGIN,
        height=max(lowest_y, nodes[layout.columns[-1][-1]][1] + foot) + RADIUS + below + _MARGIN,
        columns=layout.columns,
        nodes=nodes,
        arrows=arrows,
        boxes=boxes,
        weights=weights,
    )


def _boxes(node, width, stacked):
    """Place the boxes of b and c under a node: side by side, or c below b."""
    x, y = node[0], node[1] + RADIUS + 8 + BOX / 2
    return ((x, y), (x, y + BOX)) if stacked else ((x - width / 2, y), (x + width / 2, y))
