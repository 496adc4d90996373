"""The line above a drawing: its title, and what the colours mean."""

from helpers.pictures.fonts import text_width
from helpers.pictures.palette import SMALL, TITLE
from helpers.pictures.svg import text

HEADER = 64  # pixels it takes at the top
_SIDE = 30
_SPACE = "\u00a0" * 4  # between two words of the key; browsers run ordinary spaces together


def header(title, key, width, colours):
    """Write the title at the left and the key, [(words, colour), …], at the right or, in a narrow picture, below."""
    parts = [text(_SIDE, 30, title, colours.ink, TITLE, anchor="start", bold=True)] if title else []
    runs = [(words if index == 0 else _SPACE + words, colour) for index, (words, colour) in enumerate(key)]
    if runs:
        taken = text_width(title, TITLE, bold=True) + sum(text_width(words, SMALL) for words, _ in runs)
        beside = taken + 3 * _SIDE < width
        x, y, anchor = (width - _SIDE, 30, "end") if beside else (_SIDE, 50 if title else 30, "start")
        parts.append(text(x, y, runs, colours.muted, SMALL, anchor=anchor))
    return parts
