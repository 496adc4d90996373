"""What every picture function returns: a picture that a notebook shows, with a sentence for those who cannot see it."""

import sys
from base64 import b64encode
from dataclasses import dataclass
from functools import cached_property
from html import escape
from io import BytesIO

from helpers.pictures.fonts import font_files

ZOOM = 2  # so that a picture is sharp on a fine screen and in print


@dataclass(frozen=True, repr=False)
class Picture:
    """Hold a picture, as SVG or as the pixels of a chart, and the sentence that says what it shows.

    text: one sentence, with the numbers the picture shows.
    svg: the drawing, or None for a chart. pixels: the PNG of a chart.
    zoom: pixels of the PNG per pixel of the page.
    """

    text: str
    svg: str | None = None
    pixels: bytes | None = None
    zoom: int = ZOOM

    def __repr__(self):
        return self.text

    @cached_property
    def png(self):
        """Return the picture as the bytes of a PNG file, the same on every machine."""
        if self.pixels is not None:
            return self.pixels
        import resvg_py

        # No system fonts: they differ from one machine to the next.
        options = {"zoom": self.zoom, "skip_system_fonts": True, "font_files": font_files()}
        return bytes(resvg_py.svg_to_bytes(self.svg, **options))

    def _repr_mimebundle_(self, include=None, exclude=None):
        """Give Jupyter the picture as PNG, and its sentence.

        Not the SVG: JupyterLab shows it at its full width however narrow the cell, and not at all
        in a notebook that nobody has run yet. A PNG shrinks to its cell and shows everywhere.
        """
        width, height = (int.from_bytes(self.png[i : i + 4], "big") // self.zoom for i in (16, 20))
        forms = {"image/png": b64encode(self.png).decode("ascii"), "text/plain": self.text}
        return forms, {"image/png": {"width": width, "height": height, "alt": self.text}}

    def _ipython_display_(self):
        """Show the picture and, folded below it, its sentence.

        JupyterLab and GitHub show no words for a PNG to those who cannot see it, whatever is stored with it.
        """
        from IPython.display import display

        forms, about = self._repr_mimebundle_()
        display(forms, metadata=about, raw=True)
        words = f"<details><summary>In words</summary>{escape(self.text)}</details>"
        display({"text/html": words, "text/plain": self.text}, raw=True)


def picture_of(figure, text):
    """Turn a matplotlib figure into a Picture described by the sentence `text`, and close the figure."""
    file = BytesIO()
    # Without the name and version of the software, the same numbers give the same bytes.
    figure.savefig(file, format="png", dpi=100 * ZOOM, facecolor="white", metadata={"Software": None})
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(figure)  # or the notebook would show it a second time
    return Picture(text, pixels=file.getvalue())
