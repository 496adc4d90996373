"""The picture of an expression graph: values forward, gradients backward, local derivatives on the arrows."""

from helpers.graph import ancestors
from helpers.pictures.flow import flow
from helpers.pictures.fonts import text_width
from helpers.pictures.graph_plan import graph_plan
from helpers.pictures.graph_words import factor, graph_sentence, node_words
from helpers.pictures.header import header
from helpers.pictures.labels import placed
from helpers.pictures.notation import number
from helpers.pictures.palette import LABEL, SMALL, VALUE, palette
from helpers.pictures.picture import Picture
from helpers.pictures.selection import checked_names, downstream
from helpers.pictures.svg import box, document, group, text


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
    arrows = [step for node in nodes for step in _arrows_into(node)]
    lit = [parent in active and node in active for parent, node, _ in arrows]

    plan = graph_plan(nodes, arrows, gradients, local)
    parts = header(title, _key(gradients, local, colours), plan.width, colours)
    # Arrows of a chosen path last, so that none of the others runs over them.
    for index in sorted(plan.lines, key=lambda index: lit[index]):
        parts.append(flow(plan.lines[index], lit[index], gradients and lit[index], colours))
    parts += _factors(arrows, lit, plan, colours) if local else []
    parts += [_node(node, plan, node in active, gradients and node in active, colours) for node in nodes]
    flows = [node for node in nodes if gradients and node in active]
    description = graph_sentence(nodes, arrows, chosen, flows, local, title)
    return Picture(description, document(plan.width, plan.height, parts, description, colours.page))


def _arrows_into(node):
    """Return (parent, node, local derivative) for all that a node reads."""
    return [(parent, node, slope) for parent, slope in zip(node.parents, node.local, strict=True)]


def _key(gradients, local, colours):
    """Say what the colours mean."""
    key = [("value →", colours.value)]
    key += [("⇠ gradient of the output", colours.gradient)] if gradients else []
    return key + ([("× local derivative", colours.ink)] if local else [])


def _factors(arrows, lit, plan, colours):
    """Write every local derivative on its arrow."""
    written = [factor(slope) for _, _, slope in arrows]
    width = max((text_width(words, SMALL) for words in written), default=0) + 10
    spots = placed(plan.lines, width, SMALL + 8, [(*spot, *plan.node) for spot in plan.nodes.values()])
    parts = []
    for index, (x, y) in spots.items():
        words, colour = written[index], colours.ink if lit[index] else colours.muted
        back = box(x, y, text_width(words, SMALL) + 8, SMALL + 8, colours.page, colours.page)
        parts.append(group(f"local {index}", back, text(x, y + 0.36 * SMALL, words, colour, SMALL)))
    return parts


def _node(node, plan, active, flows, colours):
    """Draw a node: its name and operation, its value and its gradient, one under the other; an input is rounder."""
    (x, y), (width, height) = plan.nodes[node], plan.node
    operation, name = node_words(node)
    runs = [(operation or name, colours.ink)]
    if operation and name:
        runs = [(f"{name} ", colours.ink), (f"({operation})", colours.muted)]
    edge, thick = (colours.ink, 1.4 if operation else 2.4) if active else (colours.faint, 1.2)
    top = y - height / 2
    parts = [
        box(x, y, width, height, colours.node, edge, thick, corner=14 if operation else 32),
        text(x, top + 22, runs, colours.ink, LABEL),
        text(x, top + 46, number(node.value, 4), colours.value, VALUE, bold=True),
    ]
    if flows:
        parts.append(text(x, top + 69, number(node.grad, 4), colours.gradient, LABEL))
    return group(node.name or operation or "leaf", *parts)
