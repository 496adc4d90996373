"""The explorer of lessons 00, 05 and 06: seven nodes forward, backward, and path by path."""

import random

from helpers.explorers.controls import Button, Choice, Slider
from helpers.explorers.explorer import Explorer
from helpers.explorers.view import View
from helpers.network import seven_nodes
from helpers.one_nudge import nudge_test
from helpers.passes import Passes, steps_of
from helpers.paths import owner
from helpers.pictures import network_picture
from helpers.pictures.network_words import formula_words, gradient_words, part_name, step_words, title
from helpers.pictures.notation import symbol

NUMBERS = ("all ones", "own numbers", "random")
_ROOM = {"values": "−1.5", "gradients": "−0.00666"}  # what boxes hold, and a number they always have room for
_NONE, _NUDGE_NONE = "no parameter", "nudge (choose a parameter)"
_TITLES = {True: "Seven nodes", False: "Seven nodes, forward"}


class SevenNodes(Explorer):
    """Choose any node or parameter and see its paths to the loss; step through both passes; nudge.

    numbers: "all ones", "own numbers" or "random". select: a name such as "b2", or "" for none.
    boxes: what a parameter's box holds, its value or its gradient. backward: False leaves out all gradients.
    steps: False leaves out the walk through both passes.
    step: how many steps are done at first; all, if not given.
    """

    def __init__(self, numbers="all ones", *, select="", boxes="values", backward=True, steps=True, step=None):
        """Raises ValueError for unknown words, a name the network does not have, or a step out of range."""
        self._backward, self._walks = backward, steps
        net = seven_nodes()
        self._last = len(steps_of(net, backward))
        if select:
            owner(net, select)
        last = self._last
        controls = [
            Choice("numbers", "parameters", NUMBERS, numbers),
            Slider("x", "input x_{1}", -5.0, 5.0, 0.1, 1.0),
            Slider("target", "target t", -20.0, 20.0, 0.5, 10.0),
            Slider("value", "chosen", -20.0, 20.0, 0.1, 0.0, widest=_NONE),
            *([Choice("boxes", "boxes show", tuple(_ROOM), boxes)] if backward else []),
        ]
        walk = Slider("step", "steps done", 0, last, 1, last if step is None else step, whole=True)
        controls += [walk, Button("back", "◀ back"), Button("next", "step ▶")] if steps else []
        controls += [Button("nudge", "nudge", widest=_NUDGE_NONE)] if backward else []
        controls += [Button("shuffle", "new random")]
        for control in controls:
            if not isinstance(control, Button):
                control.checked(control.value)
        hidden = {"select": select, "seed": 1, "changes": {}, "nudged": False, **({} if steps else {"step": last})}
        super().__init__(_TITLES[backward], controls, **hidden)

    # --- The state ---

    def settled(self, state, changes):
        """Let a new choice bring its value along, and a moved value change the parameter."""
        state = {**state, "nudged": changes.get("nudged", False)}
        if "numbers" in changes or "seed" in changes:
            state["changes"] = {}
        select, parameters = state["select"], _parameters(state["numbers"], state["seed"])
        if "value" in changes and "changes" not in changes and select in parameters:
            state["changes"] = {**state["changes"], select: state["value"]}
        if "step" in changes and changes["step"] < self._last and "select" not in changes:
            state["select"] = select = ""  # stepping shows a step, not a choice
        state["value"] = {**parameters, **state["changes"]}.get(select, 0.0)
        return state

    def chosen(self, name, state):
        """Choose a node or a parameter; a gradient is shown once both passes are done."""
        return {"select": name, "step": self._last} if self._backward else {"select": name}

    def pressed(self, name, state):
        """Step forth or back, nudge the chosen parameter, or draw other random parameters."""
        if name == "shuffle":
            return {"numbers": "random", "seed": state["seed"] + (state["numbers"] == "random")}
        if name == "nudge":
            if not _can_be_nudged(state["select"]):
                raise ValueError("nothing to nudge is chosen; choose a parameter or the input in the picture first")
            return {"nudged": True}
        step = state["step"] + (1 if name == "next" else -1)
        return {"step": min(max(step, 0), self._last), "select": ""}

    # --- The view ---

    def view(self, state, theme):
        """Draw the network at the state's step, with the arithmetic of that step or of what is chosen."""
        net = seven_nodes().with_parameters({**_parameters(state["numbers"], state["seed"]), **state["changes"]})
        net.forward(state["x"])
        select, boxes = state["select"], state.get("boxes", "values")
        gradients = net.backward(state["target"]) if self._backward else None
        passes = Passes(net, state["target"], gradients, state["step"])
        picture = network_picture(
            net,
            passes.found or {},
            select=select or None,
            parameters=boxes,
            target=state["target"],
            known=passes.known,
            now=passes.done[-1][1] if passes.done and not passes.are_done and not select else None,
            room=_ROOM[boxes],
            formula=not self._backward,
            title=title(passes, select, boxes),
            theme=theme,
        )
        parts = [name for node in net.readers for name in (f"x{node}", *net.names_of(node))]
        targets = {name: part_name(passes, name, boxes) for name in parts}
        lines, says = self._words(passes, state)
        return View(picture, says, lines, targets, select, controls=self._controls_now(state))

    def _words(self, passes, state):
        """Return the lines of arithmetic and the sentence, for what is chosen or for the step."""
        select = state["select"]
        if not select:
            return step_words(passes, counts=self._walks)
        if not self._backward:
            return formula_words(passes, select)
        nudge = None
        if state["nudged"]:
            nudge = nudge_test(passes.net, state["x"], state["target"], select, passes.gradients[select])
            passes.net.forward(state["x"])  # the test may have moved the input
        return gradient_words(passes, select, nudge)

    def _controls_now(self, state):
        select = state["select"]
        movable, nudgeable = bool(select) and not select.startswith("x"), _can_be_nudged(select)
        return {
            "value": {"label": symbol(select) if movable else _NONE, "disabled": not movable},
            "nudge": {"disabled": not nudgeable, "label": f"nudge {select}" if nudgeable else _NUDGE_NONE},
            "back": {"disabled": state["step"] == 0},
            "next": {"disabled": state["step"] == self._last},
        }


def _parameters(numbers, seed):
    if numbers != "random":
        return dict(seven_nodes(numbers).parameters)
    rng = random.Random(seed)
    return {
        name: round(rng.uniform(0.5, 2.0) if name[0] == "c" else rng.uniform(-1.5, 1.5), 1)
        for name in seven_nodes().parameters
    }


def _can_be_nudged(select):
    return bool(select) and (not select.startswith("x") or select == "x1")
