"""Where on a map there is room: for the numbers on its lines, and for the words beside its points."""

import numpy as np

from helpers.pictures.fonts import text_width
from helpers.pictures.palette import LABEL

# Where words may stand beside a point, the first the most welcome: -1 is left or below, 1 right or above.
_SIDES = tuple((across, along) for across in (1, -1, 0, 0.5, -0.5) for along in (1, -1))
_AWAY = 8  # pixels from a point to the words beside it


def free_places(lines, sides, crowd):
    """Return for each line the place (a, b) on it, well inside the map, that is farthest from the `crowd`.

    lines: for each height a list of lines, each an array of places. sides: what a and b range over.
    """
    low, high, places = [side[0] for side in sides], [side[-1] for side in sides], []
    room = 0.08 * np.subtract(high, low)
    for line in (np.asarray(line) for same_height in lines for line in same_height):
        inside = line[((line > low + room) & (line < high - room)).all(axis=1)]
        if len(inside):
            gaps = np.linalg.norm(inside[:, None] - np.asarray(crowd, float)[None], axis=2)
            places.append(tuple(inside[gaps.min(axis=1).argmax()]))
    return places


def shaft(start, end, pieces=24):
    """Return places along an arrow, for a `crowd` that keeps clear of all of it."""
    return [tuple(place) for place in np.linspace(start, end, pieces + 1)]


def free_side(axes, words, place, crowd):
    """Return where beside a place `words` hide the fewest of the `crowd`, places (a, b), and stay inside the frame.

    The result is nine places (a, b) that they then take up, the fifth their middle.
    """
    half = np.array([text_width(words, LABEL) + 4, 1.4 * LABEL]) / 2
    spot, crowd = axes.transData.transform(place), axes.transData.transform(crowd)

    def middle(side):
        return spot + np.multiply(side, half + _AWAY)

    def hidden(side):
        low, high = middle(side) - half, middle(side) + half
        outside = (low < axes.bbox.min).any() or (high > axes.bbox.max).any()
        return ((crowd > low) & (crowd < high)).all(axis=1).sum() + outside * len(crowd)

    best = min(_SIDES, key=hidden)
    taken = [middle(best) + half * (u, v) for u in (-1, 0, 1) for v in (-1, 0, 1)]
    return [tuple(spot) for spot in axes.transData.inverted().transform(taken)]
