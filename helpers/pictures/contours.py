"""The map of f(a, b): lines of equal height, a start, and where moves from it lead."""

import numpy as np

from helpers.pictures.charts import POINT, beside, chart, move
from helpers.pictures.notation import MINUS, listed, number, sentence
from helpers.pictures.palette import LIGHT, SMALL
from helpers.pictures.picture import picture_of

_SIZE = (6.2, 4.2)  # inches; the map itself is a square
_FINE = 81  # places along each side at which f is computed


def map_picture(f, at, *, span, cloud=(), moves=None, title="", a_label="a", b_label="b"):
    """Return the Picture of f(a, b) around the start `at`, (a, b), as far as `span` to each side.

    cloud: points (a, b); a triangle up where f is higher than at the start, down where it is lower.
    moves: {label: (a, b)}, arrows from the start.
    """
    if not span > 0:
        raise ValueError(f"span is {span}; give how far the map reaches from the start, such as 0.02")
    (a, b), start, moves = at, float(f(*at)), dict(moves or {})
    side_a, side_b = np.linspace(a - span, a + span, _FINE), np.linspace(b - span, b + span, _FINE)
    heights = np.array([[float(f(x, y)) for x in side_a] for y in side_b])
    higher = [point for point in cloud if f(*point) > start]
    lower = [point for point in cloud if f(*point) < start]
    with chart(title, a_label, b_label, _SIZE) as (figure, axes):
        axes.set_aspect("equal")
        axes.set(xlim=(a - span, a + span), ylim=(b - span, b + span))
        axes.ticklabel_format(useOffset=False)
        axes.locator_params(nbins=5)
        _contours(axes, side_a, side_b, heights, start, crowd=[(a, b), *cloud, *moves.values()])
        for points, marker, colour in ((higher, "^", LIGHT.value), (lower, "v", LIGHT.gradient)):
            if points:
                axes.scatter(*zip(*points, strict=True), marker=marker, color=colour, s=22, linewidths=0, zorder=3)
        axes.plot(a, b, "o", color=LIGHT.ink, markersize=7, zorder=6)
        for label, (to_a, to_b) in moves.items():
            move(axes, (a, b), (to_a, to_b), LIGHT.ink)
            beside(axes, label, (to_a, to_b), LIGHT.ink, away=(6 if to_a >= a else -6, 6 if to_b >= b else -6))
        beside(axes, f"start {number(start, 4)}", (a, b), LIGHT.ink, away=(8, -8))
        _tell_cloud(axes, len(higher), len(lower))
        text = _map_sentence(f, at, start, span, higher, lower, moves, title, (a_label, b_label))
        return picture_of(figure, text)


def _contours(axes, side_a, side_b, heights, start, crowd):
    """Draw lines of equal height with their numbers on them; the one through the start is heavier.

    crowd: places (a, b) that the numbers keep away from.
    """
    step = max(np.ptp(heights) / 12, 1e-300)
    step = 10 ** np.floor(np.log10(step)) * next(k for k in (1, 2, 5, 10) if k * 10 ** np.floor(np.log10(step)) >= step)
    levels = np.arange(np.ceil(heights.min() / step), np.floor(heights.max() / step) + 1) * step
    levels = levels[abs(levels - start) > 1e-6 * step]  # that line is the heavy one, whose height is at the start
    if len(levels) < 2 or np.ptp(heights) == 0:
        return  # flat: there is no line to draw
    lines = axes.contour(side_a, side_b, heights, levels=levels, colors=LIGHT.muted, linewidths=0.8, linestyles="solid")
    decimals = max(0, -int(np.floor(np.log10(step))))

    def written(level):
        return f"{level:.{decimals}f}".replace("-", MINUS)

    axes.clabel(lines, fmt=written, fontsize=SMALL * POINT, manual=free_places(lines.allsegs, (side_a, side_b), crowd))
    if heights.min() < start < heights.max():
        axes.contour(side_a, side_b, heights, levels=[start], colors=LIGHT.ink, linewidths=1.6, linestyles="solid")


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


def _tell_cloud(axes, higher, lower):
    """Count, right of the map, the points where f rose and where it fell."""
    for place, count, words, colour in ((0.6, higher, "▲ rose", LIGHT.value), (0.5, lower, "▼ fell", LIGHT.gradient)):
        if higher or lower:
            axes.text(1.04, place, f"{words}: {count}", transform=axes.transAxes, color=colour, va="center")


def _map_sentence(f, at, start, span, higher, lower, moves, title, names):
    spot = " and ".join(f"{name} = {number(value, 4)}" for name, value in zip(names, at, strict=True))
    parts = [f"lines of equal height around {spot}, where it is {number(start, 4)}, to {number(span)} on each side"]
    if higher or lower:
        parts.append(f"{len(higher)} points lie higher than the start and {len(lower)} lower")
    if moves:
        ends = [
            f"{label} to ({number(x, 4)}, {number(y, 4)}) at height {number(f(x, y), 5)}"
            for label, (x, y) in moves.items()
        ]
        parts.append("arrows " + listed(ends))
    return sentence(title, "; ".join(parts))
