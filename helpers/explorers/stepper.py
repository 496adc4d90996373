"""Graph stepper: an expression graph forward and backward, one node at a time."""

from helpers.explorers.controls import Button, Slider
from helpers.explorers.explorer import Explorer
from helpers.explorers.view import View
from helpers.graph import Node
from helpers.pictures.graph import graph_picture
from helpers.pictures.graph_paths import PathWords
from helpers.pictures.graph_steps import StepWords
from helpers.pictures.graph_words import keys_of, names_of
from helpers.pictures.notation import number, plain
from helpers.stepping import Walk

MOST_NODES = 30
_RANGE = 30.0
_BUTTONS = ("to start", "back", "step", "to end")
# Parts of the state. No input can be called so, as an input's name has no space.
_WALK, _INDEX, _CHOSEN = "the walk", "the step", "the chosen node"


class GraphStepper(Explorer):
    """Step through the expression graph of f(**inputs), with a slider for each input.

    f takes nodes and returns the output node; nodes on the way may be named with `.named("d")`. In place of f a node
    may stand, the output of a graph made before; it has no sliders. Raises TypeError or ValueError for anything else.
    """

    def __init__(self, f, /, **inputs):
        _check(f, inputs)
        self._function, self._inputs = f, tuple(inputs)
        sliders = [
            Slider(name, name, -_RANGE, _RANGE, 0.1, Slider(name, name, -_RANGE, _RANGE, 0.1, 0.0).checked(value))
            for name, value in inputs.items()
        ]
        walk = self._walk({slider.name: slider.value for slider in sliders})
        title = f"Graph stepper, {plain(names_of(walk.nodes)[walk.output])}"
        buttons = [Button(name, name) for name in _BUTTONS]
        super().__init__(title, [*sliders, *buttons], **{_WALK: walk, _INDEX: _telling(walk), _CHOSEN: ""})

    def view(self, state, theme):
        """Return the View of a state: the graph as far as it is known, and the arithmetic of its step."""
        walk, index = state[_WALK], state[_INDEX]
        moment, keys = walk.moment(index), keys_of(walk.nodes)
        words = StepWords(walk, moment)
        chosen = next((node for node in walk.nodes if keys[node] == state[_CHOSEN]), None)
        told = words if chosen is None else PathWords(walk, moment, chosen)
        title = (chosen and told.title()) or words.title(index)
        picture = graph_picture(walk.output, moment=moment, select=keys.get(chosen), title=title, theme=theme)
        return View(
            picture,
            told.says(),
            told.lines() or words.lines(),
            targets={keys[node]: _described(node, words.names[node], moment) for node in walk.nodes},
            chosen=keys.get(chosen, ""),
            controls={
                **dict.fromkeys(("to start", "back"), {"disabled": index == 0}),
                **dict.fromkeys(("step", "to end"), {"disabled": index == len(walk) - 1}),
            },
        )

    def pressed(self, name, state):
        """Move to another moment, and let go of the chosen node."""
        last, index = len(state[_WALK]) - 1, state[_INDEX]
        goal = {"to start": 0, "back": max(index - 1, 0), "step": min(index + 1, last), "to end": last}
        return {_INDEX: goal[name], _CHOSEN: ""}

    def chosen(self, name, state):
        """Light up the paths of a node, or let go of it."""
        return {_CHOSEN: name}

    def settled(self, state, changes):
        """Make the graph anew when an input has moved; the step stays the same."""
        if not changes.keys() & set(self._inputs):
            return state
        walk = self._walk(state)
        return {**state, _WALK: walk, _INDEX: min(state[_INDEX], len(walk) - 1)}

    def _walk(self, values):
        output = self._function
        if not isinstance(output, Node):
            output = self._function(**{name: Node(values[name], name) for name in self._inputs})
            if not isinstance(output, Node):
                raise TypeError(f"f returned {output!r}, not a node; compute it from the inputs")
        walk = Walk(output)
        if len(walk.nodes) > MOST_NODES:
            raise ValueError(f"the graph has {len(walk.nodes)} nodes; give one of at most {MOST_NODES}")
        return walk


def _check(f, inputs):
    if isinstance(f, Node):
        if inputs:
            raise TypeError("a node has its inputs already; give a function of nodes to get sliders")
    elif not callable(f):
        raise TypeError(f"f is {f!r}; give a function of nodes, or the output node itself")
    elif not inputs:
        raise TypeError("f has no inputs; give each a number, as in GraphStepper(f, a=5, b=-6)")
    for name in inputs:
        if name in _BUTTONS:
            raise ValueError(f"an input cannot be called {name!r}, as a button is; choose another name")


def _telling(walk):
    """Return the step to begin with: where a sum first gets a second part; without one, the second product."""
    moments = {index: walk.moment(index) for index in range(len(walk.operations) + 2, len(walk))}
    for index, moment in moments.items():
        if any(share.before is not None for share in moment.shares):
            return index
    return min(len(walk.operations) + 3, len(walk) - 1)


def _described(node, name, moment):
    """Say what a node holds at this moment."""
    parts = [f"value {number(node.value, 4)}" if node in moment.values else "not yet computed"]
    if node in moment.gradients:
        far = "" if node in moment.complete else " so far"
        parts.append(f"gradient {number(moment.gradients[node], 4)}{far}")
    return f"{plain(name)}: {', '.join(parts)}"
