"""The explorer of lesson 09: what a network reads in a drawing, and which pixels move its loss."""

import numpy as np

from helpers.digits import CLASSES, SIDE, digits
from helpers.explorers.controls import Button, Slider
from helpers.explorers.digits_words import change_says, gradient_lines, loss_line, pixel_says, reads, targets
from helpers.explorers.explorer import Explorer
from helpers.explorers.view import View
from helpers.network import Network
from helpers.pictures.digit import digit_picture, place_of
from helpers.pictures.notation import a_digit, counted, symbol
from helpers.training import one_hot

_PIXELS = SIDE * SIDE
_NUDGE = 0.001  # of ink, to each side
_NO_PIXEL = "ink (choose a pixel)"


class Digits(Explorer):
    """Choose a held-out drawing and a pixel, see the gradient of the loss there, and change its ink.

    net: a trained `Network` of 64 inputs and 10 outputs; it is not trained further. drawing: the number of the
    drawing shown first; the first mistake, if not given.
    """

    def __init__(self, net, drawing=None):
        """Raises TypeError or ValueError for another network, or a number that no drawing has."""
        self._net, self._drawings = _checked(net), digits().held_out
        read = self._outputs(self._drawings.images).argmax(axis=0)
        self._mistakes = [int(k) for k in np.flatnonzero(read != self._drawings.labels)]
        if drawing is None:
            drawing = self._mistakes[0] if self._mistakes else 0
        self._last = len(self._drawings) - 1
        controls = [
            Slider("drawing", "drawing", 0, self._last, 1, drawing, whole=True),
            Slider("ink", "ink", 0.0, 1.0, 1 / 16, 0.0, widest=_NO_PIXEL),
            Button("previous", "◀ previous"),
            Button("next", "next ▶"),
            Button("mistake", "next mistake"),
        ]
        controls[0].checked(drawing)
        super().__init__("Handwritten digits", controls, select="", changes={})

    # --- The state ---

    def settled(self, state, changes):
        """Leave the changes of another drawing behind, and let the ink be that of the chosen pixel."""
        state, select = {**state}, state["select"]
        if "drawing" in changes:
            state["changes"] = {}
        if "ink" in changes and "select" not in changes:
            if not select:
                raise ValueError("no pixel is chosen; choose one in the drawing first")
            state["changes"] = {**state["changes"], select: state["ink"]}
        state["ink"] = float(self._ink(state)[place_of(select, SIDE)]) if select else 0.0
        return state

    def chosen(self, name, state):
        """Choose a pixel."""
        return {"select": name}

    def pressed(self, name, state):
        """Go to another drawing."""
        at = state["drawing"]
        if name == "mistake":
            if not self._mistakes:
                raise ValueError("this network reads every held-out drawing right; there is no mistake to go to")
            return {"drawing": next((k for k in self._mistakes if k > at), self._mistakes[0])}
        return {"drawing": min(max(at + (1 if name == "next" else -1), 0), self._last)}

    # --- The view ---

    def view(self, state, theme):
        """Draw the drawing with its changes, the gradients, and the outputs."""
        drawing, select, changed = state["drawing"], state["select"], len(state["changes"])
        label, square = int(self._drawings.labels[drawing]), self._ink(state)
        outputs, loss, gradients = self._passes(square, label)
        before, loss_before, _ = self._passes(self._drawings.square(drawing), label) if changed else (None,) * 3
        lines, says = [loss_line(outputs, label, loss)], [reads(drawing, label, outputs, loss)]
        place = place_of(select, SIDE) if select else None
        if place:
            says.append(pixel_says(place, square[place], gradients[place]))
            readers, nudged = len(self._net.readers[int(select[1:])]), self._nudged(square, place, label)
            lines += gradient_lines(select, gradients[place], readers, nudged, _NUDGE)
        if changed:
            says.append(change_says(changed, loss, loss_before))
        picture = digit_picture(
            square,
            gradients,
            outputs,
            label,
            before=before,
            chosen=place,
            title=f"Drawing {drawing}, {a_digit(label)}",
            theme=theme,
        )
        now = self._controls_now(state)
        named = targets(square, gradients)
        return View(picture, " ".join(says), tuple(lines), named, columns=SIDE, chosen=select, controls=now)

    def _ink(self, state):
        """Return the drawing with the pixels that were changed."""
        square = self._drawings.square(state["drawing"]).copy()
        for name, ink in state["changes"].items():
            square[place_of(name, SIDE)] = ink
        return square

    def _outputs(self, images):
        """Run the network and return its outputs, digits x samples."""
        values = self._net.forward(images)
        return np.array([values[node] for node in self._net.outputs])

    def _passes(self, square, label):
        """Return the outputs for one drawing, the loss, and its gradient at every pixel."""
        outputs, target = self._outputs(square.reshape(_PIXELS, 1)), one_hot([label], CLASSES)
        found = self._net.backward(target)
        gradients = np.array([found[f"x{node}"] for node in self._net.inputs])
        return outputs[:, 0], self._net.loss(target), gradients.reshape(SIDE, SIDE)

    def _nudged(self, square, place, label):
        """Return the slope of the loss by nudging the ink of one pixel to both sides."""
        losses = []
        for h in (_NUDGE, -_NUDGE):
            nudged = square.copy()
            nudged[place] += h
            self._outputs(nudged.reshape(_PIXELS, 1))
            losses.append(self._net.loss(one_hot([label], CLASSES)))
        return (losses[0] - losses[1]) / (2 * _NUDGE)

    def _controls_now(self, state):
        select = state["select"]
        return {
            "ink": {"label": f"ink of {symbol(select)}" if select else _NO_PIXEL, "disabled": not select},
            "previous": {"disabled": state["drawing"] == 0},
            "next": {"disabled": state["drawing"] == self._last},
            "mistake": {} if self._mistakes else {"disabled": True, "label": "no mistakes"},
        }


def _checked(net):
    """Return a copy of a network that no cell can change; raises TypeError or ValueError."""
    if not isinstance(net, Network):
        raise TypeError(f"Digits needs a network and got {net!r:.60}; give a trained Network, such as training.model")
    if len(net.inputs) != _PIXELS or len(net.outputs) != CLASSES:
        raise ValueError(
            f"this network has {counted(len(net.inputs), 'input')} and {counted(len(net.outputs), 'output')}; give one"
            f" with an input for each of {_PIXELS} pixels and an output for each of {CLASSES} digits"
        )
    return net.with_parameters({})
