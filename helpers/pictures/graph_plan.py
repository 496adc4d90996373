"""The plan of a graph picture: where its nodes and arrows go."""

import math
from dataclasses import dataclass

from helpers.pictures.fonts import text_width
from helpers.pictures.geometry import border_of_box, shifted, shortened
from helpers.pictures.graph_words import heading
from helpers.pictures.header import HEADER
from helpers.pictures.layers import layered
from helpers.pictures.notation import number
from helpers.pictures.palette import LABEL, VALUE

_MARGIN, _BETWEEN_ROWS, _BETWEEN_COLUMNS, _FOR_FACTORS = 36, 34, 84, 30
_TWINS = 30  # pixels between two arrows from one node to the same reader, as in a * a


@dataclass(frozen=True)
class GraphPlan:
    """Hold, in pixels, the size of the picture and of a node, and the places of nodes and arrows.

    nodes: {node: (x, y)}. lines: {number of the arrow: [(x, y), …]}, from border to border.
    """

    width: float
    height: float
    node: tuple
    nodes: dict
    lines: dict


def graph_plan(nodes, arrows, gradients, local):
    """Plan the picture of `nodes` and `arrows`, [(parent, node, local derivative), …]."""
    layout = layered({node: node.parents for node in nodes})
    node = wide, high = _node_width(nodes, gradients), 84 if gradients else 64
    column_step = wide + _BETWEEN_COLUMNS + (_FOR_FACTORS if local else 0)
    row_step = high + _BETWEEN_ROWS
    rows = [row for route in (*layout.routes.values(), layout.places.values()) for _, row in route]
    left, top = _MARGIN + wide / 2, HEADER + high / 2 - min(rows) * row_step

    def pixels(place):
        return (left + place[0] * column_step, top + place[1] * row_step)

    routes = {pair: [pixels(place) for place in route] for pair, route in layout.routes.items()}
    return GraphPlan(
        width=2 * left + (len(layout.columns) - 1) * column_step,
        height=top + max(rows) * row_step + high / 2 + _MARGIN,
        node=node,
        nodes={node: pixels(place) for node, place in layout.places.items()},
        lines=_lines([(parent, reader) for parent, reader, _ in arrows], routes, node),
    )


def _node_width(nodes, gradients):
    """Return a width in pixels that every node's writing fits in, in coarse steps so that it seldom changes."""
    widths = [text_width(heading(node), LABEL) for node in nodes]
    widths += [text_width(number(node.value, 4), VALUE, bold=True) for node in nodes]
    widths += [text_width(number(node.grad, 4), LABEL) for node in nodes if gradients]
    return 20 * math.ceil((max(64, *widths) + 20) / 20)


def _lines(pairs, routes, node):
    """Cut every arrow at the borders of its two nodes; twins, as in a * a, run side by side."""
    lines = {}
    for index, pair in enumerate(pairs):
        route = routes[pair]
        start = border_of_box(_step(route[0], route[1]), *node) + 3
        end = border_of_box(_step(route[-1], route[-2]), *node) + 3
        rank = pairs[:index].count(pair) - (pairs.count(pair) - 1) / 2
        lines[index] = shifted(shortened(route, start, end), rank * _TWINS)
    return lines


def _step(start, end):
    return (end[0] - start[0], end[1] - start[1])
