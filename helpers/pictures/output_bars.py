"""Bars for the outputs of a network, one for each class, each with its number and its target."""

import numpy as np

from helpers.pictures.notation import MINUS
from helpers.pictures.palette import LABEL, SMALL
from helpers.pictures.svg import line, rounded, text

_CLASS, _NUMBER = 24, 56  # pixels for what stands left and right of a bar
_THICK, _REACH = 10, 8  # pixels: of a bar; how far a line reaches above and below its middle


def output_bars(across, down, outputs, label, before, colours):
    """Draw a bar for each output, the largest in bold, with a line where its target is: 1 for the class `label`.

    across, down: the pixels that the bars take, from and to; two lines of key stand below. before: None, or the
    outputs before a change, drawn as dashed lines.
    """
    (left, right), (top, bottom) = across, down
    shown = np.concatenate([outputs, [0.0, 1.0], [] if before is None else before])
    low, high = shown.min(), shown.max()
    start, end = left + _CLASS, right - _NUMBER
    pitch, largest = (bottom - top) / len(outputs), int(np.argmax(outputs))

    def place(value):
        return start + (value - low) / (high - low) * (end - start)

    parts = []
    for k, value in enumerate(outputs):
        y, bold = top + (k + 0.5) * pitch, k == largest
        x, wide = min(place(0.0), place(value)), abs(place(value) - place(0.0))
        parts += [
            text(left + 4, y + 0.36 * LABEL, str(k), colours.ink, LABEL, bold=bold),
            f'<rect x="{rounded(x)}" y="{rounded(y - _THICK / 2)}" width="{rounded(wide)}" height="{_THICK}"'
            f' fill="{colours.value}"/>',
            _upright(place(float(k == label)), y, colours.ink, 2),
            text(end + 10, y + 0.36 * LABEL, written(value), colours.value, LABEL, anchor="start", bold=bold),
        ]
        if before is not None:
            parts.append(_upright(place(before[k]), y, colours.muted, 1.5, dashed=True))
    parts.append(text(left, bottom + 22, "bold: read as; line: target", colours.ink, SMALL, anchor="start"))
    if before is not None:
        parts.append(text(left, bottom + 42, "dashed: before the change", colours.muted, SMALL, anchor="start"))
    return parts


def written(value):
    """Write an output with three digits behind the point, so that several are easily compared."""
    return f"{float(value) + 0.0:.3f}".replace("-0.000", "0.000").replace("-", MINUS)


def _upright(x, y, colour, width, *, dashed=False):
    return line([(x, y - _REACH), (x, y + _REACH)], colour, width, dashed=dashed)
