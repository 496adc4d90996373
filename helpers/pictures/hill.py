"""The picture of a walk on a parabola: the steps so far, the slope under the feet, and where the next step leads."""

import math
from itertools import pairwise

from helpers.pictures.fonts import text_width
from helpers.pictures.notation import counted, number, sentence
from helpers.pictures.palette import LABEL, VALUE, palette
from helpers.pictures.picture import Picture
from helpers.pictures.plane import Axis, Plane
from helpers.pictures.svg import arrow, circle, document, group, line, text

_WIDTH, _HEIGHT = 700, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 84, 670, 70, 368  # pixels of the frame
_NEAR = 3.0  # how far a walk may reach from the best place before the frame widens, twofold each time
_MARGIN = 1.5  # the frame is that much wider, so that labels beside a point have room
_FINE = 48  # pieces of the curve
_TANGENT = 85  # pixels of the tangent to each side
_MOST_ARROWS, _SHORTEST = 24, 4  # of a long walk the last arrows; none shorter than this many pixels


def hill_picture(f, walk, following, slope, best, title="", *, y_label="height", best_label="B", theme="light"):
    """Return the Picture of f, a parabola with its best place at `best`, and of a walk on it, with its frame in x.

    walk: the places from the first to the present one. following: where the next step leads. slope: at the present
    place. The result is a pair: the Picture, in which the present place is named "here", and its Plane.
    """
    colours, here = palette(theme), walk[-1]
    peak = f(best) > f(best + 1)
    plane = _frame(f, walk, best, peak)
    out = -1 if peak else 1  # on the screen, the side of the curve where the tangent lies; arrows keep to the other
    middle = plane.place(best, f(best))
    parts = [
        text(30, 30, title, colours.ink, VALUE, anchor="start", bold=True),
        *plane.frame(colours, "x", y_label, most=(9, 9)),
        plane.curve(_curve(f, plane), colours.value, 2.2),
        text(middle[0], middle[1] + 0.36 * LABEL + 30 * out, best_label, colours.ink, LABEL, bold=True),
        circle(*middle, 3.5, colours.ink, colours.page, 1),
        _tangent(plane, f, here, slope, colours),
        *_steps(plane, f, walk, -out, colours),
        *_next(plane, f, here, following, -out, colours),
    ]
    x, y = plane.place(here, f(here))
    side = -1 if here <= best else 1
    words, room = f"slope {number(slope)}", x - _LEFT if side < 0 else _RIGHT - x
    if text_width(words, LABEL, bold=True) > room - 14:
        words = number(slope)
    spot = (x + 11 * side, y + 0.36 * LABEL + 15 * out)
    label = text(*spot, words, colours.gradient, LABEL, anchor="end" if side < 0 else "start", bold=True)
    parts += [
        label,
        group("here", circle(x, y, 12, "transparent", "none", 0), circle(x, y, 6.5, colours.ink, colours.page)),
    ]
    told = f"x = {number(here, 4)} with {y_label} {number(f(here), 4)} and slope {number(slope, 4)}"
    told += f"; the next step leads to x = {number(following, 4)} with {y_label} {number(f(following), 4)}"
    told += f"; {best_label} is at x = {number(best)}"
    if len(walk) > 1:
        told += f"; {counted(len(walk) - 1, 'step')} so far, from x = {number(walk[0], 4)}"
    description = sentence(title, told)
    return Picture(description, document(_WIDTH, _HEIGHT, parts, description, colours.page)), plane


def _frame(f, walk, best, peak):
    """Return a plane around the best place that holds the walk; it widens in coarse steps, not with every move."""
    reach = max(abs(x - best) for x in walk)
    half = _NEAR * 2.0 ** max(0, math.ceil(math.log2(max(reach, _NEAR) / _NEAR) - 1e-9))
    edge, top = f(best + half), f(best)
    # Room for the name of the best place on one side, for the arrows between the outermost points on the other.
    above, below = (0.22, 0.26) if peak else (0.26, 0.22)
    height = abs(top - edge)
    low, high = min(edge, top) - below * height, max(edge, top) + above * height
    return Plane(Axis(best - _MARGIN * half, best + _MARGIN * half, _LEFT, _RIGHT), Axis(low, high, _BOTTOM, _TOP))


def _curve(f, plane):
    low, high = plane.x.low, plane.x.high
    return [(x, f(x)) for x in (low + (high - low) * k / _FINE for k in range(_FINE + 1))]


def _tangent(plane, f, x, slope, colours):
    """Draw the tangent at x, equally long whether it is steep or flat."""
    along = (
        1.0,
        -slope * (plane.x.high - plane.x.low) / (plane.y.high - plane.y.low) * (_BOTTOM - _TOP) / (_RIGHT - _LEFT),
    )
    scale = _TANGENT / math.hypot(*along)
    here = plane.place(x, f(x))
    ends = [tuple(p + sign * scale * d for p, d in zip(here, along)) for sign in (-1, 1)]
    return "".join(line(piece, colours.gradient, 2) for piece in plane.cut(ends))


def _steps(plane, f, walk, inwards, colours):
    """Draw the last steps of the walk as bent arrows, and a dot where each began."""
    parts, shown = [], walk[-_MOST_ARROWS - 1 :]
    for x, following in pairwise(shown):
        start, end = plane.place(x, f(x)), plane.place(following, f(following))
        if math.dist(start, end) >= _SHORTEST:
            parts.append(arrow(_bent(start, end, inwards), colours.ink, 1.3))
            parts.append(circle(*start, 3, colours.ink, colours.page, 1))
    return parts


def _next(plane, f, here, following, inwards, colours):
    """Draw the next step, dashed, as far as it lies inside the frame."""
    start, end = plane.place(here, f(here)), plane.place(following, f(following))
    if math.dist(start, end) < _SHORTEST:
        return []
    bent = _bent(start, end, inwards)
    if plane.holds(following, f(following)):
        return [
            *(arrow(piece, colours.gradient, 1.8, dashed=True) for piece in plane.cut(bent)),
            circle(*end, 5, colours.page, colours.gradient, 2),
        ]
    # A head at the frame's edge would look as if the step ended there.
    return [line(piece, colours.gradient, 1.8, dashed=True) for piece in plane.cut(bent)[:1]]


def _bent(start, end, inwards):
    """Return an arc from `start` to `end` that bends up (-1) or down (1), as places in pixels."""
    length = math.dist(start, end)
    bend = inwards * min(0.3 * length, 46)
    places = []
    for k in range(11):
        part = k / 10
        x, y = (p + part * (q - p) for p, q in zip(start, end))
        places.append((x, y + bend * 4 * part * (1 - part) * abs(end[0] - start[0]) / length))
    return places
