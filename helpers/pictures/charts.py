"""How every chart looks: one style, and labels that stand beside what they name instead of in a legend."""

from contextlib import contextmanager

from helpers.pictures.palette import LABEL, LIGHT, SMALL, TITLE

SIZE = (7.2, 4.2)  # inches, at 100 pixels to the inch
# Colour, dashes and marker of the first line, the second, …: no two differ in colour alone.
LINES = (
    (LIGHT.value, "-", "o"),
    (LIGHT.gradient, (0, (4, 2)), "^"),
    (LIGHT.parameter, (0, (1, 1.5)), "s"),
    (LIGHT.muted, (0, (6, 2, 1, 2)), "D"),
    (LIGHT.ink, (0, (8, 2)), "v"),
)
POINT = 0.72  # points per pixel, at 100 pixels to the inch
_STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": SMALL * POINT,
    "mathtext.default": "regular",
    "axes.titlesize": TITLE * POINT,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlecolor": LIGHT.ink,
    "axes.labelsize": LABEL * POINT,
    "axes.labelcolor": LIGHT.ink,
    "axes.edgecolor": LIGHT.muted,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.unicode_minus": True,
    "xtick.color": LIGHT.muted,
    "ytick.color": LIGHT.muted,
    "xtick.labelsize": SMALL * POINT,
    "ytick.labelsize": SMALL * POINT,
    "lines.linewidth": 2.0,
    "lines.markersize": 5.0,
    "figure.dpi": 100,
    "figure.constrained_layout.w_pad": 0.12,  # inches: on a dark page no word touches the edge of the white
    "figure.constrained_layout.h_pad": 0.12,
    "figure.facecolor": "white",
    "axes.facecolor": "white",
}


@contextmanager
def chart(title, x_label, y_label, size=SIZE):
    """Give a block a figure and its axes in the course's style; matplotlib is imported here, at the first chart."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=size, layout="constrained")
        axes = figure.add_subplot()
        axes.set_title(title)
        axes.set_xlabel(x_label)
        axes.set_ylabel(y_label, rotation="horizontal" if len(y_label) < 9 else "vertical", ha="right")
        yield figure, axes


def beside(axes, words, place, colour, *, away=(8, 6), level=False):
    """Write words `away` points from a place (x, y); above or below it, or level with the shifted place."""
    across = "left" if away[0] > 0 else "right" if away[0] < 0 else "center"
    along = "center" if level else "bottom" if away[1] > 0 else "top"
    ground = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    return axes.annotate(
        words, place, away, textcoords="offset points", color=colour, ha=across, va=along, size=LABEL * POINT,
        bbox=ground, zorder=6,
    )  # fmt: skip


def move(axes, start, end, colour, *, bend=0.0):
    """Draw an arrow from one place (x, y) to another, bent to the side by a part of its length."""
    style = {"arrowstyle": "-|>", "connectionstyle": f"arc3,rad={bend}", "color": colour, "linewidth": 1.6}
    style.update(shrinkA=3, shrinkB=3, mutation_scale=12, zorder=5)
    axes.annotate("", end, start, arrowprops=style, annotation_clip=False)
