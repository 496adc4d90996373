"""The network of neurons: x_i = c_i g(h_i) with h_i = b_i + the sum of w_jtoi x_j, on any acyclic graph.

Backward is three scenarios, each one function here. Two values per node are kept for reuse:
`upstream`, dloss/dx_i, and `slope`, dx_i/dh_i = c_i g(h_i) (1 - g(h_i)).

The same lines serve one sample, where a value is a number, and a batch, where it is an array. A
batch through a network whose nodes form layers takes the shorter way of `helpers.layers`.
"""

import math
from types import MappingProxyType

import numpy as np

from helpers.inputs import batch_length, checked_inputs, checked_targets
from helpers.layers import LayerByLayer, as_layers
from helpers.sigmoid import sigmoid_and_rest
from helpers.values import checked_number
from helpers.wiring import Wiring


def output_gradient(x, target, samples):
    """Scenario 1, an output node: dloss/dx from the loss alone, (x - target)^2 averaged over the samples."""
    return 2.0 * (x - target) / samples


def inner_gradient(readers, dloss_dh):
    """Scenario 2, any other node: the sum, over its readers j, of dloss/dx_j * dx_j/dh_j * w_itoj."""
    total = 0.0
    for j, weight in readers:
        total = total + dloss_dh[j] * weight
    return total


def own_gradients(neuron, x, g, upstream, dloss_dh, gradients):
    """Scenario 3, a node's own parameters z = b, c, w: enter dloss/dx_i * dx_i/dz in `gradients`, by name."""
    i, (b_name, _), (c_name, _), sources = neuron
    gradients[b_name] = dloss_dh[i]
    gradients[c_name] = upstream[i] * g[i]
    for j, w_name, _ in sources:
        gradients[w_name] = dloss_dh[i] * x[j]


class NodeByNode:
    """Run a network forward when made, and backward when asked."""

    def __init__(self, neurons, readers, inputs, batch):
        """List who is who.

        neurons: (i, ("b4", b), ("c4", c), [(j, "w2to4", w), …]) each, after all it reads.
        readers: {i: [(j, w_itoj), …]}; inputs: {i: value}; batch: its length, None for one sample.
        """
        self._neurons, self._readers, self._batch = neurons, readers, batch
        self.x, self.h, self.g, self.slope = x, hs, g, slope = dict(inputs), {}, {}, {}
        self.upstream = {}
        for i, (_, b), (_, c), sources in neurons:
            h = b
            for j, _, weight in sources:
                h = h + weight * x[j]
            g[i], rest = sigmoid_and_rest(h)
            x[i] = c * g[i]
            slope[i] = x[i] * rest  # kept: c g(h) (1 - g(h))
            hs[i] = h

    def backward(self, targets, names):
        """Return {name: gradient} of the parameters, in the order of `names`, and {node: dloss/dx}."""
        gradients, upstream, dloss_dh = dict.fromkeys(names), {}, {}
        for neuron in reversed(self._neurons):
            i = neuron[0]
            if i in targets:
                upstream[i] = output_gradient(self.x[i], targets[i], self._batch or 1)
            else:
                upstream[i] = inner_gradient(self._readers[i], dloss_dh)  # kept: dloss/dx_i
            dloss_dh[i] = upstream[i] * self.slope[i]
            own_gradients(neuron, self.x, self.g, upstream, dloss_dh, gradients)
        for i in self._readers:
            if i not in upstream:  # the inputs of the network
                upstream[i] = inner_gradient(self._readers[i], dloss_dh)
        if self._batch:  # a parameter is shared by all samples: its gradients add up
            gradients = {name: float(gradient.sum()) for name, gradient in gradients.items()}
        return gradients, upstream


def _mean_square(error):
    return error * error if type(error) is float else float(error @ error) / len(error)


def _refuse_infinite(value, what):
    if not (math.isfinite(value) if type(value) is float else np.isfinite(value).all()):
        raise OverflowError(f"{what} is too large for a float; use smaller inputs or parameters")


class Network:
    """Compute a network of neurons forward and backward.

    sources: {node: the nodes it reads}, such as {2: [1], 3: [2]}; what is read and is no key is an input.
    parameters: {"b2": …, "c2": …, "w1to2": …}, one number each.
    """

    def __init__(self, sources, parameters):
        """Check and copy both; raises TypeError or ValueError, naming the node or parameter that is wrong."""
        self._connect(Wiring(sources), parameters)

    def _connect(self, wiring, parameters):
        wiring.check_names(parameters)
        p = {name: checked_number(parameters[name], f"the parameter {name!r}") for name in wiring.names}
        self._wiring, self.parameters, self._last = wiring, MappingProxyType(p), None
        self._neurons = [
            (i, (f"b{i}", p[f"b{i}"]), (f"c{i}", p[f"c{i}"]), [(j, f"w{j}to{i}", p[f"w{j}to{i}"]) for j in sources])
            for i, sources in ((i, wiring.sources[i]) for i in wiring.order)
        ]
        self._readers = {i: [(j, p[f"w{i}to{j}"]) for j in readers] for i, readers in wiring.readers.items()}
        self._layers, self._flat = as_layers(wiring), np.array(list(p.values()))

    def with_parameters(self, changes):
        """Return a network with some parameters changed, {name: number}; this one stays as it is."""
        other = object.__new__(Network)
        other._connect(self._wiring, {**self.parameters, **changes})
        return other

    def forward(self, x):
        """Return {node: value} for an input x: a number, a flat batch, or {input node: number or batch}.

        Raises TypeError or ValueError for a wrong x, and then changes nothing.
        """
        inputs = checked_inputs(x, self._wiring)
        batch = batch_length(inputs)
        if batch and self._layers:
            run = LayerByLayer(self._layers, self._flat, inputs)
        else:
            run = NodeByNode(self._neurons, self._readers, inputs, batch)
        x = dict(run.x)
        for node in self.outputs:
            _refuse_infinite(x[node], f"the value of node {node}")
        self._last, self._batch = run, batch
        return x

    def loss(self, target):
        """Return the loss of the last forward: squared error, summed over outputs, averaged over the batch.

        `target` is a number, a flat batch, or {output node: number or batch}. Raises RuntimeError
        before a forward, TypeError or ValueError for a wrong target.
        """
        x, targets = self._after_forward("loss").x, checked_targets(target, self._wiring, self._batch)
        return sum(_mean_square(x[node] - goal) for node, goal in targets.items())

    def backward(self, target):
        """Return the gradient of the loss by name: of every parameter ("w2to4") and of every value ("x4").

        The gradient of a value is a number for one sample, an array for a batch; `target` and the
        errors are those of `loss`.
        """
        last, targets = self._after_forward("backward"), checked_targets(target, self._wiring, self._batch)
        gradients, by_node = last.backward(targets, self._wiring.names)
        if not math.isfinite(sum(gradients.values())):
            for name, gradient in gradients.items():
                _refuse_infinite(gradient, f"the gradient of {name}")
        last.upstream = by_node
        for node, name in self._wiring.value_names.items():
            gradients[name] = by_node[node]
        return gradients

    def _after_forward(self, what):
        if self._last is None:
            raise RuntimeError(f"{what} needs the values of a forward pass; call forward(x) first")
        return self._last

    def __repr__(self):
        return f"Network({len(self.order)} neurons, {len(self.parameters)} parameters)"

    sources = property(lambda self: self._wiring.sources, doc="{node: the nodes it reads}")
    readers = property(lambda self: self._wiring.readers, doc="{node: the nodes that read it}")
    order = property(lambda self: self._wiring.order, doc="the computing nodes, each after all it reads")
    inputs = property(lambda self: self._wiring.inputs, doc="the nodes whose values are given")
    outputs = property(lambda self: self._wiring.outputs, doc="the nodes nobody reads")
    values = property(lambda self: dict(self._after_forward("values").x), doc="{node: x} of the last forward")
    h = property(lambda self: dict(self._after_forward("h").h), doc="{node: what goes into its sigmoid}")
    slope = property(lambda self: dict(self._after_forward("slope").slope), doc="{node: c g(h) (1 - g(h))}, kept")

    @property
    def upstream(self):
        """{node: dloss/dx} of the last backward, kept"""
        upstream = self._after_forward("upstream").upstream
        if not upstream:
            raise RuntimeError("upstream needs the gradients of a backward pass; call backward(target) first")
        return dict(upstream)


def seven_nodes(numbers="all ones"):
    """Return the network of seven nodes, all parameters 1 ("all ones") or such that node i holds i ("own numbers").

    Raises ValueError for another word.
    """
    sources = {2: [1], 3: [1], 4: [2, 3], 5: [2, 3], 6: [2, 3], 7: [4, 5, 6]}
    ones = dict.fromkeys(Wiring(sources).names, 1.0)
    if numbers == "all ones":
        return Network(sources, ones)
    if numbers == "own numbers":
        h = {2: 2.0, 3: 2.0, 4: 6.0, 5: 6.0, 6: 6.0, 7: 16.0}  # what b = w = 1 give once node i holds i
        return Network(sources, {**ones, **{f"c{i}": i / sigmoid_and_rest(h[i])[0] for i in sources}})
    raise ValueError(f'there are no seven nodes called {numbers!r}; choose "all ones" or "own numbers"')
