"""The map of f(a, b): lines of equal height, a start, and where moves from it lead."""

import numpy as np

from helpers.pictures.charts import POINT, beside, chart, move
from helpers.pictures.free_places import free_places, free_side, shaft
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
    start, moves = float(f(*at)), dict(moves or {})
    higher = [point for point in cloud if f(*point) > start]
    lower = [point for point in cloud if f(*point) < start]
    with chart(title, a_label, b_label, _SIZE) as (figure, axes):
        for points, marker, colour in ((higher, "^", LIGHT.value), (lower, "v", LIGHT.gradient)):
            if points:
                axes.scatter(*zip(*points, strict=True), marker=marker, color=colour, s=22, linewidths=0, zorder=3)
        _tell_cloud(axes, len(higher), len(lower))
        draw_map(figure, axes, f, at, span, cloud, moves)
        text = _map_sentence(f, at, start, span, higher, lower, moves, title, (a_label, b_label))
        return picture_of(figure, text)


def draw_map(figure, axes, f, at, span, cloud, moves):
    """Draw the lines, the start and the arrows of a map, with words where they hide the least; see `map_picture`."""
    (a, b), start = at, float(f(*at))
    side_a, side_b = np.linspace(a - span, a + span, _FINE), np.linspace(b - span, b + span, _FINE)
    heights = np.array([[float(f(x, y)) for x in side_a] for y in side_b])
    axes.set_aspect("equal")
    axes.set(xlim=(a - span, a + span), ylim=(b - span, b + span))
    axes.ticklabel_format(useOffset=False)
    axes.locator_params(nbins=5)
    thin, heavy = _contours(axes, side_a, side_b, heights, start)
    axes.plot(a, b, "o", color=LIGHT.ink, markersize=7, zorder=6)
    for end in moves.values():
        move(axes, (a, b), end, LIGHT.ink)
    figure.draw_without_rendering()  # now it is known how large the map is
    crowd = [(a, b), *cloud, *(place for end in moves.values() for place in shaft((a, b), end))]
    for label, place in {**moves, f"start {number(start, 4)}": (a, b)}.items():
        # A piece of a thin line is missed less than one of the heavy line or of an arrow.
        taken = free_side(axes, label, place, _places(thin) + 4 * (_places(heavy) + crowd))
        beside(axes, label, taken[4], LIGHT.ink, away=(0, 0), level=True)
        crowd += taken
    _number_lines(axes, thin, (side_a, side_b), _step(heights), crowd)


def _contours(axes, side_a, side_b, heights, start):
    """Draw lines of equal height, the one through the start heavier; return both sets of lines, or None for each."""
    step = _step(heights)
    levels = np.arange(np.ceil(heights.min() / step), np.floor(heights.max() / step) + 1) * step
    levels = levels[abs(levels - start) > 1e-6 * step]  # that line is the heavy one, whose height is at the start
    if len(levels) < 2 or np.ptp(heights) == 0:
        return None, None  # flat: there is no line to draw
    how = {"linestyles": "solid"}
    thin = axes.contour(side_a, side_b, heights, levels=levels, colors=LIGHT.muted, linewidths=0.8, **how)
    heavy = None
    if heights.min() < start < heights.max():
        heavy = axes.contour(side_a, side_b, heights, levels=[start], colors=LIGHT.ink, linewidths=1.6, **how)
    return thin, heavy


def _step(heights):
    """Return the round step between two lines, so that there are about twelve."""
    least = max(np.ptp(heights) / 12, 1e-300)
    power = 10 ** np.floor(np.log10(least))
    return power * next(k for k in (1, 2, 5, 10) if k * power >= least)


def _places(lines):
    """Return the places (a, b) that lines of equal height run through."""
    return [tuple(place) for same in (lines.allsegs if lines else ()) for line in same for place in line]


def _number_lines(axes, lines, sides, step, crowd):
    """Write its height on every line, with the digits that `step` needs, away from the `crowd`, places (a, b)."""
    if not lines:
        return
    decimals = max(0, -int(np.floor(np.log10(step))))

    def written(level):
        return f"{level:.{decimals}f}".replace("-", MINUS)

    axes.clabel(lines, fmt=written, fontsize=SMALL * POINT, manual=free_places(lines.allsegs, sides, crowd))


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
