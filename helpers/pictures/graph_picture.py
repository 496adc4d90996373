"""The picture of an expression graph: values forward, gradients backward, local derivatives on the arrows."""

import math

from helpers.graph import ancestors
from helpers.pictures.fonts import text_width
from helpers.pictures.geometry import border_of_box, shifted, shortened
from helpers.pictures.graph_words import factor, graph_sentence, node_words
from helpers.pictures.header import HEADER, header
from helpers.pictures.labels import placed
from helpers.pictures.layers import layered
from helpers.pictures.notation import number
from helpers.pictures.palette import LABEL, SMALL, VALUE, palette
from helpers.pictures.picture import Picture
from helpers.pictures.selection import checked_names, downstream
from helpers.pictures.svg import arrow, box, document, group, text

_MARGIN, _BETWEEN_ROWS, _BETWEEN_COLUMNS = 36, 34, 84
_APART = 4.5  # pixels of the forward and the backward arrow from the middle between them
_TWINS = 15  # pixels between two arrows from one node to the same reader, as in a * a


def graph_picture(output, *, gradients=False, local=False, select=None, title="", theme="light"):
    """Return the Picture of everything the node `output` was computed from, left to right.

    gradients: show what the last `output.backward()` left in every node, and the arrows backward.
    local: write the local derivative on every arrow, as the factor it is.
    select: the name of a node, or a list; lights up its paths to the output.
    """
    colours, nodes = palette(theme), ancestors(output)
    if gradients and any(node.grad is None for node in nodes):
        raise ValueError("gradients=True needs the gradients; call backward() on the output first")
    chosen = checked_names(select, dict.fromkeys(node.name for node in nodes if node.name), "this graph")
    reads = {node: node.parents for node in nodes}
    active = downstream([node for node in nodes if node.name in chosen], reads) if chosen else set(nodes)
    arrows = [(parent, node, slope) for node in nodes for parent, slope in zip(node.parents, node.local)]

    size = (_width(nodes, gradients), 84 if gradients else 64)
    plan = layered(reads)
    places, width, height = _pixels(plan, size, local)
    lines = _lines(arrows, plan, places, size)
    lit = [parent in active and node in active for parent, node, _ in arrows]
    parts = header(title, _key(gradients, local, colours), width, colours)
    parts += [_arrow(lines[i], lit[i], gradients, colours) for i in sorted(lines, key=lambda i: lit[i])]
    if local:
        parts += _factors(arrows, lines, lit, [(*places(plan.places[node]), *size) for node in nodes], colours)
    parts += [_node(node, places(plan.places[node]), size, node in active, gradients, colours) for node in nodes]
    flows = [node for node in nodes if gradients and node in active]
    description = graph_sentence(nodes, arrows, chosen, flows, local, title)
    return Picture(description, document(width, height, parts, description, colours.page))


def _key(gradients, local, colours):
    """Say what the colours mean."""
    key = [("value →", colours.value)]
    key += [("⇠ gradient of the output", colours.gradient)] if gradients else []
    return key + ([("× local derivative", colours.ink)] if local else [])


def _width(nodes, gradients):
    """Return a width in pixels that every node's writing fits in, in coarse steps so that it seldom changes."""
    widest = 64
    for node in nodes:
        operation, name = node_words(node)
        widest = max(widest, text_width(_heading(operation, name), LABEL), text_width(number(node.value, 4), VALUE, bold=True))
        if gradients:
            widest = max(widest, text_width(number(node.grad, 4), LABEL))
    return 20 * math.ceil((widest + 20) / 20)


def _heading(operation, name):
    return f"{name} ({operation})" if operation and name else operation or name


def _pixels(plan, size, local):
    """Return a function from a place (column, row) to pixels (x, y), and the width and height of the picture."""
    column_step = size[0] + _BETWEEN_COLUMNS + (30 if local else 0)
    row_step = size[1] + _BETWEEN_ROWS
    rows = [row for route in plan.routes.values() for _, row in route] + [row for _, row in plan.places.values()]
    left, top = _MARGIN + size[0] / 2, HEADER + size[1] / 2 - min(rows) * row_step
    width = 2 * left + (len(plan.columns) - 1) * column_step
    height = top + max(rows) * row_step + size[1] / 2 + _MARGIN
    return lambda place: (left + place[0] * column_step, top + place[1] * row_step), width, height


def _lines(arrows, plan, places, size):
    """Return {number of the arrow: its line from border to border}; twins run side by side."""
    lines, pairs = {}, [(parent, node) for parent, node, _ in arrows]
    for index, pair in enumerate(pairs):
        route = [places(place) for place in plan.routes[pair]]
        start = border_of_box(_step(route[0], route[1]), *size) + 3
        end = border_of_box(_step(route[-1], route[-2]), *size) + 3
        rank = pairs[:index].count(pair) - (pairs.count(pair) - 1) / 2
        lines[index] = shifted(shortened(route, start, end), rank * _TWINS * 2)
    return lines


def _step(start, end):
    return (end[0] - start[0], end[1] - start[1])


def _arrow(points, lit, gradients, colours):
    """Draw the arrow forward and, where a gradient flows, the dashed one back beside it."""
    if not lit or not gradients:
        return arrow(points, colours.muted if lit else colours.faint)
    back = arrow(shifted(points, _APART)[::-1], colours.gradient, 2.2, dashed=True)
    return arrow(shifted(points, -_APART), colours.muted) + back


def _factors(arrows, lines, lit, obstacles, colours):
    """Write every local derivative on its arrow."""
    written = [factor(slope) for _, _, slope in arrows]
    width = max((text_width(words, SMALL) for words in written), default=0) + 10
    spots = placed(lines, width, SMALL + 8, obstacles)
    parts = []
    for index, (x, y) in spots.items():
        words, colour = written[index], colours.ink if lit[index] else colours.muted
        back = box(x, y, text_width(words, SMALL) + 8, SMALL + 8, colours.page, colours.page)
        parts.append(group(f"local {index}", back, text(x, y + 0.36 * SMALL, words, colour, SMALL)))
    return parts


def _node(node, spot, size, active, gradients, colours):
    """Draw a node: its operation and name, its value and its gradient, one under the other."""
    (x, y), (width, height) = spot, size
    operation, name = node_words(node)
    edge, top = colours.ink if active else colours.faint, y - height / 2
    runs = [(f"{name} ", colours.ink), (f"({operation})", colours.muted)] if operation and name else [(operation or name, colours.ink)]
    parts = [
        box(x, y, width, height, colours.node, edge, (1.4 if operation else 2.4) if active else 1.2, corner=14 if operation else 32),
        text(x, top + 22, runs, colours.ink, LABEL),
        text(x, top + 46, number(node.value, 4), colours.value, VALUE, bold=True),
    ]
    if gradients and active:
        parts.append(text(x, top + 69, number(node.grad, 4), colours.gradient, LABEL))
    return group(node.name or operation or "leaf", *parts)
