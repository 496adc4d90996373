"""The network of neurons: x_i = c_i g(h_i) with h_i = b_i + the sum of w_jtoi x_j, on any acyclic graph.

Both passes, backward in three scenarios, stand in `helpers.node_by_node`. Two ways with arrays lead to the
same numbers: `helpers.layers` for a batch through a network in layers, `helpers.levels` for one sample through
a large network. Here is what they share: names, checks, and which way is taken.
"""

import math
from functools import cache, cached_property, partial
from types import MappingProxyType

import numpy as np

from helpers.gradients import Gradients, flat_gradients
from helpers.inputs import batch_of, input_rows, target_rows
from helpers.layers import Layers, as_layers
from helpers.levels import LevelByLevel, as_levels
from helpers.node_by_node import NodeByNode
from helpers.rules import ACTIVATIONS
from helpers.sigmoid import sigmoid_and_rest
from helpers.values import checked_number, checked_positive, is_finite
from helpers.wiring import Wiring


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
        find_levels = cache(partial(as_levels, wiring))  # when a sample first needs them, once for all that is `placed`
        self._place(wiring, activation, as_layers(wiring), find_levels, flat)

    def _place(self, wiring, activation, nodes_of_layers, find_levels, flat):
        """Put the parameters, flat in the order of their names, into a network that is wired already."""
        self._wiring, self.activation, self._activate = wiring, activation, ACTIVATIONS[activation]
        self._nodes_of_layers, self._find_levels, self._flat, self._last = nodes_of_layers, find_levels, flat, None
        self._layers = nodes_of_layers and Layers(nodes_of_layers, flat, self._activate)

    def placed(self, flat):
        """Return this network with other parameters: one array, in the order of their names."""
        other = object.__new__(Network)
        other._place(self._wiring, self.activation, self._nodes_of_layers, self._find_levels, flat)
        return other

    def with_parameters(self, changes):
        """Return a network with some parameters changed, {name: number}; this one stays as it is."""
        if not hasattr(changes, "items"):
            raise TypeError(f'the changes are a {type(changes).__name__}; give a mapping such as {{"c7": 1.01}}')
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
    def _levels(self):
        """The way for one sample through a large network, or None for a small one."""
        levels = self._find_levels()
        return levels and LevelByLevel(levels, self._flat, self._wiring.places_of_outputs, self._activate)

    @cached_property
    def _by_node(self):
        """Everything there is to know of each node, for the way that is open to every network."""
        wiring, p, neurons = self._wiring, self.parameters, []
        for node in wiring.order:
            b, c, *weights = (p[name] for name in wiring.names_of(node))
            sources = [(wiring.place[source], weight) for source, weight in zip(wiring.sources[node], weights)]
            neurons.append((wiring.place[node], b, c, sources))
        readers = [
            [(wiring.place[reader], p[f"w{node}to{reader}"]) for reader in wiring.readers[node]]
            for node in wiring.nodes
        ]
        return NodeByNode(neurons, readers, wiring.places_of_outputs, self._activate)

    def names_of(self, node):
        """Return the names of a node's own parameters: b, c, one w for each source; none for an input."""
        return self._wiring.names_of(node) if node in self.sources else ()

    def forward(self, x):
        """Return {node: value} for an input x: a number, a flat batch, or {input node: number or batch}.

        Several inputs may also come as one array, a row for each, a column for each sample.
        Raises TypeError or ValueError for a wrong x, and then changes nothing.
        """
        inputs = input_rows(x, self._wiring)
        if type(inputs) is list:
            batch, way = None, self._levels or self._by_node
        else:
            batch, way = inputs.shape[1], self._layers or self._by_node
        kept = way.forward(inputs)
        x = kept[0]
        for i in self._wiring.places_of_outputs:
            if not (math.isfinite(x[i]) if batch is None else is_finite(x[i])):
                raise OverflowError(
                    f"the value of node {self._wiring.nodes[i]} is too large for a float; use smaller numbers"
                )
        self._last, self._batch, self._upstream = (way, kept), batch, None
        return dict(zip(self._wiring.nodes, x))

    def loss(self, target):
        """Return the loss of the last forward: squared error, summed over outputs, averaged over the batch.

        `target` is a number, a flat batch, {output node: number or batch}, or an array with a row for
        each output. Raises RuntimeError before a forward, TypeError or ValueError for a wrong target.
        """
        way, kept = self._last or _before_forward("loss")
        loss = way.loss(kept, target_rows(target, self._wiring, self._batch))
        if self._batch:
            return (loss if type(loss) is float else float(loss.sum())) / self._batch
        return loss

    def backward(self, target):
        """Return the gradient of the loss by name: of every parameter ("w2to4") and of every value ("x4").

        The gradient of a value is a number for one sample, an array for a batch; `target` and the
        errors are those of `loss`.
        """
        way, kept = self._last or _before_forward("backward")
        gradients, upstream = way.backward(kept, target_rows(target, self._wiring, self._batch), self._batch)
        if not math.isfinite(sum(gradients)) if type(gradients) is list else not is_finite(gradients):
            for name, gradient in zip(self._wiring.names, gradients):
                if not math.isfinite(gradient):
                    raise OverflowError(f"the gradient of {name} is too large for a float; use smaller numbers")
        self._upstream = upstream
        return Gradients(self._wiring.places, gradients, upstream)

    def loss_and_gradients(self, target):
        """Return what `loss` and `backward` return."""
        return self.loss(target), self.backward(target)

    def __repr__(self):
        return f"Network({len(self.order)} neurons, {len(self._flat)} parameters)"

    sources = property(lambda self: self._wiring.sources, doc="{node: the nodes it reads}")
    readers = property(lambda self: self._wiring.readers, doc="{node: the nodes that read it}")
    order = property(lambda self: self._wiring.order, doc="the computing nodes, each after all it reads")
    inputs = property(lambda self: self._wiring.inputs, doc="the nodes whose values are given")
    outputs = property(lambda self: self._wiring.outputs, doc="the nodes nobody reads")

    @property
    def h(self):
        """{node: what goes into its sigmoid} of the last forward"""
        way, kept = self._last or _before_forward("h")
        return dict(zip(self.order, way.h(kept)))

    @property
    def slope(self):
        """{node: c g'(h)} of the last forward, kept for backward"""
        way, kept = self._last or _before_forward("slope")
        return dict(zip(self.order, way.slope(kept)))

    @property
    def values(self):
        """{node: x} of the last forward"""
        _, kept = self._last or _before_forward("values")
        return dict(zip(self._wiring.nodes, kept[0]))

    @property
    def upstream(self):
        """{node: dloss/dx} of the last backward, kept for the gradients of each node's parameters"""
        if self._last is None:
            _before_forward("upstream")
        if self._upstream is None:
            raise RuntimeError("upstream needs the gradients of a backward pass; call backward(target) first")
        return dict(zip(self._wiring.nodes, self._upstream))


def _before_forward(what):
    raise RuntimeError(f"{what} needs the values of a forward pass; call forward(x) first")


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
