"""The network of neurons: x_i = c_i g(h_i) with h_i = b_i + the sum of w_jtoi x_j, on any acyclic graph.

Backward is three scenarios, each one function here. Two values per node are kept for reuse:
`upstream`, dloss/dx_i, and `slope`, dx_i/dh_i = c_i g'(h_i). For the sigmoid, g'(h) = g(h) (1 - g(h)).

The same lines serve one sample, where a value is a number, and a batch, where it is an array. A
batch through a network whose nodes form layers takes the shorter way of `helpers.layers`.
"""

import math
from functools import cached_property
from operator import mul
from types import MappingProxyType

import numpy as np

from helpers.gradients import Gradients, flat_gradients
from helpers.inputs import batch_of, input_rows, target_rows
from helpers.layers import LayerByLayer, Layers, as_layers
from helpers.rules import ACTIVATIONS
from helpers.sigmoid import sigmoid_and_rest
from helpers.values import checked_number, checked_positive, is_finite
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


def own_gradients(upstream, dloss_dh, g, sources, x):
    """Scenario 3: dloss/dx_i * dx_i/dz of a node's own parameters z.

    One for its b, one for its c, and one for the weight of each source.
    """
    gradients = [dloss_dh, upstream * g]
    for j, _ in sources:
        gradients.append(dloss_dh * x[j])
    return gradients


class NodeByNode:
    """Run a network forward when made, and backward when asked.

    Every list has one entry for each node, the inputs first, and each node after all it reads.
    """

    def __init__(self, neurons, readers, activate, inputs, batch):
        """List who is who.

        neurons: (i, b, c, [(j, w_jtoi), …], where its gradients go) for each node that computes.
        readers: [(j, w_itoj), …] for each node; activate: h to g(h) and g'(h).
        inputs: their values; batch: its length, or None.
        """
        self._neurons, self._readers, self._batch = neurons, readers, batch
        nothing = [None] * len(inputs)  # an input computes nothing
        self.x, self.h, self.g, self.slope = x, hs, gs, slope = list(inputs), nothing[:], nothing[:], nothing[:]
        for _, b, c, sources, _ in neurons:
            h = b
            for j, weight in sources:
                h = h + weight * x[j]
            g, slope_of_g = activate(h)
            hs.append(h)
            gs.append(g)
            x.append(c * g)
            slope.append(c * slope_of_g)  # kept: dx_i/dh_i

    def backward(self, targets):
        """Return the gradients of the parameters, and dloss/dx of each node; `targets` is {i: value}."""
        x, g, slope, readers = self.x, self.g, self.slope, self._readers
        upstream, dloss_dh, gradients = [None] * len(x), [None] * len(x), [None] * self._neurons[-1][-1].stop
        for i, _, _, sources, own in reversed(self._neurons):
            if i in targets:
                upstream[i] = output_gradient(x[i], targets[i], self._batch or 1)
            else:
                upstream[i] = inner_gradient(readers[i], dloss_dh)  # kept: dloss/dx_i
            dloss_dh[i] = upstream[i] * slope[i]
            gradients[own] = own_gradients(upstream[i], dloss_dh[i], g[i], sources, x)
        for i in range(self._neurons[0][0]):  # the inputs
            upstream[i] = inner_gradient(readers[i], dloss_dh)
        if self._batch:  # a parameter is shared by all samples: its gradients add up
            gradients = [float(gradient.sum()) for gradient in gradients]
        return gradients, upstream


class Network:
    """Compute a network of neurons forward and backward.

    sources: {node: the nodes it reads}, such as {2: [1], 3: [2]}; what is read and is no key is an input.
    parameters: {"b2": …, "c2": …, "w1to2": …}, one number each.
    activation: what g is in every node, "sigmoid", "leaky relu", "relu" or "tanh".
    """

    def __init__(self, sources, parameters, activation="sigmoid"):
        """Check and copy all; raises TypeError or ValueError, naming the node or parameter that is wrong."""
        wiring = Wiring(sources)
        flat = _checked_parameters(parameters, wiring)
        if not isinstance(activation, str) or activation not in ACTIVATIONS:
            raise ValueError(f"there is no activation {activation!r}; choose from {', '.join(map(repr, ACTIVATIONS))}")
        self._place(wiring, activation, as_layers(wiring), flat)

    def _place(self, wiring, activation, nodes, flat):
        """Put the parameters, flat in the order of their names, into a network that is wired already."""
        self._wiring, self.activation, self._activate = wiring, activation, ACTIVATIONS[activation]
        self._nodes_of_layers, self._flat, self._last = nodes, flat, None
        self._layers = nodes and Layers(nodes, flat, self._activate)

    def placed(self, flat):
        """Return this network with other parameters: one array, in the order of their names."""
        other = object.__new__(Network)
        other._place(self._wiring, self.activation, self._nodes_of_layers, flat)
        return other

    def with_parameters(self, changes):
        """Return a network with some parameters changed, {name: number}; this one stays as it is."""
        return self.placed(_checked_parameters({**self.parameters, **changes}, self._wiring))

    def descended(self, gradients, learning_rate):
        """Return a network one step down the slope: every parameter minus learning_rate times its gradient.

        gradients: of every parameter by name, as `backward` returns them. Raises TypeError or
        ValueError unless the learning rate is above 0, OverflowError for a step that is too long.
        """
        rate = checked_positive(learning_rate, "the learning rate")
        with np.errstate(all="ignore"):  # what overflows is refused below
            flat = self._flat - rate * np.asarray(flat_gradients(gradients, self._wiring))
        if not is_finite(flat):
            raise OverflowError("a step takes a parameter beyond what a float holds; use a smaller learning rate")
        return self.placed(flat)

    def in_place(self):
        """Return the layers of this network over a copy of its parameters, or None where it has no layers."""
        return self._layers and Layers(self._nodes_of_layers, self._flat.copy(), self._activate)

    def rows(self, x, target):
        """Return x and target as matrices, nodes x samples; raises as `forward` and `loss`."""
        inputs = input_rows(x, self._wiring)
        return inputs, target_rows(target, self._wiring, batch_of(inputs))

    @cached_property
    def parameters(self):
        """{name: number}, read-only"""
        return MappingProxyType(dict(zip(self._wiring.names, self._flat.tolist())))

    @cached_property
    def _neurons(self):
        """Everything `NodeByNode` needs to know of the nodes that compute."""
        wiring, p, neurons, taken = self._wiring, self.parameters, [], 0
        for node in wiring.order:
            b, c, *weights = (p[name] for name in wiring.names_of(node))
            sources = [(wiring.place[source], weight) for source, weight in zip(wiring.sources[node], weights)]
            own = slice(taken, taken + 2 + len(weights))
            neurons.append((wiring.place[node], b, c, sources, own))
            taken = own.stop
        return neurons

    @cached_property
    def _readers(self):
        wiring, p = self._wiring, self.parameters
        return [
            [(wiring.place[reader], p[f"w{node}to{reader}"]) for reader in wiring.readers[node]]
            for node in wiring.nodes
        ]

    def names_of(self, node):
        """Return the names of a node's own parameters: b, c, one w for each source; none for an input."""
        return self._wiring.names_of(node) if node in self.sources else ()

    def forward(self, x):
        """Return {node: value} for an input x: a number, a flat batch, or {input node: number or batch}.

        Several inputs may also come as one array, a row for each, a column for each sample.
        Raises TypeError or ValueError for a wrong x, and then changes nothing.
        """
        inputs = input_rows(x, self._wiring)
        batch = batch_of(inputs)
        if batch and self._layers:
            run = LayerByLayer(self._layers, batch)
            run.forward(inputs)
        else:
            run = NodeByNode(self._neurons, self._readers, self._activate, inputs, batch)
        x = run.x
        for i in self._wiring.places_of_outputs:
            if not is_finite(x[i]):
                raise OverflowError(
                    f"the value of node {self._wiring.nodes[i]} is too large for a float; use smaller numbers"
                )
        self._last, self._batch, self._upstream = run, batch, None
        return dict(zip(self._wiring.nodes, x))

    def loss(self, target):
        """Return the loss of the last forward: squared error, summed over outputs, averaged over the batch.

        `target` is a number, a flat batch, {output node: number or batch}, or an array with a row for
        each output. Raises RuntimeError before a forward, TypeError or ValueError for a wrong target.
        """
        self._check_forward("loss")
        error = self._error(target)
        if self._batch:
            return float(np.vdot(error, error)) / self._batch
        return sum(map(mul, error, error))

    def backward(self, target):
        """Return the gradient of the loss by name: of every parameter ("w2to4") and of every value ("x4").

        The gradient of a value is a number for one sample, an array for a batch; `target` and the
        errors are those of `loss`.
        """
        self._check_forward("backward")
        if isinstance(self._last, LayerByLayer):
            upstream = self._last.backward(self._error(target))
            gradients, upstream = self._last.gradients.copy(), self._last.by_node(upstream)
        else:
            targets = target_rows(target, self._wiring, self._batch)
            gradients, upstream = self._last.backward(dict(zip(self._wiring.places_of_outputs, targets)))
        if not is_finite(gradients) if type(gradients) is np.ndarray else not math.isfinite(sum(gradients)):
            for name, gradient in zip(self._wiring.names, gradients):
                if not math.isfinite(gradient):
                    raise OverflowError(f"the gradient of {name} is too large for a float; use smaller numbers")
        self._upstream = upstream
        return Gradients(self._wiring.places, gradients, upstream)

    def loss_and_gradients(self, target):
        """Return what `loss` and `backward` return."""
        return self.loss(target), self.backward(target)

    def _error(self, target):
        """Return x - target of the outputs: a number each, or nodes x samples."""
        targets = target_rows(target, self._wiring, self._batch)
        if isinstance(self._last, LayerByLayer):
            return self._last.error(targets)
        x, error = self._last.x, []
        for i, wanted in zip(self._wiring.places_of_outputs, targets):
            error.append(x[i] - wanted)
        return error

    def _check_forward(self, what):
        if self._last is None:
            raise RuntimeError(f"{what} needs the values of a forward pass; call forward(x) first")

    def _of_neurons(self, what):
        self._check_forward(what)
        return dict(zip(self.order, getattr(self._last, what)[len(self.inputs) :]))

    def __repr__(self):
        return f"Network({len(self.order)} neurons, {len(self._flat)} parameters)"

    sources = property(lambda self: self._wiring.sources, doc="{node: the nodes it reads}")
    readers = property(lambda self: self._wiring.readers, doc="{node: the nodes that read it}")
    order = property(lambda self: self._wiring.order, doc="the computing nodes, each after all it reads")
    inputs = property(lambda self: self._wiring.inputs, doc="the nodes whose values are given")
    outputs = property(lambda self: self._wiring.outputs, doc="the nodes nobody reads")
    h = property(lambda self: self._of_neurons("h"), doc="{node: what goes into its sigmoid}")
    slope = property(lambda self: self._of_neurons("slope"), doc="{node: c g'(h)}, kept for backward")

    @property
    def values(self):
        """{node: x} of the last forward"""
        self._check_forward("values")
        return dict(zip(self._wiring.nodes, self._last.x))

    @property
    def upstream(self):
        """{node: dloss/dx} of the last backward, kept for the gradients of each node's parameters"""
        self._check_forward("upstream")
        if self._upstream is None:
            raise RuntimeError("upstream needs the gradients of a backward pass; call backward(target) first")
        return dict(zip(self._wiring.nodes, self._upstream))


def _checked_parameters(parameters, wiring):
    """Return the parameters as one array, in the order of their names."""
    wiring.check_names(parameters)
    return np.array([checked_number(parameters[name], f"the parameter {name!r}") for name in wiring.names])


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
