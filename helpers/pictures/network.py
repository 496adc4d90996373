"""The picture of a network: values forward, gradients backward, and a box for every parameter."""

from helpers.pictures.flow import flow
from helpers.pictures.fonts import text_width
from helpers.pictures.header import header
from helpers.pictures.network_map import BOX, FOOT, RADIUS, network_map
from helpers.pictures.network_sentence import network_sentence
from helpers.pictures.network_shown import Shown
from helpers.pictures.notation import number
from helpers.pictures.palette import LABEL, SMALL, VALUE, palette
from helpers.pictures.picture import Picture
from helpers.pictures.svg import box, circle, document, group, text


def network_picture(
    net, gradients=None, *, select=None, parameters="values", target=None, known=None, now=None, room="", formula=False,
    title="", theme="light",
):  # fmt: skip
    """Return the Picture of a network, with the values of its last forward pass, if there was one.

    gradients: what `net.backward(target)` returned; adds dL/dx to the nodes and the arrows backward.
    select: a name such as "b2", "w1to2" or "x2", or a list; lights up its paths to the loss.
    parameters: what their boxes hold: "values", "gradients", "names", or None for no boxes. Where a gradient is not
    among those given, its place is empty.
    target: adds the target and, after a forward pass, the loss.
    known: the nodes whose values are shown, if not all; now: the node at work, which gets a second ring.
    formula: light up what a selected node computes from instead of its paths to the loss.
    room: a number as written that every box has room for, so that the picture keeps its shape while numbers change.
    """
    colours = palette(theme)
    show = Shown(net, gradients, select, parameters, target, known, now, room, formula)
    plan = network_map(show.sources, show.box_width, show.weight_width, FOOT if target is not None else 0)
    parts = [
        *header(title, _key(show, colours), plan.width, colours),
        # Arrows of a chosen path last, so that none of the others runs over them.
        *(_arrows(show, pair, plan.arrows[pair], colours) for pair in sorted(plan.arrows, key=lambda p: p in show.lit)),
        *(_weight(show, pair, spot, colours) for pair, spot in plan.weights.items()),
        *(_node(show, node, spot, colours) for node, spot in plan.nodes.items()),
        *(_own_boxes(show, node, spots, colours) for node, spots in plan.boxes.items()),
        *_foot(show, plan, colours),
    ]
    description = network_sentence(show, plan.columns, title)
    return Picture(description, document(plan.width, plan.height, parts, description, colours.page))


def _key(show, colours):
    """Say what the colours mean."""
    key = [("value →", colours.value)] if show.values else []
    key += [("⇠ gradient of the loss", colours.gradient)] if show.gradients else []
    holds = "parameter, with its gradient" if show.mode == "gradients" else "parameter"
    return key + ([(f"□ {holds}", colours.parameter)] if show.mode else [])


def _arrows(show, pair, points, colours):
    """Draw the arrow forward and, where a gradient flows, the one back beside it."""
    source, node = pair
    lit = pair in show.lit
    back = lit and f"x{node}" in show.gradients and f"x{source}" in show.gradients
    return flow(points, lit or f"w{source}to{node}" in show.chosen, back, colours)


def _weight(show, pair, spot, colours):
    """Draw the box of a weight on its arrow."""
    name = "w{}to{}".format(*pair)
    return _box(show, name, spot, show.weight_width, pair in show.lit or name in show.chosen, colours, corner=4)


def _own_boxes(show, node, spots, colours):
    """Draw the boxes of b and c under their node."""
    names = (f"b{node}", f"c{node}")
    active = node in show.active
    pairs = zip(names, spots, strict=True)
    return "".join(_box(show, name, spot, show.box_width, active, colours) for name, spot in pairs)


def _box(show, name, spot, width, active, colours, corner=0):
    """Draw the box of one parameter: plain, muted, or marked as chosen or as a factor on a chosen path."""
    letter, figure = show.writing(name)
    chosen, factor = name in show.chosen, bool(show.chosen) and corner > 0 and active
    letters = colours.parameter if active or chosen else colours.muted
    figures = colours.gradient if show.mode == "gradients" and (active or chosen) else letters
    fill = colours.chosen if (chosen or factor) and show.mode != "gradients" else colours.page
    edge = colours.parameter if active or chosen else colours.faint
    runs = [(f"{letter} ", letters), (figure, figures)] if figure else [(letter, letters)]
    x, y = spot
    return group(
        name,
        box(x, y, width - 4, BOX - 2, fill, edge, 2.4 if chosen else 1.4 if factor else 1, corner),
        text(x, y + 0.36 * SMALL, runs, letters, SMALL),
    )


def _node(show, node, spot, colours):
    """Draw a node with its name, its value and the gradient of the loss with respect to it."""
    x, y = spot
    active = node in show.active
    parts = [circle(x, y, RADIUS, colours.node, colours.ink if active else colours.faint, 2 if active else 1.4)]
    if node == show.now:
        parts.append(circle(x, y, RADIUS + 5, "none", colours.ink, 2))
    name = f"x_{{{node}}}"
    if node not in show.values:
        parts.append(text(x, y + 0.36 * VALUE, name, colours.ink if active else colours.muted, VALUE))
        return group(f"x{node}", *parts)
    figure, gradient = number(show.values[node], 4), show.gradients.get(f"x{node}")
    parts.append(text(x, y - 18, name, colours.muted, LABEL))
    parts.append(text(x, y + 4, figure, colours.value, _fitting(figure, VALUE, 2 * RADIUS - 8, bold=True), bold=True))
    if gradient is not None:
        figure = number(gradient)
        parts.append(text(x, y + 24, figure, colours.gradient, _fitting(figure, LABEL, 2 * RADIUS - 16)))
    return group(f"x{node}", *parts)


def _fitting(written, size, room, bold=False):
    """Return `size`, or the smaller one at which a long number fits into `room` pixels."""
    return min(size, size * room / max(text_width(written, size, bold), 1))


def _foot(show, plan, colours):
    """Write the target and the loss below the last column."""
    last = plan.columns[-1][-1]
    (x, y), boxes = plan.nodes[last], plan.boxes.get(last, ())
    y = max([y + RADIUS, *(box_y + BOX / 2 for _, box_y in boxes)]) + 20
    parts = []
    if show.target is not None:
        told = "targets" if hasattr(show.target, "items") else f"target {number(show.target, 4)}"
        parts.append(text(x, y, told, colours.muted, LABEL))
    if show.loss is not None:
        parts.append(text(x, y + 19, f"loss {number(show.loss, 4)}", colours.ink, LABEL, bold=True))
    return parts
