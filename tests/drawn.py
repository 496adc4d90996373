"""What a drawing holds: its texts as boxes, and every coordinate, for tests that nothing overlaps or sticks out."""

import re
from itertools import combinations
from xml.etree import ElementTree

from helpers.pictures.fonts import text_width
from helpers.pictures.geometry import overlap

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg):
    """Return [(words, (middle x, middle y, width, height))] of every text in a drawing."""
    found = []
    for item in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        words, size = "".join(item.itertext()), float(item.get("font-size"))
        width = text_width(words, size, bool(item.get("font-weight")))
        x, y = float(item.get("x")), float(item.get("y"))
        x += {"start": width / 2, "end": -width / 2, "middle": 0}[item.get("text-anchor")]
        found.append((words, (x, y - 0.36 * size, width, 0.72 * size)))
    return found


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
        words
        for words, (x, y, w, h) in texts(svg)
        if x - w / 2 < 0 or x + w / 2 > width or y - h / 2 < 0 or y + h / 2 > height
    ]
    root = ElementTree.fromstring(svg)
    places = [(float(c.get("cx")), float(c.get("cy"))) for c in root.iter(f"{SVG}circle")]
    for path in root.iter(f"{SVG}path"):
        places += [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.e+]+) (-?[\d.e+]+)", path.get("d"))]
    return bad + [place for place in places if not (0 <= place[0] <= width and 0 <= place[1] <= height)]
