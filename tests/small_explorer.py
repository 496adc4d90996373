"""A small explorer for the tests of the shell: one of everything that an explorer can have."""

from helpers.explorers.controls import Button, Choice, Slider
from helpers.explorers.explorer import Explorer
from helpers.explorers.view import View
from helpers.pictures.lines import Line, note
from helpers.pictures.notation import number
from helpers.pictures.palette import palette
from helpers.pictures.picture import Picture
from helpers.pictures.svg import circle, document, group, text

WIDTH, HEIGHT = 400, 120


class Small(Explorer):
    """Show x times y as the place of a dot, which can be dragged, between two dots that can be chosen."""

    def __init__(self):
        controls = [
            Slider("x", "x_{1}", -10, 10, 0.5, 2.0),
            Slider("count", "dots", 0, 5, 1, 3, whole=True, box=False),
            Slider("size", "size", 1, 9, 1, 5, widest="size of none"),
            Choice("sign", "sign", ("plus", "minus"), "plus"),
            Button("double", "double x"),
            Button("fail", "fail"),
        ]
        super().__init__("Small", controls, select="")

    def view(self, state, theme):
        """Draw the dots."""
        colours, x = palette(theme), state["x"]
        place = WIDTH / 2 + x * 15 * (1 if state["sign"] == "plus" else -1)
        parts = [group("dot", circle(place, 60, 10 + state["size"], colours.node, colours.value))]
        for name, at in (("left", 20), ("right", WIDTH - 20)):
            parts.append(group(name, circle(at, 60, 10, colours.node, colours.ink), text(at, 65, name[0], colours.ink)))
        parts += [circle(40 + 20 * k, 15, 4, colours.muted, colours.muted) for k in range(state["count"])]
        parts.append(text(WIDTH / 2, 110, f"x_{{1}} = {number(x)}", colours.ink))
        says = f"x1 is {number(x)}, its square {number(x * x)}."
        ends = (-10.0, 10.0) if state["sign"] == "plus" else (10.0, -10.0)
        return View(
            Picture(says, document(WIDTH, HEIGHT, parts, says, colours.page)),
            says,
            (
                Line(("x_{1} · x_{1}", number(x * x)), ("muted", "value")),
                note(f"{state['select'] or 'nothing'} chosen"),
            ),
            {"left": f"left of {number(x)}", "right": f"right of {number(x)}"},
            state["select"],
            {"dot": ({"control": "x", "axis": "x", "pixels": (50, 350), "values": ends},)},
            {
                "size": {"disabled": not state["select"], "label": f"size of {state['select'] or 'none'}"},
                "count": {"text": f"{state['count']} dots"},
            },
        )

    def pressed(self, name, state):
        """Double x, or fail as a bug would."""
        if name == "fail":
            raise KeyError("a bug")
        if abs(state["x"]) > 5:
            raise ValueError(f"x is {state['x']:g}; choose one of at most 5 to double it")
        return {"x": 2 * state["x"]}

    def chosen(self, name, state):
        """Choose a dot."""
        return {"select": name}
