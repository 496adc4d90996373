"""The shell every explorer lives in: it keeps a state, asks for its view, and shows it in every page that looks."""

from dataclasses import asdict, replace
from pathlib import Path

import anywidget
from traitlets import Any, Bytes

from helpers.explorers.controls import Button
from helpers.explorers.view import packed
from helpers.pictures.lines import below
from helpers.pictures.notation import plain
from helpers.pictures.palette import css_variables

_HERE = Path(__file__).parent
# One script for the page, in parts; each uses only what stands before it.
_SCRIPTS = ("inflate", "page", "morph", "arithmetic", "requests", "controls", "drawing", "player", "explorer")
_DARK_PAGES = (
    'body[data-jp-theme-light="false"] .bp-explorer, body.vscode-dark .bp-explorer, html[theme="dark"] .bp-explorer'
)
_COLOURS = f".bp-explorer{{{css_variables('light')}}}\n{_DARK_PAGES}{{{css_variables('dark')}}}\n"


class Explorer(anywidget.AnyWidget):
    """Show a view of a state that its controls change.

    A subclass gives the title, the controls and `view`; `pressed`, `chosen`, `ticked`, `settled` where it needs them.
    They take a state, {name: value}, and change nothing: an error leaves the explorer as it was.
    """

    _esm = "".join((_HERE / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS)
    _css = _COLOURS + (_HERE / "explorer.css").read_text(encoding="utf-8")
    described = Any().tag(sync=True)  # the title and the controls
    # What is shown now. A page asks for it when it opens; from then on each view is sent to it as a message.
    shown = Bytes().tag(sync=True, to_json=lambda _, explorer: explorer._packed())

    def __init__(self, title, controls, **more):
        """title: also the accessible name. more: parts of the state that have no control."""
        self._controls = {control.name: control for control in controls}
        self._first = {c.name: c.value for c in controls if not isinstance(c, Button)} | more
        self._notice = ""
        self._state = self.settled(self._first, {})
        self._view = self.view(self._state, "live")
        described = [{"kind": type(control).__name__.lower(), **asdict(control)} for control in controls]
        super().__init__(described={"title": title, "controls": described})
        self.on_msg(self._answer)

    # --- What a subclass gives ---

    def view(self, state, theme):
        """Return the View of a state, its picture drawn for a "light", "dark" or "live" page."""
        raise NotImplementedError

    def pressed(self, name, state):
        """Return what pressing the button `name` changes in the state, {name: value}."""
        raise NotImplementedError

    def chosen(self, name, state):
        """Return what choosing `name` in the picture changes in the state; "" chooses nothing."""
        raise NotImplementedError

    def ticked(self, state):
        """Return what the next frame of a view that plays changes in the state."""
        raise NotImplementedError

    def settled(self, state, changes):
        """Return the state in which the `changes` just made have had their consequences."""
        return state

    # --- What a cell can do, like a hand on the controls ---

    def set(self, **values):
        """Set controls to values, all at once; raises TypeError or ValueError and then changes nothing."""
        self._do(("set", values))
        self._show()

    def press(self, name, times=1):
        """Press a button, once or several times."""
        for _ in range(times):
            self._do(("press", name))
        self._show()

    def choose(self, name):
        """Choose a part of the picture by its name in the code, such as "w1to2"."""
        self._do(("choose", name))
        self._show()

    def reset(self):
        """Go back to how the explorer was when it was made."""
        self._do(("reset", ""))
        self._show()

    @property
    def says(self):
        """Return the sentence that goes with what is shown."""
        return self._view.says

    @property
    def arithmetic(self):
        """Return the lines below the picture as text."""
        rows = ("  ".join(cell for cell in line.cells if cell) for line in self._view.lines)
        return "\n".join(plain(row) for row in rows)

    # --- Inside ---

    def _do(self, action):
        """Do one thing to the state; every error comes before anything is changed."""
        kind, what = action
        if kind == "set":
            labels = {name: now.get("label") for name, now in self._view.controls.items()}
            changes = {name: self._control(name).checked(value, labels.get(name)) for name, value in what.items()}
        elif kind == "press":
            changes = self.pressed(self._control(what, Button).name, self._state)
        elif kind == "choose":
            if what and what not in self._view.targets:
                raise ValueError(f"there is no {what!r} to choose here; choose from {', '.join(self._view.targets)}")
            changes = self.chosen(what, self._state)
        elif kind == "reset":
            changes = self._first
        elif kind == "tick":
            if what == self._view.playing != 0:  # else a page asks for what another one, or a pause, has overtaken
                self._become(self.ticked(self._state), self._notice)  # the eye has no time to read it in one frame
            return
        else:
            raise ValueError(f"an explorer cannot {kind!r}; it can set, press, choose or reset")
        self._become(changes)

    def _become(self, changes, notice=""):
        """Take on the changes, all or, where one leads to an error, none."""
        state = self.settled({**self._state, **changes}, changes)
        view = self.view(state, "live")
        self._state, self._view, self._notice = state, view, notice

    def _control(self, name, kind=None):
        control = self._controls.get(name)
        if control is None or isinstance(control, Button) != (kind is Button):
            known = [n for n, c in self._controls.items() if isinstance(c, Button) == (kind is Button)]
            what = "button" if kind is Button else "control"
            raise ValueError(f"there is no {what} {name!r}; this explorer has {', '.join(known)}")
        return control

    def _answer(self, _, message, buffers):
        """Do what a page asks for, and tell it what is shown then; what can't be done is said there in words."""
        if "do" not in message:
            return  # sent for its journey only, see explorer.js
        unexpected = None
        for action in message["do"]:
            try:
                self._do(action)
            except (TypeError, ValueError, ArithmeticError) as error:
                self._notice = str(error)
            except Exception as error:  # a fault of ours: say so in the page, then let the log have it
                self._notice, unexpected = f"{type(error).__name__} in this explorer: {error}", error
                self._view = replace(self._view, playing=0)  # or it would fail with every frame
        self._show(message)
        if unexpected is not None:
            raise unexpected

    def _show(self, asked=None):
        self.send({"n": (asked or {}).get("n"), "page": (asked or {}).get("page")}, [self._packed()])

    def _packed(self):
        values = {name: self._state[name] for name in self._controls if name in self._state}
        return packed(self._view, values, self._notice)

    def _repr_mimebundle_(self, **kwargs):
        """Give the live view and, for wherever no kernel runs, a still picture of this moment and its sentence."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        self.send_state("shown")  # the page may have met this widget before its state was set from a cell
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        view = self.view(self._state, "light")
        # A PNG alone: a page that is given both shows the SVG, and some, such as GitHub, take parts out of it.
        # At zoom 1, which takes a third of the time.
        still = replace(below(view.picture, view.lines), zoom=1)
        forms, about = still._repr_mimebundle_()
        return {**data, **forms, "text/plain": f"{still.text} {view.says}"}, {**metadata, **about}
