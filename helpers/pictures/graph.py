"""The picture of an expression graph: values forward, gradients backward, local derivatives on the arrows."""

import math
from functools import lru_cache

from helpers.pictures.flow import flow
from helpers.pictures.fonts import text_width
from helpers.pictures.graph_plan import TAG, graph_plan
from helpers.pictures.graph_shown import Shown
from helpers.pictures.graph_words import factor, graph_sentence, sum_words
from helpers.pictures.header import header
from helpers.pictures.labels import placed
from helpers.pictures.notation import number
from helpers.pictures.palette import LABEL, SMALL, VALUE, palette
from helpers.pictures.picture import Picture
from helpers.pictures.svg import box, document, group, text


def graph_picture(
    output, *, gradients=False, local=False, select=None, moment=None, columns=None, title="", theme="light"
):
    """Return the Picture of everything the node `output` was computed from, left to right.

    gradients: show what the last `output.backward()` left in every node, and the arrows backward.
    local: write the local derivative on every arrow, as the factor it is.
    select: the name of a node, or a list; lights up its paths to the output.
    moment: one of a `helpers.stepping.Walk` of `output`; shows what is known by then, gradients and all, and no more.
    columns: so many at most; a chain that goes on after the last goes down from there, so that the picture is narrow.
    """
    colours, show = palette(theme), Shown(output, gradients, local, select, moment)
    plan = graph_plan(show, gradients or show.stepping, local or show.stepping, columns)
    parts = []
    # Arrows of a chosen path last, so that none of the others runs over them.
    for index in sorted(plan.lines, key=lambda index: show.lit[index]):
        parts.append(flow(plan.lines[index], show.lit[index], show.back[index], colours))
    parts += _factors(show, plan, colours) if show.factors else []
    parts += _now(show, plan, colours) if show.now else []
    parts += [_node(node, show, plan, colours) for node in show.nodes]
    parts += header(title, _key(gradients or show.stepping, local or show.stepping, colours), plan.width, colours)
    description = graph_sentence(show, title)
    return Picture(description, document(plan.width, plan.height, parts, description, colours.page))


def _key(gradients, local, colours):
    """Say what the colours mean."""
    key = [("value →", colours.value)]
    key += [("⇠ gradient of the output", colours.gradient)] if gradients else []
    return key + ([("× local derivative", colours.ink)] if local else [])


def _factors(show, plan, colours):
    """Write the local derivatives on their arrows."""
    written = [factor(slope) for _, _, slope in show.arrows]
    width = max(text_width(words, SMALL) for words in written) + 10
    (wide, high), tag = plan.node, 0
    if show.stepping:  # neither a new number nor another node at work moves a label
        width, tag = 20 * math.ceil(width / 20), TAG
    nodes = tuple((x, y - tag / 2, wide, high + tag) for x, y in plan.nodes.values())
    spots = _spots(tuple(plan.lines.items()), width, nodes)
    parts = []
    for index in show.factors:
        (x, y), words, colour = spots[index], written[index], colours.ink if show.lit[index] else colours.muted
        back = box(x, y, text_width(words, SMALL) + 14, SMALL + 8, colours.page, colours.page)
        parts.append(group(f"local {index}", back, text(x, y + 0.36 * SMALL, words, colour, SMALL)))
    return parts


@lru_cache(maxsize=64)
def _spots(lines, width, nodes):
    """Find the places of the factors once for all pictures with the same arrows, as it takes a while."""
    return placed(dict(lines), width, SMALL + 8, nodes)


def _now(show, plan, colours):
    """Write "now" above the node at work, on a ground of its own, as arrows may pass there."""
    (x, y), high = plan.nodes[show.now], plan.node[1]
    ground = box(x, y - (high + TAG) / 2, text_width("now", SMALL, bold=True) + 6, TAG, colours.page, colours.page)
    return [ground, text(x, y - high / 2 - 4.5, "now", colours.ink, SMALL, bold=True)]


def _node(node, show, plan, colours):
    """Draw a node: its name and operation, its value and its gradient, one under the other; an input is rounder."""
    (x, y), (width, height) = plan.nodes[node], plan.node
    operation, name = show.labels[node]
    runs = [(operation or name, colours.ink)]
    if operation and name:
        runs = [(f"{name} ", colours.ink), (f"({operation})", colours.muted)]
    edge, thick = (colours.ink, 1.4 if operation else 2.4) if node in show.active else (colours.faint, 1.2)
    thick = 4.0 if node is show.now else thick
    known = node in show.values
    value, colour = (number(node.value, 4), colours.value) if known else ("?", colours.muted)
    top = y - height / 2
    parts = [
        box(x, y, width, height, colours.node, edge, thick, corner=14 if operation else 32),
        text(x, top + 22, runs, colours.ink, LABEL),
        text(x, top + 46, value, colour, VALUE, bold=known),
    ]
    if node in show.gradients:
        parts.append(text(x, top + 69, sum_words(node, show), colours.gradient, LABEL))
    return group(show.keys[node], *parts)
