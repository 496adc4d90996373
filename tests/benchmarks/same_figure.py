"""The drawing of an explorer as a matplotlib figure: the same shapes and words, as other courses would draw them."""

import re
from xml.etree import ElementTree

import matplotlib.pyplot as plt
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path

SVG = "{http://www.w3.org/2000/svg}"
DPI = 100


def same_figure(svg):
    """Return the number of shapes and words drawn on a new figure of pyplot's."""
    root = ElementTree.fromstring(svg)
    width, height = float(root.get("width")), float(root.get("height"))
    figure = plt.figure(figsize=(width / DPI, height / DPI), dpi=DPI)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(height, 0))
    axes.axis("off")
    drawn = 0
    for item in root.iter():
        artist = _artist(axes, item)
        if artist is not None:
            artist.set_zorder(drawn)
            drawn += 1
    return drawn


def _artist(axes, item):
    kind = item.tag.removeprefix(SVG)
    if kind == "text":
        place = {"middle": "center", "start": "left", "end": "right"}[item.get("text-anchor", "start")]
        words = "".join(item.itertext()).replace("$", r"\$")
        size, colour = float(item.get("font-size")) * 72 / DPI, item.get("fill")
        if colour == "none" or colour is None:
            colour = next(iter(item)).get("fill", "black")
        return axes.text(_at(item, "x"), _at(item, "y"), words, size=size, color=colour, ha=place, va="baseline")
    if kind == "rect":
        patch = Rectangle((_at(item, "x"), _at(item, "y")), _at(item, "width"), _at(item, "height"))
    elif kind == "circle":
        patch = Circle((_at(item, "cx"), _at(item, "cy")), _at(item, "r"))
    elif kind == "path":
        patch = PathPatch(path_of(item.get("d")))
    else:
        return None
    fill = item.get("fill", "black").replace("transparent", "none")
    patch.set(facecolor=fill, edgecolor=item.get("stroke", "none"))
    patch.set_linewidth(_at(item, "stroke-width") * 72 / DPI)
    return axes.add_patch(patch)


def _at(item, name):
    return float(item.get(name) or 0)


def path_of(words):
    """Return the path that the letters M, L, l, h, v and Z of SVG describe."""
    points, codes, here, start = [], [], (0.0, 0.0), (0.0, 0.0)
    for letter, rest in re.findall(r"([MLlHhVvZz])([^A-Za-z]*)", words):
        numbers = [float(part) for part in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", rest)]
        x, y = here
        if letter in "Zz":
            steps = [start]
        elif letter in "HhVv":
            steps = [(x + n, y) if letter == "h" else (n, y) for n in numbers] if letter in "Hh" else [
                (x, y + n) if letter == "v" else (x, n) for n in numbers
            ]  # fmt: skip
        else:
            steps = []
            for dx, dy in zip(numbers[::2], numbers[1::2]):
                x, y = (x + dx, y + dy) if letter == "l" else (dx, dy)
                steps.append((x, y))
        for at, step in enumerate(steps):
            move = letter == "M" and at == 0
            points.append(step)
            codes.append(Path.MOVETO if move else Path.CLOSEPOLY if letter in "Zz" else Path.LINETO)
            here = step
            start = step if move else start
    return Path(points, codes)
