"""The frame of the losses of a training: step by step, with the present one, and levels to compare it with."""

import math

from helpers.pictures.notation import number
from helpers.pictures.palette import SMALL
from helpers.pictures.plane import Axis, Plane
from helpers.pictures.svg import circle, line, text
from helpers.pictures.ticks import round_step

FLOOR = 1e-12  # what is smaller is drawn there: nobody can tell such a fit from a perfect one
_APART = 2.6 * SMALL  # pixels between the labels of two levels
_ABOVE = 6  # pixels that the lowest stays above the bottom of the frame
_SHORTEST = 10  # steps along the axis


def loss_frame(losses, steps, loss, levels, box, colours):
    """Return the parts of the frame; its axes grow in coarse steps with what they hold.

    losses: [(step, loss), …] so far. steps, loss: how many there are, and the loss now.
    levels: [(loss, (words, …)), …], each marked by a line across. box: (left, right, top, bottom) in pixels.
    """
    left, right, top, bottom = box
    places = [(step, max(one, FLOOR)) for step, one in (*losses, (steps, loss))]
    levels = sorted(((level, words) for level, words in levels if level > FLOOR), reverse=True)
    every = [one for _, one in places] + [level for level, _ in levels]
    plane = Plane(Axis(0, _longest(steps), left, right), Axis(*_decades(min(every), max(every)), bottom, top, log=True))
    where = f", drawn at {number(FLOOR)}" if loss < FLOOR else ""
    parts = plane.frame(colours, "steps", f"loss {number(loss)}{where}", most=(5, 6))
    heights = [plane.y.place(level) for level, _ in levels]
    for (_, words), height, y in zip(levels, heights, _apart(heights, bottom)):
        parts.append(line([(left, height), (right, height)], colours.muted, 1, dashed=True))
        parts += [
            text(right + 8, y + SMALL * (row + 0.86 - len(words) / 2), written, colours.muted, SMALL, anchor="start")
            for row, written in enumerate(words)
        ]
    parts.append(line([plane.place(*place) for place in places], colours.value, 1.6))
    parts.append(circle(*plane.place(*places[-1]), 4.5, colours.value, colours.page, 1))
    return parts


def _apart(heights, lowest):
    """Return where labels stand: at their heights, from top to bottom, or as far off as keeps them apart."""
    places = []
    for height in heights:
        places.append(max(height, places[-1] + _APART if places else height))
    for at in reversed(range(len(places))):
        places[at] = min(places[at], places[at + 1] - _APART if at + 1 < len(places) else lowest - _ABOVE)
    return places


def _longest(steps):
    """Return the end of the axis: a round number not much larger than `steps`."""
    step = round_step(max(steps, _SHORTEST), 4)
    return step * math.ceil(max(steps, _SHORTEST) / step - 1e-9)


def _decades(low, high):
    """Return powers of ten around two losses."""
    first, last = math.floor(math.log10(low) + 1e-9), math.ceil(math.log10(high) - 1e-9)
    return 10.0**first, 10.0 ** min(max(last, first + 2), 308)
