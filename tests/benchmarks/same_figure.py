"""The drawing of an explorer as a matplotlib figure: the same shapes and words, as other courses would draw them.

Where the drawing has a frame with ticks, their numbers and labels, matplotlib's own axes draw these, as they do for
whoever writes `axes.plot` and `axes.set_xlabel`; in a graph or a network there are no axes. All other shapes and words
are drawn one by one, in the coordinates of the drawing.
"""

import re
from xml.etree import ElementTree

import matplotlib.pyplot as plt
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {f"{SVG}{kind}" for kind in ("text", "rect", "circle", "path")}
TICKS = re.compile(r"(M\S+ \S+?[vh]-?\d+)+")
DPI = 100


def same_figure(svg):
    """Return the number of shapes and words drawn on a new figure of pyplot's."""
    root = ElementTree.fromstring(svg)
    width, height = float(root.get("width")), float(root.get("height"))
    figure = plt.figure(figsize=(width / DPI, height / DPI), dpi=DPI)
    items = [item for item in root.iter() if item.tag in SHAPES]
    axes, drawn = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(height, 0)), {0}
    axes.axis("off")
    _artist(axes, items[0])  # the page, below all axes
    for ticks in (at for at, item in enumerate(items) if TICKS.fullmatch(item.get("d", ""))):
        frame = next(at for at in reversed(range(ticks)) if items[at].tag != f"{SVG}text")
        framed = range(frame, ticks + 3)  # the frame, the numbers, the ticks, the two labels: see Plane.frame
        axes = _own_axes(figure, [items[at] for at in framed], width, height)
        drawn.update(framed)
    for at, item in enumerate(items):
        if at not in drawn:
            _artist(axes, item).set(zorder=3 + at, clip_on=False)
            drawn.add(at)
    return len(drawn)


def _own_axes(figure, framed, width, height):
    """Return axes with the frame, the ticks with their numbers and the labels of a drawing's plane."""
    frame, *numbers, marks, x_label, y_label = framed
    corners = path_of(frame.get("d")).vertices
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    places = re.findall(r"M(\S+) (\S+?)([vh])", marks.get("d"))
    along = {way: [(float(x if way == "v" else y), words.text) for (x, y, found), words in zip(places, numbers)
                   if found == way] for way in "vh"}  # fmt: skip
    axes = figure.add_axes(
        (left / width, 1 - bottom / height, (right - left) / width, (bottom - top) / height),
        xlim=(left, right), ylim=(bottom, top),
    )  # fmt: skip
    axes.set_xticks(*map(list, zip(*along["v"])))
    axes.set_yticks(*map(list, zip(*along["h"])))
    size = float(x_label.get("font-size")) * 72 / DPI
    axes.tick_params(labelsize=size, length=5 * 72 / DPI, labelcolor=numbers[0].get("fill"), color=marks.get("stroke"))
    axes.spines[:].set_edgecolor(frame.get("stroke"))
    axes.set_xlabel(x_label.text, size=size)
    axes.set_title(y_label.text, size=size, loc="left")  # it stands above the axis
    return axes


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
    else:
        patch = PathPatch(path_of(item.get("d")))
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
