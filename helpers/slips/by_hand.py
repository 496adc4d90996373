"""A network worked out as on paper, in small steps: a mistake is a neuron with one of them replaced."""

import math

from helpers.inputs import input_rows, target_rows
from helpers.sigmoid import sigmoid_and_rest


class Neuron:
    """Work out one node: its value, and its local derivatives. Every method is a step at which one can slip."""

    def __init__(self, b, c, terms):
        """terms: (weight, value) of each source."""
        self.b, self.c, self.terms = b, c, terms
        self.h = self.into_sigmoid()
        self.g, self.rest = self.out_of_sigmoid()
        self.x = self.value()

    def into_sigmoid(self):
        """Return h."""
        return self.b + math.fsum(weight * value for weight, value in self.terms)

    def out_of_sigmoid(self):
        """Return g(h) and 1 - g(h)."""
        return sigmoid_and_rest(self.h)

    def value(self):
        """Return x."""
        return self.c * self.g

    def squared_error(self, target):
        """Return this node's part of the loss."""
        return (self.x - target) ** 2

    def from_loss(self, target):
        """Return dloss/dx of an output."""
        return 2 * (self.x - target)

    @staticmethod
    def from_readers(contributions):
        """Return dloss/dx of an inner node or an input, from what each reader hands back."""
        return math.fsum(contributions)

    def slope(self):
        """Return dx/dh."""
        return self.c * self.g * self.rest

    def to_source(self, weight, value):
        """Return dx/dx_j of a source j."""
        return self.slope() * weight

    def to_b(self):
        """Return dx/db."""
        return self.slope()

    def to_c(self):
        """Return dx/dc."""
        return self.g

    def to_weight(self, weight, value):
        """Return dx/dw of the weight of a source that holds `value`."""
        return self.slope() * value


class ByHand:
    """Work out a whole network for one sample, with a kind of neuron that slips.

    kind: the neurons at the nodes `at` (None: at all of them); the others are right.
    arrows: the only pairs (source, reader) along which gradients come back; None for all.
    """

    def __init__(self, net, x, kind=Neuron, at=None, arrows=None):
        self.net, self.arrows = net, arrows
        self.values, self.neurons = dict(zip(net.inputs, input_rows(x, net))), {}
        self.kind = {node: kind if at is None or node in at else Neuron for node in net.readers}
        for node in net.order:
            b, c, *weights = (net.parameters[name] for name in net.names_of(node))
            terms = list(zip(weights, (self.values[source] for source in net.sources[node])))
            self.neurons[node] = self.kind[node](b, c, terms)
            self.values[node] = self.neurons[node].x

    def loss(self, target):
        """Return the loss."""
        targets = self._targets(target)
        return math.fsum(self.neurons[node].squared_error(targets[node]) for node in self.net.outputs)

    def local(self, source, reader):
        """Return dx_reader/dx_source."""
        return self.neurons[reader].to_source(self.net.parameters[f"w{source}to{reader}"], self.values[source])

    def own(self, name, node):
        """Return dx/dz of the node for its own parameter z called `name`."""
        neuron = self.neurons[node]
        if name in (f"b{node}", f"c{node}"):
            return neuron.to_b() if name == f"b{node}" else neuron.to_c()
        source = source_of(self.net, name)
        return neuron.to_weight(self.net.parameters[name], self.values[source])

    def _targets(self, target):
        return dict(zip(self.net.outputs, target_rows(target, self.net, None)))

    def upstream(self, target):
        """Return {node: dloss/dx}."""
        targets, found = self._targets(target), {}
        for node in (*reversed(self.net.order), *self.net.inputs):
            if node in targets:
                found[node] = self.neurons[node].from_loss(targets[node])
                continue
            readers = [j for j in self.net.readers[node] if self.arrows is None or (node, j) in self.arrows]
            found[node] = self.kind[node].from_readers([found[j] * self.local(node, j) for j in readers])
        return found

    def gradient(self, name, node, target):
        """Return dloss/d`name` for the value of a node, or for one of its own parameters."""
        upstream = self.upstream(target)[node]
        return upstream if name == f"x{node}" else upstream * self.own(name, node)


def source_of(net, name):
    """Return the node whose value the weight called `name` multiplies; None for a name that is no weight."""
    for node in net.order:
        for source in net.sources[node]:
            if name == f"w{source}to{node}":
                return source
    return None


def called_source(net, name):
    """Return what that node's value is called, "x2"; "" for a name that is no weight."""
    source = source_of(net, name)
    return "" if source is None else f"x{source}"


def with_neuron(kind, node=None):
    """Return the function from a problem to its answer with a slipping neuron, at one node or at all.

    problem: has a `net`, an `x`, and `by_hand`, which reads what is asked for off a `ByHand`.
    """
    return lambda problem: problem.by_hand(ByHand(problem.net, problem.x, kind, None if node is None else {node}))
