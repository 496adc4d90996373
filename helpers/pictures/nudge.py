"""The picture of random nudges of a product: where they lead on a map, and how many of them rise."""

from helpers.pictures.fonts import text_width
from helpers.pictures.geometry import overlap
from helpers.pictures.hyperbola import hyperbola
from helpers.pictures.notation import number, sentence
from helpers.pictures.palette import LABEL, SMALL, VALUE, palette
from helpers.pictures.picture import Picture
from helpers.pictures.plane import Axis, Plane
from helpers.pictures.svg import box, circle, document, line, text
from helpers.pictures.ticks import round_values, written

_REACH = 1.3  # steps from the start to the edge of the map
_LEFT, _TOP, _SIDE = 76, 68, 288  # pixels: the map is a square
_WIDTH, _HEIGHT = 720, 404
_BAR_LEFT, _BAR = 416, 190
_UP, _DOWN = "l3.4 6h-6.8z", "l3.4-6h-6.8z"  # from a triangle's tip


def nudge_picture(a, b, step, ends, probability, title="", *, theme="light"):
    """Return the Picture of a * b around (a, b), of where nudges by up to `step` ended, and of the share that rose.

    ends: [(a, b), …]. probability: that of a rise, shown beside the share among `ends`.
    """
    colours, start = palette(theme), a * b
    reach = _REACH * step
    plane = Plane(Axis(a - reach, a + reach, _LEFT, _LEFT + _SIDE), Axis(b - reach, b + reach, _TOP + _SIDE, _TOP))
    higher = [end for end in ends if end[0] * end[1] > start]
    lower = [end for end in ends if end[0] * end[1] < start]
    parts = [
        text(30, 30, title, colours.ink, VALUE, anchor="start", bold=True),
        *plane.frame(colours, "a", "b", most=(5, 6)),
        *_map(plane, a, b, colours),
        _triangles(plane, higher, _UP, -3.5, colours.value),
        _triangles(plane, lower, _DOWN, 3.5, colours.gradient),
        circle(*plane.place(a, b), 4.5, colours.ink, colours.page, 1.5),
        *_start(plane, a, b, colours),
        *_counts(len(higher), len(lower), len(ends), probability, colours),
    ]
    told = f"a map of a · b around a = {number(a, 4)} and b = {number(b, 4)}, where it is {number(start, 4)};"
    told += f" of {len(ends)} nudges of up to {step:.3g}, {len(higher)} rose and {len(lower)} fell,"
    told += f" a share of {number(len(higher) / len(ends))} where the exact probability is {number(probability, 4)}"
    description = sentence(title, told)
    return Picture(description, document(_WIDTH, _HEIGHT, parts, description, colours.page))


def _map(plane, a, b, colours):
    """Draw lines of equal a * b, the one through the start heavier, with the heights on the others."""
    corners = [x * y for x in (plane.x.low, plane.x.high) for y in (plane.y.low, plane.y.high)]
    levels, step = round_values(min(corners), max(corners), 9)
    (x, y), start = plane.place(a, b), a * b
    # Heights keep away from the nudges, up and to the right of the start, and from the start with its height.
    reach = max(75, 20 + text_width(_start_words(a, b), SMALL))
    taken = [(x + _SIDE / 4 - 6, y - _SIDE / 4 + 6, _SIDE / 2, _SIDE / 2), (x, y + 14, 2 * reach, 46)]
    parts, heights = [], []
    for level in levels:
        if abs(level - start) < 1e-6 * step:
            continue  # the heavy line
        pieces = [piece for curve in hyperbola(plane, level) for piece in plane.cut(curve)]
        parts += [line(piece, colours.muted, 0.9) for piece in pieces]
        words = written(level, step)
        spot = _free_spot(pieces, (text_width(words, SMALL) + 6, 15), taken, plane)
        if spot:
            taken.append(spot)
            heights.append(box(*spot, colours.page, "none", 0))
            heights.append(text(spot[0], spot[1] + 0.36 * SMALL, words, colours.muted, SMALL))
    heavy = [line(piece, colours.ink, 2) for curve in hyperbola(plane, start) for piece in plane.cut(curve)]
    return parts + heavy + heights


def _free_spot(pieces, size, taken, plane):
    """Return the box (x, y, width, height) on a line that is free and farthest from the middle, or None."""
    middle = (plane.x.start + plane.x.end) / 2, (plane.y.start + plane.y.end) / 2
    best, distance = None, 0.0
    room = (_SIDE - size[0]) / 2 - 3, (_SIDE - size[1]) / 2 - 3
    for piece in pieces:
        for (x0, y0), (x1, y1) in zip(piece, piece[1:]):
            for part in (0.1, 0.25, 0.4, 0.55, 0.7, 0.85) if len(piece) < 6 else (0.5,):
                spot = x0 + part * (x1 - x0), y0 + part * (y1 - y0)
                away = abs(spot[0] - middle[0]), abs(spot[1] - middle[1])
                if away[0] > room[0] or away[1] > room[1] or sum(away) <= distance:
                    continue
                if not any(overlap((*spot, *size), other, 5) for other in taken):
                    best, distance = (*spot, *size), sum(away)
    return best


def _triangles(plane, points, shape, tip, colour):
    """Draw all triangles of one kind as one path."""
    places = (plane.place(x, y) for x, y in points)
    return (
        f'<path d="{"".join(f"M{x:.1f} {y + tip:.1f}{shape}" for x, y in places)}" fill="{colour}"/>' if points else ""
    )


def _start(plane, a, b, colours):
    """Write the height at the start, below it and on the side that the heavy line leaves free."""
    (x, y), words = plane.place(a, b), _start_words(a, b)
    left = a * b > 0
    width = text_width(words, SMALL)
    middle = x - 10 - width / 2 if left else x + 10 + width / 2
    ground = box(middle, y + 16, width + 4, 16, colours.page, "none", 0)
    return [ground, text(middle, y + 16 + 0.36 * SMALL, words, colours.ink, SMALL)]


def _start_words(a, b):
    return f"start {number(a * b, 4)}"


def _counts(higher, lower, nudges, probability, colours):
    """Write how many rose and fell, and draw their share above the exact probability."""
    y, left, share = _TOP + 28, _BAR_LEFT, higher / nudges
    parts = [
        text(left, y, f"▲ {higher} of {nudges} rose", colours.value, VALUE, anchor="start", bold=True),
        text(left, y + 30, f"▼ {lower} of {nudges} fell", colours.gradient, VALUE, anchor="start", bold=True),
    ]
    level = nudges - higher - lower
    if level:
        words = f"{level} of {nudges} at the same height"
        parts.append(text(left, y + 54, words, colours.muted, SMALL, anchor="start"))
    rows = (
        ("share of rises among these nudges", share, 3, False),
        ("exact probability of a rise", probability, 4, True),
    )
    for row, (words, value, digits, dashed) in enumerate(rows):
        y = _TOP + 112 + 66 * row
        middle = left + _BAR / 2
        parts.append(text(left, y, words, colours.ink, LABEL, anchor="start"))
        parts.append(box(middle, y + 17, _BAR, 16, colours.node, colours.muted))
        if value > 0:
            width = max(1, value * _BAR)
            parts.append(box(left + width / 2, y + 17, width, 16, colours.value, colours.value))
        if dashed:  # where the bar above it ends, for the eye to compare
            end = left + share * _BAR
            parts.append(line([(end, y + 4), (end, y + 30)], colours.ink, 1.6, dashed=True))
            parts.append(text(end, y + 43, "share", colours.muted, SMALL))
        else:
            parts += [text(left + at * _BAR, y + 40, str(at), colours.muted, SMALL) for at in (0, 1)]
        parts.append(
            text(left + _BAR + 10, y + 22, number(value, digits), colours.value, LABEL, anchor="start", bold=True)
        )
    return parts
