"""The font of the pictures: where its files are, and how wide a text set in it is."""

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from helpers.pictures.palette import SUBSCRIPT

FAMILY = "DejaVu Sans, system-ui, sans-serif"

# Widths of DejaVu Sans, in hundredths of the font's size. It is wide as fonts go: a label that
# fits its box here fits in a browser that has only its own font.
_WIDTHS = {
    character: width / 100
    for width, characters in {
        28: "'ijl", 30: "IJ", 32: " \u00a0,.·", 34: "/:;\\|", 36: "f-", 40: "()[]t!₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹", 42: "r",
        46: '"', 50: "*_`", 53: "∂sz⁻?", 56: "cL", 58: "Fk", 60: "vxy", 62: "PTYoae", 64: "EhnuSbdgpq$0123456789{}",
        68: "KAVXZ", 70: "BRC", 76: "UNH", 79: "DGOQ&", 84: "w#+<=>^~−×→⇠", 87: "M", 95: "□%", 100: "m@W",
    }.items()
    for character in characters
}  # fmt: skip
_BOLD = 1.11  # how much wider the bold digits and letters are


@lru_cache(maxsize=4096)
def text_width(markup, size, bold=False):
    """Return how wide `markup`, such as "x_{2} = 5", is at `size`, both in pixels."""
    widths = 0.0
    for index, run in enumerate(re.split(r"_\{([^}]*)\}", markup)):
        scale = SUBSCRIPT if index % 2 else 1.0
        widths += scale * sum(_WIDTHS.get(character, 0.84) for character in run)
    return widths * size * (_BOLD if bold else 1.0)


@lru_cache(maxsize=1)
def font_files():
    """Return the paths of DejaVu Sans, regular and bold, which matplotlib brings along."""
    # find_spec finds the folder without importing matplotlib, which would take a third of a second.
    found = find_spec("matplotlib")
    if found is None:
        raise ImportError("the pictures need the fonts of matplotlib; install it with: pip install matplotlib")
    folder = Path(found.submodule_search_locations[0]) / "mpl-data" / "fonts" / "ttf"
    return [str(folder / "DejaVuSans.ttf"), str(folder / "DejaVuSans-Bold.ttf")]
