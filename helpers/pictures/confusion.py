"""The picture of what was read for what: a table with a row for what is true, a column for what was read."""

import numpy as np

from helpers.pictures.fonts import text_width
from helpers.pictures.notation import counted, listed, sentence
from helpers.pictures.palette import LABEL, SMALL, TITLE, palette
from helpers.pictures.picture import Picture
from helpers.pictures.svg import box, document, text

_CELL_WIDE, _CELL_HIGH = 46, 30  # pixels
_LEFT, _SIDE = 96, 30


def confusion_picture(true, read, classes=10, title="", *, theme="light"):
    """Return the Picture of how often each class was read as each: a framed number for what was read right.

    true, read: a class, from 0 on, for each sample. Raises ValueError where they do not go together.
    """
    colours, counts = palette(theme), confusion(true, read, classes)
    top = 96 if title else 66
    wide, high = classes * _CELL_WIDE, classes * _CELL_HIGH
    parts = [text(_SIDE, 30, title, colours.ink, TITLE, anchor="start", bold=True)] if title else []
    parts += [
        text(_LEFT + wide / 2, top - 32, "read as", colours.ink),
        text(_LEFT - 30, top - 10, "is", colours.ink, anchor="end"),
    ]
    for k in range(classes):
        parts.append(text(_LEFT + (k + 0.5) * _CELL_WIDE, top - 10, str(k), colours.muted, LABEL, bold=True))
        place = top + (k + 0.5) * _CELL_HIGH + 0.36 * LABEL
        parts.append(text(_LEFT - 14, place, str(k), colours.muted, LABEL, anchor="end", bold=True))
    for row in range(classes):
        for column in range(classes):
            x, y = _LEFT + (column + 0.5) * _CELL_WIDE, top + (row + 0.5) * _CELL_HIGH
            parts.append(_cell(x, y, int(counts[row, column]), row == column, colours))
    y = top + high + 24
    key = [("framed: read right", colours.value), ("\u00a0\u00a0\u00a0\u00a0dashed: mistakes", colours.gradient)]
    parts.append(text(_LEFT, y, key, "", SMALL, anchor="start"))
    description = sentence(title, _told(counts))
    right = max(wide, sum(text_width(words, SMALL) for words, _ in key)) + _LEFT
    width = max(right, text_width(title, TITLE, bold=True) + _SIDE) + _SIDE
    return Picture(description, document(width, y + 18, parts, description, colours.page))


def confusion(true, read, classes):
    """Return a matrix of counts: in row i and column j, how often class i was read as class j."""
    true, read = np.asarray(true), np.asarray(read)
    if true.shape != read.shape or true.ndim != 1 or not true.size:
        raise ValueError(f"true has shape {true.shape} and read {read.shape}; give a class of each for every sample")
    for name, given in (("true", true), ("read", read)):
        if given.dtype.kind not in "iu" or given.min() < 0 or given.max() >= classes:
            raise ValueError(f"{name} holds more than the classes 0 to {classes - 1}; give whole numbers among them")
    return np.bincount(true * classes + read, minlength=classes * classes).reshape(classes, classes)


def _cell(x, y, count, right, colours):
    if not count:
        return text(x, y + 0.36 * LABEL, "·", colours.muted, LABEL)
    colour = colours.value if right else colours.gradient
    edge = box(x, y, _CELL_WIDE - 6, _CELL_HIGH - 6, colours.node, colour, 1.5, 3, dashed=not right)
    return edge + text(x, y + 0.36 * LABEL, str(count), colour, LABEL, bold=not right)


def _told(counts):
    right, total = int(np.trace(counts)), int(counts.sum())
    wrong = [f"{i} as {j} {counted(int(counts[i, j]), 'time')}" for i, j in zip(*np.nonzero(counts)) if i != j]
    told = f"of {total} drawings {right} {_are(right)} read right, {total - right} {_are(total - right)} not"
    rows = listed(f"{int(counts[k, k])} of {int(counts[k].sum())}" for k in range(len(counts)))
    return f"{told}{': ' + listed(wrong) if wrong else ''}; right of each class, from 0 on: {rows}"


def _are(count):
    return "is" if count == 1 else "are"
