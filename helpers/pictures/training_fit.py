"""The frame of a fit: the points to learn, what the model says between them, and how far off it is at each."""

import math

from helpers.pictures.palette import SMALL
from helpers.pictures.plane import Axis, Plane
from helpers.pictures.svg import circle, text
from helpers.pictures.ticks import round_values

_FAR = 1e6  # of the frame's height: further out a curve leaves the frame all the same, and numbers stay small
_HAIR = 0.01  # of the frame's height: a curve no further below the frame runs along its edge, or it would be lost


def fit_frame(points, predictions, curve, box, colours):
    """Return the parts of the frame.

    points: [(x, target), …]. predictions: the model's y at the same places. curve: [(x, y), …], what it says in
    between. box: (left, right, top, bottom) in pixels. The frame is set by the points alone, so that it stays.
    """
    left, right, top, bottom = box
    plane = Plane(
        Axis(*_around([x for x, _ in points], 0.2), left, right),
        Axis(*_around([y for _, y in points], 0.25), bottom, top),
    )
    parts = plane.frame(colours, "x", "y", most=(7, 6))
    space = "\u00a0" * 3
    key = [("● target", colours.ink), (f"{space}— model", colours.value), (f"{space}┊ error", colours.gradient)]
    parts.append(text(right, top - 8, key, colours.muted, SMALL, anchor="end"))
    parts += [
        plane.curve([(x, _near(y, plane)), (x, found)], colours.gradient, 1.6, dashed=True)
        for (x, found), y in zip(points, predictions)
    ]
    parts.append(plane.curve([(x, _near(y, plane)) for x, y in curve], colours.value, 2.2))
    parts += [circle(*plane.place(x, y), 4.5, colours.ink, colours.page, 1) for x, y in points]
    return parts


def _around(values, share):
    """Return a round interval that leaves some room, a share of their span, around values."""
    low, high = min(values), max(values)
    room = share * (high - low)
    steps, step = round_values(low - room, high + room, 6)
    return steps[0] - step * (steps[0] > low - room / 2), steps[-1] + step * (steps[-1] < high + room / 2)


def _near(y, plane):
    low, height = plane.y.low, plane.y.high - plane.y.low
    if low - _HAIR * height < y < low:
        return low
    reach = _FAR * height
    return min(max(y, -reach), reach) if math.isfinite(y) else math.copysign(reach, y)
