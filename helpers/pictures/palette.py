"""The colours and sizes of every picture, for a light and a dark page."""

from dataclasses import asdict, dataclass, fields


@dataclass(frozen=True)
class Palette:
    """Name the colours by the role they play; each text colour reads on `page` and on `node`."""

    page: str  # the background
    node: str  # inside a node
    ink: str  # text, and the outline of a node
    muted: str  # operators, axes, forward arrows
    faint: str  # the lines of what a selection leaves out; never text
    value: str  # what a node holds
    gradient: str  # what flows back
    parameter: str  # b, c and w
    chosen: str  # inside the box of a parameter on a selected path


LIGHT = Palette("#FFFFFF", "#FFFFFF", "#1F1F1F", "#595959", "#D0D0D0", "#0072B2", "#C04A00", "#4A1264", "#EFE4F4")
DARK = Palette("#111111", "#1C1C1C", "#F2F2F2", "#BDBDBD", "#484848", "#4AA8FF", "#F0672E", "#EBD4FF", "#2E1A3A")
THEMES = {"light": LIGHT, "dark": DARK}
# For a picture that lives in a page and follows its theme: the page sets these variables of CSS (`css_variables`).
LIVE = Palette(**{role.name: f"var(--bp-{role.name})" for role in fields(Palette)})

# The type scale, in pixels of an SVG and in points of a chart.
TITLE, VALUE, LABEL, SMALL = 16, 16, 13, 12
SUBSCRIPT = 0.75  # of the size of the letter it belongs to


def palette(theme):
    """Return the colours of `theme`: "light", "dark", or "live" for those of the page around the picture."""
    if theme == "live":
        return LIVE
    if theme not in THEMES:
        raise ValueError(f"theme is {theme!r}; choose 'light', 'dark' or 'live'")
    return THEMES[theme]


def css_variables(theme):
    """Return the declarations of CSS that give a "live" picture the colours of `theme`."""
    return "".join(f"--bp-{role}:{colour};" for role, colour in asdict(THEMES[theme]).items())
