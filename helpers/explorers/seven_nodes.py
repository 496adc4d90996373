"""The explorer of lessons 00, 05 and 06: seven nodes forward, backward, and path by path."""

import random

from helpers.explorers.controls import Button, Choice, Slider
from helpers.explorers.explorer import Explorer
from helpers.explorers.view import View
from helpers.network import seven_nodes
from helpers.nudging import nudge_test
from helpers.paths import owner, paths
from helpers.pictures import network_picture
from helpers.pictures.lines import note
from helpers.pictures.network_lines import (
    VERDICTS,
    count_words,
    forward_lines,
    nudge_words,
    own_lines,
    path_lines,
    value_lines,
)
from helpers.pictures.notation import counted, number, symbol

NUMBERS = ("all ones", "own numbers", "random")
_ROOM = {"values": "−1.5", "gradients": "−0.00666"}  # what boxes hold, and a number they always have room for
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
        self._steps = _steps(net, backward)
        if select:
            owner(net, select)
        last = len(self._steps)
        controls = [
            Choice("numbers", "parameters", NUMBERS, numbers),
            Slider("x", "input x_{1}", -5.0, 5.0, 0.1, 1.0),
            Slider("target", "target t", -20.0, 20.0, 0.5, 10.0),
            Slider("value", "chosen", -20.0, 20.0, 0.1, 0.0),
            *([Choice("boxes", "boxes show", tuple(_ROOM), boxes)] if backward else []),
        ]
        walk = Slider("step", "steps done", 0, last, 1, last if step is None else step, whole=True)
        controls += [walk, Button("back", "◀ back"), Button("next", "step ▶")] if steps else []
        controls += [Button("nudge", "nudge")] if backward else []
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
        if "step" in changes and changes["step"] < len(self._steps) and "select" not in changes:
            state["select"] = select = ""  # stepping shows a step, not a choice
        state["value"] = {**parameters, **state["changes"]}.get(select, 0.0)
        return state

    def chosen(self, name, state):
        """Choose a node or a parameter; a gradient is shown once both passes are done."""
        return {"select": name, "step": len(self._steps)} if self._backward else {"select": name}

    def pressed(self, name, state):
        """Step forth or back, nudge the chosen parameter, or draw other random parameters."""
        if name == "shuffle":
            return {"numbers": "random", "seed": state["seed"] + (state["numbers"] == "random")}
        if name == "nudge":
            if not _can_be_nudged(state["select"]):
                raise ValueError("nothing to nudge is chosen; choose a parameter or the input in the picture first")
            return {"nudged": True}
        step = state["step"] + (1 if name == "next" else -1)
        return {"step": min(max(step, 0), len(self._steps)), "select": ""}

    # --- The view ---

    def view(self, state, theme):
        """Draw the network at the state's step, with the arithmetic of that step or of what is chosen."""
        net = seven_nodes().with_parameters({**_parameters(state["numbers"], state["seed"]), **state["changes"]})
        net.forward(state["x"])
        target, select = state["target"], state["select"]
        gradients = net.backward(target) if self._backward else None
        done = self._steps[: state["step"]]
        found = _found(net, gradients, done)
        all_done = len(done) == len(self._steps)
        now = None if all_done or select or not done else done[-1][1]
        known = {*net.inputs, *(node for kind, node in done if kind == "forward")}
        boxes = state.get("boxes", "values") if found is not None else "values"
        picture = network_picture(
            net,
            found,
            select=select or None,
            parameters=boxes,
            target=target,
            known=known,
            formula=not self._backward,
            now=now,
            room=_ROOM[boxes],
            title=self._question(net, select, done, all_done),
            theme=theme,
        )
        lines, says = self._words(net, gradients, state, done, known)
        targets = {
            name: _called(name, net, found, known) for node in net.readers for name in (f"x{node}", *net.names_of(node))
        }
        return View(picture, says, lines, targets, select, controls=self._controls_now(state, done))

    def _question(self, net, select, done, all_done):
        if select and self._backward:
            return f"How much does the loss change when {symbol(select)} changes?"
        if select:
            node = owner(net, select)
            return f"How node {node} computes {symbol(f'x{node}')}" if node in net.order else f"Node {node}, the input"
        if all_done:
            return "The gradient of the loss at every parameter" if self._backward else "Every value, and the loss"
        if not done:
            return "Before the first step: only the input is known"
        kind, node = done[-1]
        return f"Forward: node {node}" if kind == "forward" else f"Backward: scenario {kind}, node {node}"

    def _words(self, net, gradients, state, done, known):
        """Return the lines of arithmetic, and the sentence that is read aloud."""
        select, target, all_done = state["select"], state["target"], len(done) == len(self._steps)
        loss = f"The loss is {number(net.loss(target), 4)}."
        if select and not self._backward:
            node = owner(net, select)
            if node not in net.order:
                return (note(f"Node {node} is the input: its value is given."),), _value_words(net, node)
            if node not in known:
                return forward_lines(net, node, known=False), f"Node {node} is not computed yet; press step."
            return forward_lines(net, node), f"{_value_words(net, node)}{f' {loss}' if all_done else ''}"
        if select:
            lines = path_lines(net, gradients, select)
            ways = counted(len(paths(net, gradients, select)), "path")
            says = f"dL/d{select} = {number(gradients[select], 4)}, found along {ways}. {loss}"
            if state["nudged"]:
                test = nudge_test(net, state["x"], target, select, gradients[select])
                net.forward(state["x"])  # the test may have moved the input
                lines = (*lines, note(nudge_words(select, test)))
                says = f"The nudge of {select} finds {number(test.ratio, 4)} per unit: {VERDICTS[test.verdict]}"
            return lines, says
        if not done:
            return (
                note("Press step: each node computes once all the nodes it reads are known."),
            ), "Only the input is known."
        kind, node = done[-1]
        where = f"Step {len(done)} of {len(self._steps)}"
        counted_nodes = [node for kind, node in done if kind == 3]
        count = (note(count_words(net, counted_nodes), "muted"),) if counted_nodes else ()
        if all_done and self._backward:
            words = (
                "Choose a node or a box in the picture: its paths to the loss light up, and its product is written out."
            )
            count = count if self._walks else ()
            return (note(words), *count), f"All {len(net.parameters)} gradients are known. {loss}"
        if kind == "forward":
            end = f" {loss}" if all_done else ""
            return forward_lines(net, node), f"{where}: {_value_words(net, node)}{end}"
        if kind == 3:
            told = ", ".join(f"dL/d{name} = {number(gradients[name], 4)}" for name in net.names_of(node))
            return (*own_lines(net, gradients, node), *count), f"{where}: scenario 3 at node {node}: {told}."
        told = f"dL/dx{node} = {number(gradients[f'x{node}'], 4)}"
        return (*value_lines(net, gradients, node, target), *count), f"{where}: scenario {kind} at node {node}: {told}."

    def _controls_now(self, state, done):
        select = state["select"]
        movable = bool(select) and not select.startswith("x")
        label = symbol(select) if movable else "no parameter chosen"
        nudgeable = _can_be_nudged(select)
        return {
            "value": {"label": label, "disabled": not movable},
            "nudge": {"disabled": not nudgeable, "label": f"nudge {select if nudgeable else '(choose a parameter)'}"},
            "back": {"disabled": not done},
            "next": {"disabled": len(done) == len(self._steps)},
        }


def _steps(net, backward):
    """Return both passes as steps: ("forward", node), then (scenario, node) from the output back."""
    steps = [("forward", node) for node in net.order]
    if backward:
        for node in reversed(net.order):
            steps += [(1 if node in net.outputs else 2, node), (3, node)]
        steps += [(2, node) for node in net.inputs]
    return steps


def _found(net, gradients, done):
    """Return the gradients that the steps done so far have found, or None before the first of them."""
    names = []
    for kind, node in done:
        if kind in (1, 2):
            names.append(f"x{node}")
        elif kind == 3:
            names += net.names_of(node)
    return {name: gradients[name] for name in names} if names else None


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


def _value_words(net, node):
    h = f"h{node} = {number(net.h[node], 4)} and " if node in net.order else ""
    return f"{h}x{node} = {number(net.values[node], 4)}."


def _called(name, net, found, known):
    """Name a part of the picture for those who cannot see it, with the numbers that are known so far."""
    node = owner(net, name)
    if name.startswith("x") and node not in known:
        return f"{name}, not computed yet"
    held = net.values[node] if name.startswith("x") else net.parameters[name]
    gradient = f", gradient {number(found[name], 4)}" if found and name in found else ""
    return f"{name} = {number(held, 4)}{gradient}"
