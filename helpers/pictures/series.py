"""The chart of measured lines, such as the loss against the steps of training."""

import numpy as np

from helpers.pictures.charts import LINES, POINT, beside, chart
from helpers.pictures.notation import listed, number, sentence
from helpers.pictures.palette import LIGHT
from helpers.pictures.picture import picture_of


def series_picture(series, *, points=(), log=False, title="", x_label="", y_label="", text=None):
    """Return the Picture of measured lines, {label: (xs, ys)}, each with its label at its end, if there are several.

    points: [(x, y), …], what the lines are to fit, as crosses.
    log: False; "y" for a logarithmic y axis; True for both axes (values that are not positive are left out).
    """
    if not series:
        raise ValueError("series is empty; give at least one line, {label: (xs, ys)}")
    if log not in (False, True, "y"):
        raise ValueError(f"log is {log!r}; choose False, True (both axes) or 'y'")
    drawn = {label: _checked_line(label, xs, ys, log) for label, (xs, ys) in series.items()}
    with chart(title, x_label, y_label) as (figure, axes):
        axes.set(xscale="log" if log is True else "linear", yscale="log" if log else "linear")
        for index, (xs, ys) in enumerate(drawn.values()):
            colour, dashes, marker = LINES[index % len(LINES)]
            axes.plot(xs, ys, color=colour, linestyle=dashes, marker=marker, markevery=max(1, len(xs) // 12))
        if len(points):
            axes.plot(*zip(*points), "x", color=LIGHT.ink, markersize=10, markeredgewidth=2.5, zorder=5)
        if len(drawn) > 1:  # a single line needs no name: the title and the axis have it
            _label_ends(axes, drawn)
        return picture_of(figure, text or _series_sentence(series, points, title, x_label, y_label))


def _checked_line(label, xs, ys, log):
    xs, ys = np.asarray(xs, float), np.asarray(ys, float)
    if xs.shape != ys.shape or xs.ndim != 1 or not len(xs):
        raise ValueError(f"the line {label!r} has {xs.size} x and {ys.size} y; give two lists of the same length")
    kept = np.isfinite(xs) & np.isfinite(ys) & ((ys > 0) if log else True) & ((xs > 0) if log is True else True)
    if not kept.any():
        raise ValueError(f"the line {label!r} has nothing a logarithmic axis can show; choose log=False")
    return xs[kept], ys[kept]


def _label_ends(axes, drawn):
    """Write each label right of its line's right end, moved up where two would touch."""
    ends = {label: (xs[np.argmax(xs)], ys[np.argmax(xs)]) for label, (xs, ys) in drawn.items()}
    colours = {label: LINES[index % len(LINES)][0] for index, label in enumerate(drawn)}
    axes.autoscale_view()
    heights = {label: axes.transData.transform(end)[1] * POINT for label, end in ends.items()}  # in points
    lowest = -np.inf
    for label in sorted(ends, key=heights.get):
        lowest = max(heights[label], lowest + 13)
        beside(axes, label, ends[label], colours[label], away=(8, lowest - heights[label]), level=True)


def _series_sentence(series, points, title, x_label, y_label):
    """Tell where every line begins and ends, and where the points are."""
    ways = [
        f"{label} from {number(ys[0])} at {number(xs[0])} to {number(ys[-1])} at {number(xs[-1])}"
        for label, (xs, ys) in series.items()
    ]
    against = f"{y_label or 'values'} against {x_label or 'their number'}"
    places = listed(f"({number(x)}, {number(y)})" for x, y in points) if len(points) else ""
    return sentence(title, f"{against}, {listed(ways)}" + (f"; points at {places}" if places else ""))
