"""A model written with the operations of `helpers.graph`, which can be trained as a network can."""

from types import MappingProxyType

import numpy as np

from helpers import graph
from helpers.graph import Node
from helpers.values import checked_positive, checked_value, is_finite


def squared_error(prediction, target):
    """Return the squared error as a node: summed over outputs, averaged over the samples, which are the last axis."""
    samples = np.shape(prediction.value)[-1] if np.ndim(prediction.value) else 1
    return graph.sum((prediction - target) ** 2) / samples


class Model:
    """Compute a prediction, its loss and its gradients from parameters of any shape.

    predict(p, x): the prediction, a node made from p, {name: node}, and x.
    parameters: {name: number or array}.
    measure(prediction, target): the loss, a node that holds one number.
    """

    def __init__(self, predict, parameters, measure=squared_error):
        """Check and copy the parameters; raises TypeError or ValueError, naming the one that is wrong."""
        if not hasattr(parameters, "items") or not parameters:
            raise TypeError('parameters must be a mapping with at least one number, such as {"w": 0.0, "b": 0.0}')
        self._place(predict, {n: checked_value(v, f"the parameter {n!r}") for n, v in parameters.items()}, measure)

    def _place(self, predict, parameters, measure):
        self.predict, self.parameters, self.measure = predict, MappingProxyType(parameters), measure
        self._prediction = None

    def forward(self, x):
        """Return the value of the prediction for x, whatever `predict` takes."""
        nodes = {name: Node(value, name) for name, value in self.parameters.items()}
        prediction = self.predict(nodes, x)
        if not isinstance(prediction, Node):
            raise TypeError(f"predict returned a {type(prediction).__name__}; compute with the nodes it is given")
        self._nodes, self._prediction = nodes, prediction
        return prediction.value

    def loss(self, target):
        """Return the loss of the last forward; raises RuntimeError before one."""
        return self._loss(target).value

    def backward(self, target):
        """Return {name: gradient of the loss}, of the shape of each parameter; raises as `loss`."""
        return self.loss_and_gradients(target)[1]

    def loss_and_gradients(self, target):
        """Return what `loss` and `backward` return, and measure only once."""
        loss = self._loss(target)
        for node in self._nodes.values():
            node.grad = None
        loss.backward()
        gradients = {n: _zero(node.value) if node.grad is None else node.grad for n, node in self._nodes.items()}
        return loss.value, gradients

    def descended(self, gradients, learning_rate):
        """Return a model one step down the slope: every parameter minus learning_rate times its gradient.

        Raises TypeError or ValueError unless the learning rate is above 0 and no gradient is missing,
        OverflowError for a step that is too long.
        """
        rate = checked_positive(learning_rate, "the learning rate")
        missing = next((name for name in self.parameters if name not in gradients), None)
        if missing is not None:
            raise ValueError(f"the gradient of {missing!r} is missing; give what backward returns")
        with np.errstate(all="ignore"):  # what overflows is refused below
            parameters = {name: value - rate * gradients[name] for name, value in self.parameters.items()}
        for name, value in parameters.items():
            if not is_finite(value):
                raise OverflowError(f"a step takes {name} beyond what a float holds; use a smaller learning rate")
        other = object.__new__(Model)
        other._place(self.predict, parameters, self.measure)
        return other

    def _loss(self, target):
        if self._prediction is None:
            raise RuntimeError("the loss needs the values of a forward pass; call forward(x) first")
        loss = self.measure(self._prediction, target)
        if not isinstance(loss, Node) or np.ndim(loss.value):
            raise TypeError("measure must return a node that holds one number, such as mean((x - target) ** 2)")
        return loss

    def __repr__(self):
        return f"Model({len(self.parameters)} parameters: {', '.join(self.parameters)})"


def _zero(value):
    return 0.0 if type(value) is float else np.zeros_like(value)
