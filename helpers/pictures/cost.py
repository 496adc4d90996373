"""The picture of what a gradient costs: operations against parameters, for nudging and for one pass each way."""

from helpers.counting import Counted, power_of_growth
from helpers.pictures.notation import counted, number, sentence
from helpers.pictures.palette import LABEL, VALUE, palette
from helpers.pictures.picture import Picture
from helpers.pictures.plane import Axis, Plane
from helpers.pictures.svg import box, circle, document, line, text

_WIDTH, _TITLE, _HEADER = 760, 30, 32  # pixels: a title is written at _TITLE; each line of the header takes _HEADER
_LEFT, _RIGHT, _TALL, _BELOW = 80, 590, 262, 54  # pixels: both sides of the frame, its height, the room below it
_ROW = 17  # pixels between two lines of a label
_APART = 4 * _ROW  # at least, between the labels of the two lines
_NUDGING, _BOTH = ("nudging every", "parameter"), ("one forward and", "one backward pass")


def cost_picture(counts, chosen=None, title="", *, theme="light"):
    """Return the Picture of operations against parameters, both axes logarithmic, each line with its slope.

    counts: the `helpers.counting.Counted` of at least two networks of different sizes.
    chosen: another one, or one of them, whose numbers are written; without it, none are.
    """
    colours, counts = palette(theme), _checked(counts, chosen)
    all_ = [*counts, chosen] if chosen else counts
    top = 40 + _HEADER * (bool(title) + bool(chosen))
    plane = Plane(
        Axis(
            min(one.parameters for one in all_) / 10, max(one.parameters for one in all_) * 5, _LEFT, _RIGHT, log=True
        ),
        Axis(min(one.both for one in all_) / 10, max(one.nudging for one in all_) * 10, top + _TALL, top, log=True),
    )
    nudging = [(one.parameters, one.nudging) for one in counts]
    both = [(one.parameters, one.both) for one in counts]
    slopes = [number(power_of_growth(points[0], points[-1])) for points in (nudging, both)]
    parts = [text(30, _TITLE, title, colours.ink, VALUE, anchor="start", bold=True)] if title else []
    parts += plane.frame(colours, "parameters", "operations for all gradients", most=(6, 7))
    parts += _marked(plane, chosen, colours) if chosen else []
    parts.append(plane.curve(nudging, colours.parameter, 2, dashed=True))
    parts.append(plane.curve(both, colours.gradient, 2))
    for points, colour, mark in ((nudging, colours.parameter, _square), (both, colours.gradient, _disc)):
        parts += [mark(*plane.place(*point), colour, colours.page) for point in points]
    parts += _labels(plane, nudging[-1], both[-1], slopes, colours)
    description = sentence(title, _told(counts, chosen, slopes))
    return Picture(description, document(_WIDTH, top + _TALL + _BELOW, parts, description, colours.page))


def _checked(counts, chosen):
    """Return `counts` in the order of their parameters; raises TypeError or ValueError."""
    counts = [*counts]
    given = [("counts holds", one) for one in counts] + ([] if chosen is None else [("chosen is", chosen)])
    for name, one in given:
        if not isinstance(one, Counted):
            raise TypeError(f"{name} {one!r}; give what operations(net) returns")
    if len({one.parameters for one in counts}) < max(2, len(counts)):
        raise ValueError("counts needs two or more networks, each with another number of parameters")
    return sorted(counts, key=lambda one: one.parameters)


def _square(x, y, colour, page):
    return box(x, y, 8, 8, page, colour, 2)


def _disc(x, y, colour, page):
    return circle(x, y, 4, colour, page, 1)


def _labels(plane, nudging, both, slopes, colours):
    """Write right of the frame, level with the end of each line, what it is and its slope."""
    upper, lower = plane.y.place(nudging[1]), plane.y.place(both[1])
    lower = max(lower, upper + _APART)
    parts = []
    for y, words, slope, colour in (
        (upper, _NUDGING, slopes[0], colours.parameter),
        (lower, _BOTH, slopes[1], colours.gradient),
    ):
        for row, written in enumerate((*words, f"slope {slope}")):
            place = y + 0.36 * LABEL + (row - 1) * _ROW
            parts.append(text(_RIGHT + 14, place, written, colour, LABEL, anchor="start", bold=row == 2))
    return parts


def _marked(plane, chosen, colours):
    """Mark both points of the chosen network, with its numbers, and write how they compare."""
    (x, upper), (_, lower) = (plane.place(chosen.parameters, count) for count in (chosen.nudging, chosen.both))
    return [
        line([(x, plane.y.end), (x, plane.y.start)], colours.value, 1, dashed=True),
        line([(x, upper), (x, lower)], colours.value, 2),
        circle(x, upper, 8, "none", colours.value, 2.5),
        circle(x, lower, 8, "none", colours.value, 2.5),
        text(x - 13, upper - 6, f"{chosen.nudging:,}", colours.parameter, LABEL, anchor="end", bold=True),
        text(x + 13, lower + 16, f"{chosen.both:,}", colours.gradient, LABEL, anchor="start", bold=True),
        text(30, plane.y.end - 42, _compared(chosen), colours.value, LABEL, anchor="start", bold=True),
    ]


def times(ratio):
    """Write a ratio: 7.2, 8,514."""
    return number(ratio) if ratio < 1000 else f"{ratio:,.0f}"


def _compared(chosen):
    against = f"{chosen.nudging:,} operations against {chosen.both:,}"
    return f"{chosen.parameters:,} parameters: {against}, {times(chosen.ratio)} times as many"


def _told(counts, chosen, slopes):
    small, large = counts[0], counts[-1]
    told = f"operations for all gradients against parameters, for {counted(len(counts), 'network')} of"
    told += f" {small.parameters:,} to {large.parameters:,} parameters, both axes logarithmic; nudging every parameter"
    told += f" takes {small.nudging:,} to {large.nudging:,} operations, a dashed line of slope {slopes[0]}; one forward"
    told += f" and one backward pass take {small.both:,} to {large.both:,}, a solid line of slope {slopes[1]}"
    return told + (f"; marked are {_compared(chosen)}" if chosen else "")
