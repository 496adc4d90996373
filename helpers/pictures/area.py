"""The picture of a product as an area, and of the strip that it grows by."""

from helpers.pictures.fonts import text_width
from helpers.pictures.header import HEADER
from helpers.pictures.notation import number, sentence
from helpers.pictures.palette import LABEL, SMALL, TITLE, VALUE, palette
from helpers.pictures.picture import Picture
from helpers.pictures.svg import box, document, line, text

_LARGEST, _LEAST = 260, 70  # pixels of the longer and, at least, of the shorter side
_REMARK = "strip drawn wider than it is"
_STRIP = 34  # pixels at least of the strip: a true 0.1 beside 5 would hardly show


def area_picture(a, b, h, title="", *, theme="light"):
    """Return the Picture of a · b as a rectangle, a wide and b high, and of the strip h · b that is added to it.

    a, b, h: greater than 0. The strip is drawn wide enough to see; the sentence says so.
    """
    for name, side in (("a", a), ("b", b), ("h", h)):
        if not side > 0:
            raise ValueError(f"{name} is {side}; give a number greater than 0, as a side has")
    colours, scale = palette(theme), _LARGEST / max(a, b)
    wide, high, strip = max(a * scale, _LEAST), max(b * scale, _LEAST), max(h * scale, _STRIP)
    left, top = 76, HEADER if title else 28
    middle, bottom, right = top + high / 2, top + high, left + wide
    end = right + strip
    product, growth = f"a · b = {number(a * b, 4)}", f"h · b = {number(h * b, 4)}"
    parts = [
        text(30, 30, title, colours.ink, TITLE, anchor="start", bold=True) if title else "",
        box(left + wide / 2, middle, wide, high, colours.node, colours.ink, 2),
        box(right + strip / 2, middle, strip, high, colours.node, colours.gradient, 2, dashed=True),
        text(left + wide / 2, middle + 0.36 * VALUE, product, colours.value, VALUE, bold=True),
        text(end + 12, middle + 0.36 * VALUE, f"+ {growth}", colours.gradient, VALUE, anchor="start", bold=True),
        text(left - 16, middle + 0.36 * LABEL, f"b = {number(b, 4)}", colours.ink, LABEL, anchor="end"),
        *_measure(left, right, bottom + 14, f"a = {number(a, 4)}", colours, "middle"),
        *_measure(right + 2, end, bottom + 14, f"h = {number(h, 4)}", colours, "start"),
    ]
    wider = strip > h * scale * 1.01
    if wider:
        parts.append(text(end + 12, middle + 28, _REMARK, colours.muted, SMALL, anchor="start"))
    told = f"a rectangle {number(a, 4)} wide and {number(b, 4)} high, {product}, and beside it a strip"
    told += f" h = {number(h, 4)} wide and as high, which adds {growth}"
    description = sentence(title, told + ("; the strip is drawn wider than it is" if wider else ""))
    aside = max(text_width(f"+ {growth}", VALUE, bold=True), text_width(_REMARK, SMALL))
    width = max(end + aside, text_width(title, TITLE, bold=True)) + 42
    return Picture(description, document(width, bottom + 56, parts, description, colours.page))


def _measure(start, end, y, words, colours, anchor):
    """Draw a measuring line from `start` to `end` with its length below."""
    ticks = [line([(x, y - 4), (x, y + 4)], colours.muted) for x in (start, end)]
    x = (start + end) / 2 if anchor == "middle" else start
    length = text(x, y + 20, words, colours.ink, LABEL, anchor=anchor)
    return [line([(start, y), (end, y)], colours.muted), *ticks, length]
