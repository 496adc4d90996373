"""The chart of a curve y = f(x), with its points, its slopes and the steps along it."""

import math
from itertools import pairwise

import numpy as np

from helpers.pictures.charts import beside, chart, move
from helpers.pictures.notation import listed, number, sentence
from helpers.pictures.palette import LIGHT
from helpers.pictures.picture import picture_of

_FINE = 400  # places at which a curve is computed
_REACH = 0.22  # of the width of the frame: how far a tangent goes to each side
_APART = 40  # pixels between start and end, for their labels to stand at the same height


def curve_picture(
    f, over, *, points=None, tangents=(), secants=(), steps=(), title="", x_label="x", y_label="y", text=None
):
    """Return the Picture of f over the interval `over`, (from, to); f takes one number.

    points: {"A": x, …}, marked on the curve. tangents: [(x, slope), …].
    secants: [(x, h), …], through the curve at x and x + h. steps: successive x, joined by arrows.
    text: the sentence beside the picture, if the one made from the numbers does not fit.
    """
    low, high = _checked_interval(over)
    xs = np.linspace(low, high, _FINE)
    ys = np.array([float(f(x)) for x in xs])
    if not np.isfinite(ys).all():
        raise ValueError(f"f is not finite everywhere in ({low}, {high}); give an interval where it is")
    points = dict(points or {})
    with chart(title, x_label, y_label) as (figure, axes):
        axes.plot(xs, ys, color=LIGHT.value)
        # The curve alone sets the frame: a steep tangent must not flatten it.
        room = 0.16 * (ys.max() - ys.min()) or 1.0
        axes.set(xlim=(low, high), ylim=(ys.min() - room / 2, ys.max() + room))
        labels = []
        for x, slope in tangents:
            ends = np.clip([x - _REACH * (high - low), x + _REACH * (high - low)], low, high)
            _straight(axes, f, x, slope, ends, f"slope {number(slope)}", labels, LIGHT.gradient, "-")
        for x, h in secants:
            ends = np.clip(sorted([x - 0.1 * h, x + 1.6 * h]), low, high)
            words = f"slope {number(_quotient(f, x, h))} over h = {number(h)}"
            _straight(axes, f, x, _quotient(f, x, h), ends, words, labels, LIGHT.parameter, (0, (4, 2)))
            axes.plot([x, x + h], [f(x), f(x + h)], "o", color=LIGHT.parameter, clip_on=False)
        for name, x in points.items():
            axes.plot(x, f(x), "o", color=LIGHT.ink, markersize=7, zorder=5, clip_on=False)
            beside(axes, name, (x, f(x)), LIGHT.ink, away=(0, -8 if len(steps) else 8))  # the steps' arrows are above
        _walk(axes, f, steps)
        told = _curve_sentence(f, over, points, tangents, secants, steps, x_label, y_label)
        return picture_of(figure, text or sentence(title, told))


def _quotient(f, x, h):
    """Return the slope of the straight line through the curve at x and at x + h."""
    if h == 0:
        raise ValueError("a secant has h = 0; give an h other than 0, or draw a tangent")
    return float((f(x + h) - f(x)) / h)


def _straight(axes, f, x, slope, ends, words, labels, colour, dashes):
    """Draw a line through the curve at x, and write its words where it is far from the curve and other `labels`."""
    places = np.linspace(*ends, 25)
    heights = float(f(x)) + slope * (places - x)
    axes.plot(places, heights, color=colour, linestyle=dashes, linewidth=1.8)
    gaps = heights - np.array([float(f(place)) for place in places])
    across, up = (axes.transAxes.inverted().transform(axes.transData.transform(np.column_stack([places, heights])))).T
    # Away from the curve, and on the side where the line does not run through the words.
    above = np.where(gaps >= 0, 1, -1)
    side = -above if slope >= 0 else above
    far_end = across + side * (0.03 + 0.0125 * len(words))
    cut_off = (up < 0.08) | (up > 0.92) | (far_end < 0) | (far_end > 1)
    crowd = sum((abs(across - u) < 0.35) & (abs(up - v) < 0.09) for u, v in labels)
    best = int(np.argmax(np.abs(gaps) / np.ptp(axes.get_ylim()) - crowd - 2 * cut_off))
    labels.append((across[best], up[best]))
    beside(axes, words, (places[best], heights[best]), colour, away=(7 * side[best], 4 * above[best]))


def _walk(axes, f, steps):
    """Join successive places on the curve by arrows, bent upwards so that a step there and back is two arrows."""
    for x, following in pairwise(steps):
        move(axes, (x, f(x)), (following, f(following)), LIGHT.gradient, bend=-0.35 if following > x else 0.35)
    if len(steps):
        axes.plot(steps, [f(x) for x in steps], "o", color=LIGHT.gradient, zorder=4, clip_on=False)
        start, end = ((x, float(f(x))) for x in (steps[0], steps[-1]))
        apart = math.dist(*axes.transData.transform([start, end])) > _APART
        _below(axes, f, "start", start)
        _below(axes, f, "end", end, lower=0 if apart else 15)


def _below(axes, f, words, place, lower=0):
    """Write words below a place on the curve, on the side that the curve leaves free."""
    low, high = axes.get_xlim()
    before, after = np.clip([place[0] - 1e-3 * (high - low), place[0] + 1e-3 * (high - low)], low, high)
    rises = f(after) > f(before)
    beside(axes, words, place, LIGHT.gradient, away=(6 if rises else -6, -4 - lower))


def _curve_sentence(f, over, points, tangents, secants, steps, x_label, y_label):
    ends = [f"{y_label} = {number(f(x))} at {x_label} = {number(x)}" for x in over]
    parts = [f"a curve from {ends[0]} to {ends[1]}"]
    if points:
        parts.append("points " + listed(f"{name} at ({number(x, 4)}, {number(f(x), 4)})" for name, x in points.items()))
    parts += [f"a tangent of slope {number(slope)} at {x_label} = {number(x)}" for x, slope in tangents]
    parts += [
        f"a secant from {x_label} = {number(x)} over h = {number(h)} of slope {number(_quotient(f, x, h))}"
        for x, h in secants
    ]
    if len(steps):
        parts.append("steps through " + listed(f"({number(x, 4)}, {number(f(x), 4)})" for x in steps))
    return "; ".join(parts)


def _checked_interval(over):
    low, high = over
    if not low < high:
        raise ValueError(f"over is ({low}, {high}); give the smaller end first, such as (0, 10)")
    return low, high
