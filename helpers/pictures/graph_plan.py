"""The plan of a graph picture: where its nodes and arrows go."""

import math
from dataclasses import dataclass
from functools import lru_cache

from helpers.pictures.fonts import text_width
from helpers.pictures.geometry import border_of_box, shifted, shortened
from helpers.pictures.graph_words import factor, heading, sum_words
from helpers.pictures.header import HEADER
from helpers.pictures.layers import layered
from helpers.pictures.notation import number
from helpers.pictures.palette import LABEL, SMALL, VALUE

TAG = 16  # pixels above a node, for the word "now"
_MARGIN, _BETWEEN_ROWS, _BETWEEN_COLUMNS = 36, 34, 84
_BESIDE_FACTOR = 24  # pixels of the shortest arrow on either side of the factor written on it
# Of a series of pictures, whose numbers change all the time: wide enough for nearly all of them, so nothing jumps.
_STEADY_NODE, _STEADY_GAP = 120, 125
_TWINS = 30  # pixels between two arrows from one node to the same reader, as in a * a


@dataclass(frozen=True)
class GraphPlan:
    """Hold, in pixels, the size of the picture and of a node, and the places of nodes and arrows.

    nodes: {node: (x, y)}. lines: {number of the arrow: ((x, y), …)}, from border to border.
    """

    width: float
    height: float
    node: tuple
    nodes: dict
    lines: dict


def graph_plan(show, room_for_gradients, room_for_factors, columns=None):
    """Plan the picture of what `show`, a `Shown`, holds; what comes after so many columns goes down from the last."""
    number_of = {node: index for index, node in enumerate(show.nodes)}
    layout = _layout(tuple(tuple(number_of[parent] for parent in node.parents) for node in show.nodes))
    node = wide, high = _node_width(show), 84 if room_for_gradients else 64
    column_step = wide + (_gap(show) if room_for_factors else _BETWEEN_COLUMNS)
    row_step = high + _BETWEEN_ROWS
    step_down = high + (SMALL + 8 + 2 * _BESIDE_FACTOR if room_for_factors else _BETWEEN_ROWS)
    everywhere = {place for route in (*layout.routes.values(), layout.places.values()) for place in route}
    last = _last_column(len(layout.columns), columns, everywhere)
    left, top = _MARGIN + wide / 2, HEADER + high / 2 - min(row for _, row in everywhere) * row_step

    def pixels(place):
        column, row = place
        down = max(0, column - last)
        return (left + (column - down) * column_step, top + row * row_step + down * step_down)

    routes = {pair: [pixels(place) for place in route] for pair, route in layout.routes.items()}
    return GraphPlan(
        width=2 * left + last * column_step,
        height=max(pixels(place)[1] for place in everywhere) + high / 2 + _MARGIN,
        node=node,
        nodes={show.nodes[index]: pixels(place) for index, place in layout.places.items()},
        lines=_lines([(number_of[parent], number_of[reader]) for parent, reader, _ in show.arrows], routes, node),
    )


def _last_column(count, columns, places):
    """Return the number of the last column, from 0, if there may be so many; from there on only a chain can go down."""
    if columns is None or columns >= count:
        return count - 1
    beyond = [column for column, _ in places if column >= columns - 1]
    if columns < 1 or len(beyond) != len(set(beyond)):
        raise ValueError(f"columns is {columns}, but what comes from there on is not a chain; choose more columns")
    return columns - 1


@lru_cache(maxsize=64)
def _layout(reads):
    """Lay out the graph whose node number i reads those numbered reads[i]; the same graph comes back at every move."""
    return layered(dict(enumerate(reads)))


def _node_width(show):
    """Return a width in pixels that every node's writing fits in, in coarse steps so that it seldom changes."""
    widths = [text_width(heading(label), LABEL) for label in show.labels.values()]
    widths += [text_width(number(node.value, 4), VALUE, bold=True) for node in show.nodes]
    widths += [text_width(sum_words(node, show), LABEL) for node in show.gradients]
    least = _STEADY_NODE - 20 if show.stepping else 64
    return 20 * math.ceil((max(least, *widths) + 20) / 20)


def _gap(show):
    """Return how far apart two columns are, so that the widest factor leaves something of its arrow to be seen."""
    widest = max((text_width(factor(slope), SMALL) for _, _, slope in show.arrows), default=0)
    if show.stepping:
        return _STEADY_GAP if widest + _BESIDE_FACTOR < _STEADY_GAP else _STEADY_GAP + 40
    return max(_BETWEEN_COLUMNS + 30, 10 * math.ceil((widest + 2 * _BESIDE_FACTOR) / 10))


def _lines(pairs, routes, node):
    """Cut every arrow at the borders of its two nodes; twins, as in a * a, run side by side."""
    lines = {}
    for index, pair in enumerate(pairs):
        route = routes[pair]
        start = border_of_box(_step(route[0], route[1]), *node) + 3
        end = border_of_box(_step(route[-1], route[-2]), *node) + 3
        rank = pairs[:index].count(pair) - (pairs.count(pair) - 1) / 2
        lines[index] = tuple(shifted(shortened(route, start, end), rank * _TWINS))
    return lines


def _step(start, end):
    return (end[0] - start[0], end[1] - start[1])
