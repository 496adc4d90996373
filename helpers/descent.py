"""One step of gradient descent on one batch: forward, loss, backward, and every parameter down its slope.

A network in layers is trained in place, without new objects at every step. Anything else that has
`forward`, `loss`, `loss_and_gradients` and `descended` is replaced by the model one step further. Both
take the same steps.
"""

import math
from copy import copy

import numpy as np

from helpers.layers import LayerByLayer
from helpers.values import is_finite


def descent(model, x, target):
    """Return a `Descent` from a model and all its data; raises as the model's `forward` and `loss` do."""
    layers = model.in_place() if hasattr(model, "in_place") else None
    return DescentInLayers(model, layers, x, target) if layers else Descent(model, x, target)


class Descent:
    """Take steps with a model that is replaced at every step."""

    def __init__(self, model, x, target):
        """x and target: arrays whose last axis is the samples, or mappings of such."""
        self.model, self._data = model, (x, target)

    def loss(self):
        """Return the loss over all samples; raises OverflowError where it is too large for a float."""
        x, target = self._data
        return _finite(self._forward(x).loss(target))

    def step(self, samples, rate):
        """Take a step on some samples, indices, or on all (None), and return their loss before it.

        Raises OverflowError, and changes nothing, where a number grows beyond a float.
        """
        x, target = self._data if samples is None else (taken(values, samples) for values in self._data)
        loss, gradients = self._forward(x).loss_and_gradients(target)
        _finite(loss)
        self.model = self.model.descended(gradients, rate)
        return loss

    def _forward(self, x):
        model = copy(self.model)  # whoever holds the model keeps the values of a forward of their own
        model.forward(x)
        return model


class DescentInLayers:
    """Take the same steps with a network in layers, writing over its numbers."""

    def __init__(self, model, layers, x, target):
        """model: the `Network`; layers: a copy of its parameters, from `in_place`."""
        self._model, self._layers, self._runs = model, layers, {}
        self._data = model.rows(x, target)

    @property
    def model(self):
        """Return the network with its parameters as they are now."""
        return self._model.placed(self._layers.flat.copy())

    def loss(self):
        """Return the loss over all samples; raises OverflowError where it is too large for a float."""
        return self._forward(*self._data)[1]

    def step(self, samples, rate):
        """Take a step on some samples, indices, or on all (None), and return their loss before it.

        Raises OverflowError, and changes nothing, where a number grows beyond a float.
        """
        x, targets = self._data if samples is None else (taken(values, samples) for values in self._data)
        run, loss, error = self._forward(x, targets)
        run.backward(error)
        stepped = self._layers.flat - rate * run.gradients
        if not is_finite(stepped):
            raise OverflowError("a step takes a parameter beyond what a float holds")
        self._layers.flat[:] = stepped
        return loss

    def _forward(self, x, targets):
        samples = x.shape[1]
        run = self._runs.get(samples)
        if run is None:
            run = self._runs[samples] = LayerByLayer(self._layers, samples)
        run.forward(x)
        error = run.error(targets)
        return run, _finite(float(np.vdot(error, error)) / samples), error


def _finite(loss):
    if not math.isfinite(loss):
        raise OverflowError("the loss is too large for a float; use smaller numbers")
    return loss


def taken(values, samples):
    """Return only some samples, indices, of values whose last axis is the samples, or of a mapping of such."""
    if hasattr(values, "items"):
        return {name: array[..., samples] if np.ndim(array) else array for name, array in values.items()}
    return values[..., samples] if np.ndim(values) else values
