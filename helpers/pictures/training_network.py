"""The drawing of a model in training: boxes for its parameters, and each gradient flowing back, wider where larger."""

import math

from helpers.pictures.fonts import text_width
from helpers.pictures.notation import MINUS, number
from helpers.pictures.palette import LABEL, SMALL
from helpers.pictures.svg import arrow, box, circle, text
from helpers.pictures.training_plan import LINE, RADIUS, WEIGHT

_LEAST, _MOST, _DECADE = 0.8, 5.0, 0.8  # the width of a gradient of 10⁻⁴ and less, at most, and more for each ten times
_FRAME = 4  # pixels between what is written in the box of a node, and from there to its sides
_ROOM = 56  # pixels for a weight or a gradient


def training_network(wired, plan, parameters, gradients, colours):
    """Return the parts of the drawing, planned by `plan_of`."""
    named = {(source, node): name for source, node, name in wired.weights}
    parts = [
        arrow(points, colours.gradient, _width(gradients[named[pair]]), dashed=True)
        for pair, points in plan.arrows.items()
    ]
    for pair, spot in plan.weights.items():
        parts += _weight(*spot, parameters[named[pair]], gradients[named[pair]], colours)
    for node, (x, y) in plan.nodes.items():
        parts.append(circle(x, y, RADIUS, colours.node, colours.ink, 2))
        parts.append(text(x, y + 0.3 * LABEL, f"x_{{{node}}}", colours.ink, LABEL))
    for node, names in wired.own:
        parts += _own(plan.own[node], [(name, parameters[name], gradients[name]) for name in names], colours)
    return parts


def _weight(x, y, value, gradient, colours):
    """Draw the box of a weight, with its gradient, signed, below it."""
    above, below = held(value), signed(gradient)
    return (
        box(x, y, *WEIGHT, colours.page, colours.parameter, 1, 4),
        text(x, y - 3, above, colours.parameter, _fitting(above, _ROOM)),
        text(x, y + 11, below, colours.gradient, _fitting(below, _ROOM)),
    )


def _own(place, rows, colours):
    """Draw the box of a node's own parameters, in every line one of them and, signed, its gradient."""
    x, y, width, height = place
    left, right = x - width / 2 + _FRAME, x + width / 2 - _FRAME
    parts, room = [box(*place, colours.page, colours.parameter)], width - 3 * _FRAME - _ROOM
    for line, (name, value, gradient) in enumerate(rows):
        base = y - height / 2 + LINE * (line + 0.8)
        first, second = f"{name[0]} {held(value)}", signed(gradient)
        parts.append(text(left, base, first, colours.parameter, _fitting(first, room), anchor="start"))
        parts.append(text(right, base, second, colours.gradient, _fitting(second, _ROOM), anchor="end"))
    return parts


def held(value):
    """Write a parameter with as many places as it takes to see it move: 12.3, 0.6587, −0.0001."""
    if value and abs(value) < 1:
        return f"{round(value, 4) + 0.0:.4f}".replace("-", MINUS)  # + 0.0: no sign of a number that rounds to 0
    return number(value)


def signed(gradient):
    """Write a gradient with two digits and its sign: +0.12, −3.1×10⁻⁷, 0."""
    written = number(gradient, 2)
    return f"+{written}" if gradient > 0 else written


def _fitting(words, room):
    """Return the size at which `words` fit into so many pixels."""
    return min(SMALL, SMALL * room / text_width(words, SMALL))


def _width(gradient):
    """Return the width that shows the size of a gradient, in pixels: equal ways for equal factors."""
    size = abs(gradient)
    wider = _DECADE * (math.log10(size) + 4) if size > 1e-4 else 0.0
    return min(_LEAST + wider, _MOST)
