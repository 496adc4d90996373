"""What a drawing holds: its texts as boxes, and every coordinate, for tests that nothing overlaps or sticks out."""

import math
import re
from itertools import combinations, pairwise
from xml.etree import ElementTree

from helpers.pictures.fonts import text_width
from helpers.pictures.geometry import overlap, passes_through

SVG = "{http://www.w3.org/2000/svg}"


def words(element):
    return "".join(element.itertext())


def text_box(element):
    """Return (middle x, middle y, width, height) of a text, by the widths of the course's font."""
    size, x, y = (float(element.get(key)) for key in ("font-size", "x", "y"))
    width = text_width(words(element), size, element.get("font-weight") == "bold")
    shift = {"start": width / 2, "middle": 0, "end": -width / 2}[element.get("text-anchor")]
    return (x + shift, y - 0.36 * size, width, 0.74 * size)


def texts(svg):
    """Return [(words, (middle x, middle y, width, height))] of every text in a drawing."""
    return [(words(item), text_box(item)) for item in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def overlaps(svg):
    """Return the pairs of texts that touch."""
    return [(a, b) for (a, one), (b, other) in combinations(texts(svg), 2) if overlap(one, other)]


def size(svg):
    """Return the width and height of a drawing."""
    return tuple(float(part) for part in re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups())


def outside(svg):
    """Return the texts and the places of lines and circles that stick out of the picture."""
    width, height = size(svg)
    bad = [
        said
        for said, (x, y, w, h) in texts(svg)
        if x - w / 2 < 0 or x + w / 2 > width or y - h / 2 < 0 or y + h / 2 > height
    ]
    root = ElementTree.fromstring(svg)
    places = [(float(c.get("cx")), float(c.get("cy"))) for c in root.iter(f"{SVG}circle")]
    for path in root.iter(f"{SVG}path"):
        places += [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.e+]+) (-?[\d.e+]+)", path.get("d"))]
    return bad + [place for place in places if not (0 <= place[0] <= width and 0 <= place[1] <= height)]


def boxes(svg, colour):
    """Return the rectangles (middle x, middle y, width, height) with an edge of a colour."""
    found = [item for item in ElementTree.fromstring(svg).iter(f"{SVG}rect") if item.get("stroke") == colour]
    sides = [[float(item.get(side)) for side in ("x", "y", "width", "height")] for item in found]
    return [(x + w / 2, y + h / 2, w, h) for x, y, w, h in sides]


def apart(one, other):
    """Return how far two boxes are from each other, 0 if they touch."""
    return math.hypot(*(max(abs(one[i] - other[i]) - (one[i + 2] + other[i + 2]) / 2, 0) for i in (0, 1)))


def from_line(points, box):
    """Return how far a line through `points` stays from a box, 0 if it enters."""
    if passes_through(points, box):
        return 0.0
    corners = [(box[0] + i * box[2] / 2, box[1] + j * box[3] / 2) for i in (-1, 1) for j in (-1, 1)]
    ends = [apart((*point, 0, 0), box) for point in points]
    return min(ends + [_from_piece(corner, *piece) for corner in corners for piece in pairwise(points)])


def _from_piece(point, start, end):
    """Return how far a point is from a straight piece."""
    along = [q - p for p, q in zip(start, end)]
    part = sum((x - p) * d for x, p, d in zip(point, start, along)) / (sum(d * d for d in along) or 1)
    return math.dist(point, [p + min(max(part, 0), 1) * d for p, d in zip(start, along)])


def box_of(shape):
    """Return (middle x, middle y, width, height) of a circle or a rectangle."""
    if shape.tag == SVG + "circle":
        x, y, radius = (float(shape.get(key)) for key in ("cx", "cy", "r"))
        return (x, y, 2 * radius, 2 * radius)
    x, y, width, height = (float(shape.get(key)) for key in ("x", "y", "width", "height"))
    return (x + width / 2, y + height / 2, width, height)


def shape_of(group):
    """Return what a part of a drawing stands on: its rectangle or its circle."""
    return next(part for part in group if part.tag in (SVG + "rect", SVG + "circle"))


def touch(one, other):
    """Tell whether two boxes lie on each other, by more than the eye can miss."""
    return all(abs(one[i] - other[i]) < (one[i + 2] + other[i + 2]) / 2 - 0.2 for i in (0, 1))


def assert_apart(picture):
    """Assert that no part of a drawing lies on another."""
    groups = ElementTree.fromstring(picture.svg).iter(SVG + "g")
    placed = [(group.get("data-name"), box_of(shape_of(group))) for group in groups]
    for (one, here), (other, there) in combinations(placed, 2):
        assert not touch(here, there), f"{one} overlaps {other}"


def assert_texts_apart(drawing):
    """Assert that no text of a drawing, an element of SVG with a size, touches another or leaves it."""
    width, height = float(drawing.get("width")), float(drawing.get("height"))
    boxes = [(words(text), text_box(text)) for text in drawing.iter(SVG + "text")]
    for (one, here), (other, there) in combinations(boxes, 2):
        assert not touch(here, there), f"{one!r} touches {other!r}"
    for said, (x, y, wide, high) in boxes:
        assert wide / 2 <= x <= width - wide / 2 and high / 2 <= y <= height - high / 2, said
