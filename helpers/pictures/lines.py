"""Lines of arithmetic below a picture: words and numbers in columns, for a page or as part of the drawing."""

import re
from dataclasses import dataclass

from helpers.pictures.fonts import text_width
from helpers.pictures.palette import LABEL, palette
from helpers.pictures.picture import Picture
from helpers.pictures.svg import content, document, line, text

_ROW, _GAP, _SIDE = 24, 14, 30  # pixels


@dataclass(frozen=True)
class Line:
    """Hold one line: its cells, as markup such as "x_{2}", and the role that colours each.

    kind: "row" (cells stand in columns), "sum" (a row below a rule) or "note" (one cell, as wide as the picture).
    roles: for each cell "ink", "muted", "value", "gradient" or "parameter"; those left out are "ink".
    """

    cells: tuple
    roles: tuple = ()
    kind: str = "row"

    def coloured(self):
        """Return its (cell, role) pairs."""
        return [*zip(self.cells, [*self.roles, *["ink"] * (len(self.cells) - len(self.roles))])]


def note(words, role="ink"):
    """Make a line of words."""
    return Line((words,), (role,), "note")


def below(picture, lines, theme="light"):
    """Return `picture`, a drawing in SVG, with `lines` written under it."""
    if not lines:
        return picture
    colours = palette(theme)
    width, height = (float(size) for size in re.search(r'width="([\d.]+)" height="([\d.]+)"', picture.svg).groups())
    widths = _column_widths(lines)
    notes = [text_width(item.cells[0], LABEL) for item in lines if item.kind == "note"]
    needed = max([sum(widths) + _GAP * len(widths), *notes]) + 2 * _SIDE
    parts = [content(picture.svg)]
    for index, item in enumerate(lines):
        y, x = height + _ROW * (index + 0.5), _SIDE
        if item.kind == "sum":
            parts.append(line([(_SIDE, y - 17), (_SIDE + sum(widths) + _GAP * len(widths), y - 17)], colours.muted))
        for column, (markup, role) in enumerate(item.coloured()):
            if markup:
                parts.append(text(x, y, markup, getattr(colours, role), anchor="start"))
            x += widths[column] + _GAP if item.kind != "note" else 0
    size = (max(width, needed), height + _ROW * (len(lines) + 0.5))
    return Picture(picture.text, document(*size, parts, picture.text, colours.page))


def _column_widths(lines):
    widths = []
    for item in lines:
        if item.kind != "note":
            widths += [0] * (len(item.cells) - len(widths))
            for column, cell in enumerate(item.cells):
                widths[column] = max(widths[column], text_width(cell, LABEL))
    return widths
