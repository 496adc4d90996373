"""The picture of a difference quotient: its line beside that of the slope, and the error for every size of nudge."""

from helpers.pictures.notation import number, sentence
from helpers.pictures.palette import LABEL, VALUE, palette
from helpers.pictures.picture import Picture
from helpers.pictures.plane import Axis, Plane
from helpers.pictures.svg import circle, document, line, text
from helpers.pictures.ticks import power_of_ten

_WIDTH, _HEIGHT = 760, 420
_TOP, _BOTTOM = 122, 354  # pixels of both frames
_LEFT, _RIGHT = (80, 350), (460, 730)
_REACH = 1.5  # how far the left frame reaches to each side of the point
_FINE = 32  # pieces of the curve
_ZERO_ROW = 26  # pixels at the bottom of the right frame, for errors of exactly 0


def slope_picture(f, at, k, slope, quotients, title="", *, name="a", f_label="f", theme="light"):
    """Return the Picture of f around `at`, with the lines of its slope and of the quotient over 10⁻ᵏ, and all errors.

    slope: that of f at `at`. quotients: [(f(at + h) − f(at)) / h for h = 1, 10⁻¹, …], of which number k is shown.
    """
    colours, quotient, error = palette(theme), quotients[k], abs(quotients[k] - slope)
    parts = [
        text(30, 30, title, colours.ink, VALUE, anchor="start", bold=True),
        *_sample(_LEFT[0], 62, f"solid line: slope {number(slope, 6)}", colours.gradient, False),
        *_sample(_LEFT[0], 84, f"line through both points: slope {number(quotient, 6)}", colours.parameter, True),
        text(_RIGHT[0], 62, "error of the dashed line’s slope, for every h", colours.ink, LABEL, anchor="start"),
        text(
            _RIGHT[0],
            84,
            f"at h = {power_of_ten(-k)}: {number(error)}",
            colours.value,
            LABEL,
            anchor="start",
            bold=True,
        ),
        *_lines_on_curve(f, at, 1 / 10**k, slope, quotient, name, f_label, colours),
        *_errors([abs(one - slope) for one in quotients], k, colours),
    ]
    told = f"{f_label} at {name} = {number(at, 4)}, with a solid line of slope {number(slope, 6)} and, dashed, the line"
    told += f" through the points at {name} and {name} + h, h = {power_of_ten(-k)}, of slope {number(quotient, 6)};"
    told += f" beside it the error of the dashed line’s slope, {number(error)} here, for h from"
    told += f" {power_of_ten(1 - len(quotients))} to 1"
    description = sentence(title, told)
    return Picture(description, document(_WIDTH, _HEIGHT, parts, description, colours.page))


def _sample(x, y, words, colour, dashed):
    """Write `words` beside a short piece of the line they speak of."""
    piece = line([(x, y - 4), (x + 26, y - 4)], colour, 2, dashed=dashed)
    return [piece, text(x + 34, y, words, colour, LABEL, anchor="start")]


def _lines_on_curve(f, at, h, slope, quotient, name, f_label, colours):
    """Draw f around `at`, the line of its slope there and, dashed, the one through the points at `at` and at + h."""
    low, high = at - _REACH, at + _REACH
    points = [(x, f(x)) for x in (low + (high - low) * k / _FINE for k in range(_FINE + 1))]
    heights = [y for _, y in points]
    span = max(heights) - min(heights)
    room = 0.08 * span if span > 1e-6 else 1.0
    plane = Plane(Axis(low, high, *_LEFT), Axis(min(heights) - room, max(heights) + room, _BOTTOM, _TOP))

    def through(slope):
        return [(x, f(at) + slope * (x - at)) for x in (low, high)]

    parts = plane.frame(colours, name, f_label, most=(5, 6))
    parts.append(plane.curve(points, colours.value, 5))
    parts.append(plane.curve(through(slope), colours.gradient, 3))
    parts.append(plane.curve(through(quotient), colours.parameter, 1.6, dashed=True))
    (x, y), (end_x, end_y) = plane.place(at, f(at)), plane.place(at + h, f(at + h))
    if end_x - x > 24:  # far enough apart for the nudge to be seen
        parts.append(line([(x, y), (end_x, y), (end_x, end_y)], colours.muted, 1.2))
        # Below the nudge, unless the curve runs there; near the frame's edge a little closer.
        lowest = max(end_y, plane.y.place(f(at + h / 2)))
        below = min(y + 16, _BOTTOM - 3) if lowest <= y < _BOTTOM - 15 else y - 8
        parts.append(text((x + end_x) / 2, below, "h", colours.ink, LABEL))
    parts.append(circle(end_x, end_y, 5.5, colours.page, colours.parameter, 2))
    parts.append(circle(x, y, 4.5, colours.ink, colours.page, 1))
    return parts


def _errors(errors, k, colours):
    """Draw the errors against h, both by their size; those of exactly 0 stand in a row of their own."""
    errors = [error if error > 1e-300 else 0.0 for error in errors]  # an axis needs room below its lowest point
    known = [error for error in errors if error > 0]
    low, high = min([1e-16, *known]), max([10.0, *known])
    plane = Plane(
        Axis(10.0 ** (0.5 - len(errors)), 10.0**0.5, *_RIGHT, log=True),
        Axis(low / 5, high * 5, _BOTTOM - _ZERO_ROW, _TOP, log=True),
    )
    full = Plane(plane.x, Axis(0, 1, _BOTTOM, _TOP))
    zero = _BOTTOM - _ZERO_ROW / 2

    def spot(index):
        error = errors[index]
        return plane.x.place(10.0**-index), plane.y.place(error) if error > 0 else zero

    ticks = [(plane.y.place(value), words) for value, words in plane.y.ticks(6)]
    edge = _BOTTOM - _ZERO_ROW
    parts = full.frame(colours, "h", "error", most=(5, 6), y_ticks=[(zero, "0"), *ticks])
    parts.append(line([(_RIGHT[0], edge), (_RIGHT[1], edge)], colours.faint, 1))
    x, y = spot(k)
    parts.append(line([(x, _TOP), (x, _BOTTOM)], colours.value, 1, dashed=True))
    for index in range(1, len(errors)):
        if errors[index] > 0 and errors[index - 1] > 0:
            parts.append(line([spot(index - 1), spot(index)], colours.muted, 1.2))
    for index, error in enumerate(errors):
        # A full mark for a number, a ring for 0.
        parts.append(circle(*spot(index), 3, colours.ink if error > 0 else colours.page, colours.ink, 1.2))
    parts.append(circle(x, y, 7, "none", colours.value, 2.5))
    return parts
