"""Pictures of drawings made of pixels: how dark a square is shows its ink."""

import numpy as np

from helpers.pictures.fonts import text_width
from helpers.pictures.notation import counted, listed, sentence
from helpers.pictures.palette import LABEL, VALUE, palette
from helpers.pictures.picture import Picture
from helpers.pictures.svg import document, rounded, text

_MOST_WIDE = 720
_PIXEL, _GAP, _SIDE, _TITLE = 9, 22, 30, 30  # pixels of the page
_ROW = 18  # from one line of a caption to the next


def drawings_picture(squares, captions, title="", *, theme="light"):
    """Return the Picture of drawings, each with its caption below it, a line for each line of the caption.

    squares: matrices of ink from 0 to 1, all of one shape. captions: one text for each.
    Raises ValueError where they do not go together.
    """
    colours, squares, captions = palette(theme), *_checked(squares, captions)
    rows, columns = squares[0].shape
    lines = [caption.splitlines() for caption in captions]
    wide = max(columns * _PIXEL, *(text_width(words, LABEL) for caption in lines for words in caption)) + _GAP
    high = rows * _PIXEL + _ROW * max(map(len, lines)) + _GAP
    most = max(1, int((_MOST_WIDE - 2 * _SIDE + _GAP) // wide))
    across = -(-len(squares) // -(-len(squares) // most))  # rows as equal as they can be
    top = 50 if title else 24
    parts = [text(_SIDE, _TITLE, title, colours.ink, VALUE, anchor="start", bold=True)] if title else []
    for k, (square, caption) in enumerate(zip(squares, lines)):
        left, upper = _SIDE + (k % across) * wide, top + (k // across) * high
        middle = left + (wide - _GAP) / 2
        parts.append(grid(middle - columns * _PIXEL / 2, upper, square, _PIXEL, colours))
        for row, words in enumerate(caption):
            parts.append(text(middle, upper + rows * _PIXEL + _ROW * (row + 1), words, colours.ink))
    told = [" ".join(caption.split()) for caption in captions]
    description = sentence(title, f"{counted(len(squares), 'drawing')} of {rows} by {columns} pixels: {listed(told)}")
    width = max(2 * _SIDE - _GAP + across * wide, text_width(title, VALUE, bold=True) + 2 * _SIDE)
    height = top + -(-len(squares) // across) * high
    return Picture(description, document(width, height, parts, description, colours.page))


def grid(x, y, square, pixel, colours):
    """Draw one drawing with its upper left corner at (x, y), each of its pixels `pixel` wide, in a frame."""
    rows, columns = np.shape(square)
    inked = [
        ink_pixel(x + column * pixel, y + row * pixel, pixel, square[row][column], colours)
        for row in range(rows)
        for column in range(columns)
        if square[row][column]
    ]
    return frame(x, y, columns * pixel, rows * pixel, colours) + "".join(inked)


def frame(x, y, width, height, colours):
    """Draw the paper of a drawing."""
    return (
        f'<rect x="{rounded(x - 0.5)}" y="{rounded(y - 0.5)}" width="{rounded(width + 1)}"'
        f' height="{rounded(height + 1)}" fill="{colours.node}" stroke="{colours.muted}"/>'
    )


def ink_pixel(x, y, pixel, ink, colours):
    """Draw one pixel: the colour of ink, as opaque as there is ink."""
    opacity = f"{ink:.3g}"  # no ink is drawn as well, so that a hand can reach it
    return (
        f'<rect x="{rounded(x)}" y="{rounded(y)}" width="{rounded(pixel)}" height="{rounded(pixel)}"'
        f' fill="{colours.ink}" fill-opacity="{opacity}"/>'
    )


def _checked(squares, captions):
    squares, captions = [np.asarray(square, float) for square in squares], [*captions]
    if not squares:
        raise ValueError("squares is empty; give at least one drawing")
    if len(squares) != len(captions):
        given = f"{counted(len(captions), 'caption')} for {counted(len(squares), 'drawing')}"
        raise ValueError(f"there are {given}; give one for each")
    shapes = {square.shape for square in squares}
    if len(shapes) > 1 or squares[0].ndim != 2 or not squares[0].size:
        raise ValueError(f"the drawings have the shapes {listed(sorted(shapes))}; give rows of pixels, all alike")
    for square in squares:
        if not (square.min() >= 0 and square.max() <= 1):
            raise ValueError("ink lies between 0 and 1; divide by the largest number first")
    return squares, [str(caption) for caption in captions]
