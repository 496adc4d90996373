"""The network of neurons: x_i = c_i g(h_i) with h_i = b_i + the sum of w_jtoi x_j, on any acyclic graph.

Backward is three scenarios, each one function here. Two values per node are kept for reuse:
`upstream`, dloss/dx_i, and `slope`, dx_i/dh_i = c_i g(h_i) (1 - g(h_i)).

The same lines serve one sample, where a value is a number, and a batch, where it is an array. A
batch through a network whose nodes form layers takes the shorter way of `helpers.layers`.
"""

from types import MappingProxyType

import numpy as np

from helpers.inputs import batch_length, checked_inputs, checked_targets
from helpers.layers import LayerByLayer, Layers, as_layers
from helpers.sigmoid import sigmoid_and_rest
from helpers.values import checked_number, is_finite
from helpers.wiring import Wiring


def output_gradient(x, target, samples):
    """Scenario 1: dloss/dx of an output node.

    The loss alone decides it: (x - target)^2, averaged over the samples.
    """
    return 2.0 * (x - target) / samples


def inner_gradient(readers, dloss_dh):
    """Scenario 2: dloss/dx_i of any other node.

    The sum, over its readers j, of dloss/dx_j * dx_j/dh_j * w_itoj.
    """
    total = 0.0
    for j, weight in readers:
        total = total + dloss_dh[j] * weight
    return total


def own_gradients(names, sources, x, g, upstream, dloss_dh, gradients):
    """Scenario 3: dloss/dx_i * dx_i/dz of a node's own parameters z = b, c, w.

    They are entered in `gradients`, by name.
    """
    b, c, weights = names
    gradients[b] = dloss_dh
    gradients[c] = upstream * g
    for (j, _), w in zip(sources, weights):
        gradients[w] = dloss_dh * x[j]


class NodeByNode:
    """Run a network forward when made, and backward when asked."""

    def __init__(self, neurons, readers, inputs, batch):
        """List who is who.

        neurons: (i, b, c, [(j, w_jtoi), …], their names) each, after all it reads.
        readers: {i: [(j, w_itoj), …]}; inputs: {i: value}; batch: its length, None for one sample.
        """
        self._neurons, self._readers, self._batch = neurons, readers, batch
        self.x, self.h, self.g, self.slope = x, hs, gs, slope = inputs.copy(), {}, {}, {}
        self.upstream = {}
        for i, b, c, sources, _ in neurons:
            h = b
            for j, weight in sources:
                h = h + weight * x[j]
            g, rest = sigmoid_and_rest(h)
            hs[i], gs[i] = h, g
            x[i] = c * g
            slope[i] = x[i] * rest  # kept: c g(h) (1 - g(h))

    def backward(self, targets, gradients):
        """Enter the gradients of the parameters in `gradients`, by name, and return {node: dloss/dx}."""
        x, g, slope, readers = self.x, self.g, self.slope, self._readers
        upstream, dloss_dh = {}, {}
        for i, _, _, sources, own_names in reversed(self._neurons):
            if i in targets:
                upstream[i] = output_gradient(x[i], targets[i], self._batch or 1)
            else:
                upstream[i] = inner_gradient(readers[i], dloss_dh)  # kept: dloss/dx_i
            dloss_dh[i] = upstream[i] * slope[i]
            own_gradients(own_names, sources, x, g[i], upstream[i], dloss_dh[i], gradients)
        for i in readers:
            if i not in upstream:  # the inputs of the network
                upstream[i] = inner_gradient(readers[i], dloss_dh)
        if self._batch:  # a parameter is shared by all samples: its gradients add up
            for *_, (b, c, weights) in self._neurons:
                for name in (b, c, *weights):
                    gradients[name] = float(gradients[name].sum())
        return upstream


def _mean_square(error):
    return error * error if type(error) is float else float(error.dot(error)) / len(error)


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
        self._neurons = []
        for i in wiring.order:
            (b, c, *weights), sources = wiring.names_of(i), wiring.sources[i]
            self._neurons.append((i, p[b], p[c], [(j, p[w]) for j, w in zip(sources, weights)], (b, c, weights)))
        self._readers = {i: [(j, p[f"w{i}to{j}"]) for j in readers] for i, readers in wiring.readers.items()}
        nodes = as_layers(wiring)
        self._layers = nodes and Layers(nodes, np.array(list(p.values())))

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
            run = LayerByLayer(self._layers, inputs)
        else:
            run = NodeByNode(self._neurons, self._readers, inputs, batch)
        x = dict(run.x)
        for node in self._wiring.outputs:
            if not is_finite(x[node]):
                raise OverflowError(f"the value of node {node} is too large for a float; use smaller numbers")
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
        gradients = self._wiring.by_name.copy()
        upstream = last.backward(targets, gradients)
        for node, name in self._wiring.value_names.items():
            gradients[name] = upstream[node]
        self._refuse_infinite(gradients)
        last.upstream = upstream
        return gradients

    def _refuse_infinite(self, gradients):
        if is_finite(sum(gradients.values())):  # only if all are; over a batch, those of the values are arrays
            return
        for name, gradient in gradients.items():
            if not is_finite(gradient):
                raise OverflowError(f"the gradient of {name} is too large for a float; use smaller numbers")

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
