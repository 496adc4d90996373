"""A small plane for curves: a frame with round ticks, and lines that end at its edge, as strings of SVG."""

import math
from dataclasses import dataclass
from itertools import pairwise

from helpers.pictures.palette import SMALL
from helpers.pictures.svg import line, text
from helpers.pictures.ticks import decades, even

_TICK = 5  # pixels
_TEXT_BELOW, _LABEL_BELOW = 19, 38  # pixels from the frame to the baselines of the ticks' numbers and of the label


@dataclass(frozen=True)
class Axis:
    """Map the values from `low` to `high` to the pixels from `start` to `end`, evenly or, with `log`, by their size."""

    low: float
    high: float
    start: float
    end: float
    log: bool = False

    def __post_init__(self):
        if not (math.isfinite(self.low) and math.isfinite(self.high) and self.low < self.high):
            raise ValueError(f"an axis goes from {self.low:g} to {self.high:g}; give two numbers, the smaller first")
        if self.log and self.low <= 0:
            raise ValueError(f"a logarithmic axis begins at {self.low:g}; give a number above 0")

    def place(self, value):
        """Return the pixel of `value`."""
        low, high = self.low, self.high
        if self.log:
            value, low, high = math.log10(value), math.log10(low), math.log10(high)
        return self.start + (value - low) / (high - low) * (self.end - self.start)

    def ticks(self, most=6):
        """Return at most `most` round values on the axis with how they are written, [(value, words), …]."""
        return decades(self.low, self.high, most) if self.log else even(self.low, self.high, most)


@dataclass(frozen=True)
class Plane:
    """Hold the two axes of a frame; y grows upwards, so the pixel of its low end is the larger one."""

    x: Axis
    y: Axis

    def place(self, x, y):
        """Return the pixels of the point (x, y)."""
        return self.x.place(x), self.y.place(y)

    def holds(self, x, y):
        """Tell whether the point (x, y) lies inside the frame or on its edge."""
        return self.x.low <= x <= self.x.high and self.y.low <= y <= self.y.high

    def frame(self, colours, x_label, y_label, *, most=(6, 6), y_ticks=None):
        """Draw the frame with ticks and labels; the label of y stands above its axis.

        most: how many ticks x and y have at most. y_ticks: [(pixel, words), …] in place of round values.
        """
        left, right, bottom, top = self.x.start, self.x.end, self.y.start, self.y.end
        corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
        parts, ticks = [line(corners, colours.faint, 1)], []
        for value, words in self.x.ticks(most[0]):
            x = self.x.place(value)
            ticks.append(f"M{x:.1f} {bottom:.1f}v{_TICK}")
            parts.append(text(x, bottom + _TEXT_BELOW, words, colours.muted, SMALL))
        for y, words in y_ticks or [(self.y.place(value), words) for value, words in self.y.ticks(most[1])]:
            ticks.append(f"M{left:.1f} {y:.1f}h-{_TICK}")
            parts.append(text(left - 9, y + 0.36 * SMALL, words, colours.muted, SMALL, anchor="end"))
        parts.append(f'<path d="{"".join(ticks)}" fill="none" stroke="{colours.muted}" stroke-width="1"/>')
        parts.append(text((left + right) / 2, bottom + _LABEL_BELOW, x_label, colours.ink, SMALL))
        parts.append(text(left, top - 8, y_label, colours.ink, SMALL, anchor="start"))
        return parts

    def curve(self, points, colour, width=2.0, *, dashed=False):
        """Draw a line through `points`, [(x, y), …], as far as it lies inside the frame."""
        return "".join(line(piece, colour, width, dashed=dashed) for piece in self.visible(points))

    def visible(self, points):
        """Return the pieces of a line through `points` that lie inside the frame, in pixels."""
        return self.cut([self.place(x, y) for x, y in points])

    def cut(self, places):
        """Return the pieces of a line through `places`, in pixels, that lie inside the frame."""
        box = (self.x.start, self.y.end, self.x.end, self.y.start)
        pieces = []
        for start, end in pairwise(places):
            inside = _within(start, end, box)
            if inside is None:
                continue
            if pieces and pieces[-1][-1] == inside[0]:
                pieces[-1].append(inside[1])
            else:
                pieces.append([*inside])
        return pieces


def _within(start, end, box):
    """Return the part of the straight line from `start` to `end` that lies in `box`, or None (Liang and Barsky)."""
    (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
    first, last = 0.0, 1.0
    for step, room in ((-dx, x - box[0]), (dx, box[2] - x), (-dy, y - box[1]), (dy, box[3] - y)):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            first = max(first, room / step)
        else:
            last = min(last, room / step)
    if first > last:
        return None
    # The ends themselves, where nothing is cut off: the next piece begins at exactly this point.
    return (
        start if first == 0 else (x + first * dx, y + first * dy),
        end if last == 1 else (x + last * dx, y + last * dy),
    )
