"""A small explorer that plays, for the tests of the shell: a dot that moves by itself."""

from helpers.explorers.controls import Button, Slider
from helpers.explorers.explorer import Explorer
from helpers.explorers.view import View
from helpers.pictures.palette import palette
from helpers.pictures.picture import Picture
from helpers.pictures.svg import circle, document


class Player(Explorer):
    """Move a dot through a picture, frame by frame; at 13 a bug strikes, if asked for."""

    def __init__(self, most=40, bug=False):
        self._most, self._bug = most, bug
        controls = [Slider("size", "size", 1, 9, 1, 5), Button("play", "play")]
        super().__init__("Player", controls, at=0, playing=False, frame=0, said="")

    def pressed(self, name, state):
        """Play or pause."""
        if state["playing"]:
            return {"playing": False}
        return {"playing": True, "frame": 1, "at": state["at"] % self._most, "said": f"Playing from {state['at']}."}

    def ticked(self, state):
        """Move on by one."""
        at = state["at"] + 1
        if self._bug and at == 13:
            raise KeyError("a bug")
        return {"at": at, "playing": at < self._most, "frame": state["frame"] + 1}

    def view(self, state, theme):
        """Draw the dot."""
        colours, at, playing = palette(theme), state["at"], state["playing"]
        says = state["said"] if playing else f"The dot is at {at}."
        drawing = document(
            400,
            60,
            [circle(20 + 4 * at, 30, 2 * state["size"], colours.node, colours.value)],
            f"a dot at {at}",
            colours.page,
        )
        return View(
            Picture(f"a dot at {at}", drawing),
            says,
            controls={"play": {"label": "pause" if playing else "play"}},
            playing=state["frame"] if playing else 0,
            progress=(at, self._most, f"{at} of {self._most}"),
            notice="This is the end." if at == self._most else "",
        )
