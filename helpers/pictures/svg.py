"""The few shapes the drawings are made of, each as a string of SVG."""

import math
import re
from html import escape

from helpers.pictures.fonts import FAMILY
from helpers.pictures.palette import LABEL, SUBSCRIPT

DASHED = (4, 2)  # a dash and a gap, as multiples of the line's width


def rounded(x):
    """Write a coordinate to a tenth of a pixel, the same on every platform."""
    # The shift keeps round numbers such as 12.25 away from the point where the last bit decides.
    return f"{round(x + 1e-6, 1):g}" if abs(x) > 0.04 else "0"


def text(x, y, markup, colour, size=LABEL, *, anchor="middle", bold=False):
    """Write `markup` on the baseline y; x is where its middle, "start" or "end" lies.

    markup: a string such as "x_{2}", or several (string, colour) pairs, written one after the other.
    """
    runs = [(markup, colour)] if isinstance(markup, str) else markup
    if len(runs) == 1:
        colour, inside = runs[0][1], _spans(runs[0][0], size)
    else:
        inside = "".join(f'<tspan fill="{fill}">{_spans(run, size)}</tspan>' for run, fill in runs)
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{rounded(x)}" y="{rounded(y)}" font-size="{rounded(size)}"{weight} text-anchor="{anchor}"'
        f' fill="{colour}">{inside}</text>'
    )


def _spans(markup, size):
    """Lower and shrink the subscripts of `markup`."""
    drop, spans = 0.22 * size, []
    for index, run in enumerate(re.split(r"_\{([^}]*)\}", markup)):
        if index % 2:
            spans.append(f'<tspan dy="{rounded(drop)}" font-size="{rounded(SUBSCRIPT * size)}">{escape(run)}</tspan>')
        elif run:
            spans.append(f'<tspan dy="{rounded(-drop)}">{escape(run)}</tspan>' if index else escape(run))
    return "".join(spans)


def circle(x, y, radius, fill, line, width=2.0):
    """Draw a circle around (x, y)."""
    return (
        f'<circle cx="{rounded(x)}" cy="{rounded(y)}" r="{rounded(radius)}" fill="{fill}" stroke="{line}"'
        f' stroke-width="{rounded(width)}"/>'
    )


def box(x, y, width, height, fill, line, thickness=1.0, corner=0, dashed=False):
    """Draw a rectangle with its middle at (x, y)."""
    return (
        f'<rect x="{rounded(x - width / 2)}" y="{rounded(y - height / 2)}" width="{rounded(width)}"'
        f' height="{rounded(height)}" rx="{rounded(corner)}" fill="{fill}" stroke="{line}"'
        f' stroke-width="{rounded(thickness)}"{_dashes(thickness) if dashed else ""}/>'
    )


def line(points, colour, width=1.3, *, dashed=False):
    """Draw a line through `points`, [(x, y), …]."""
    path = "L".join(f"{rounded(x)} {rounded(y)}" for x, y in points)
    dashes = _dashes(width) if dashed else ""
    return f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="{rounded(width)}"{dashes}/>'


def arrow(points, colour, width=1.3, *, dashed=False):
    """Draw a line through `points` with an arrowhead at the last one."""
    # The head is a path of its own: browsers and resvg place and scale SVG markers differently.
    (x0, y0), (x, y) = points[-2:]
    length = math.sqrt((x - x0) ** 2 + (y - y0) ** 2) or 1.0
    along, head = ((x - x0) / length, (y - y0) / length), 6 + 2 * width
    back = (x - head * along[0], y - head * along[1])
    side = (-along[1] * head * 0.42, along[0] * head * 0.42)
    corners = [(x, y), (back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1])]
    tip = "L".join(f"{rounded(a)} {rounded(b)}" for a, b in corners)
    return line([*points[:-1], back], colour, width, dashed=dashed) + f'<path d="M{tip}Z" fill="{colour}"/>'


def _dashes(width):
    return ' stroke-dasharray="{} {}"'.format(*(rounded(part * width) for part in DASHED))


def group(name, *parts):
    """Hold together the parts that show one thing, under its name in the code."""
    return f'<g data-name="{escape(name)}">{"".join(parts)}</g>'


def document(width, height, parts, description, page):
    """Return a whole SVG of width x height pixels on an opaque page, with `description` as its accessible name."""
    name = escape(description)
    # Not a <title>: browsers would show the whole sentence wherever the mouse rests.
    # The style: inside a page, a picture wider than its column shrinks instead of being cut off.
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {rounded(width)} {rounded(height)}"'
        f' width="{rounded(width)}" height="{rounded(height)}" style="max-width:100%;height:auto"'
        f' font-family="{FAMILY}" role="img" aria-label="{name}">'
        f'<rect width="{rounded(width)}" height="{rounded(height)}" fill="{page}"/>'
        f"{''.join(parts)}</svg>"
    )


def content(document):
    """Return what a whole SVG draws, without the SVG around it: as a part of a larger one."""
    # One SVG inside another would be cut off at its edges, for which resvg takes as long as for the whole drawing.
    return document[document.index(">") + 1 : document.rindex("</svg>")]
