"""The arrows between two nodes: the value forward and, beside it, the gradient back."""

from helpers.pictures.geometry import shifted
from helpers.pictures.svg import arrow

_APART = 4.5  # pixels of either arrow from the middle between them


def flow(points, lit, back, colours):
    """Draw the arrow forward through `points`, pale if not `lit`, and the dashed one back if a gradient flows."""
    forward = colours.muted if lit else colours.faint
    if not back:
        return arrow(points, forward)
    there = arrow(shifted(points, -_APART), forward)
    return there + arrow(shifted(points, _APART)[::-1], colours.gradient, 2.2, dashed=True)
