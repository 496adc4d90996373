"""What a gradient costs: the operations of the passes, counted while they run.

The lines that run are the network's own; only their numbers differ: they count what is done with them.
Counted is every +, −, · and / of one sample; the sigmoid of a node and its slope are a function apart, and are not.
"""

import math
import random
from dataclasses import dataclass

from helpers.network import Network
from helpers.node_by_node import NodeByNode


@dataclass(frozen=True)
class Counted:
    """Hold how many operations a network takes.

    parameters: how many it has. forward, backward: the operations of one pass.
    nudging: those of nudging every parameter to both sides, 2 · parameters forward passes.
    """

    parameters: int
    forward: int
    backward: int
    nudging: int

    @property
    def both(self):
        """Return the operations of one forward and one backward pass, which give every gradient."""
        return self.forward + self.backward

    @property
    def ratio(self):
        """Return how many times as many operations nudging takes as both passes."""
        return self.nudging / self.both


def operations(net):
    """Return the `Counted` operations of a network for one sample, measured; raises TypeError for anything else."""
    if not isinstance(net, Network):
        raise TypeError(f"net is of type {type(net).__name__}; give a Network, such as grown(3)")
    counting, done = _numbers_that_count()

    def weighted(nodes):
        return [(node, counting(weight)) for node, weight in nodes]

    way = net._by_node
    neurons = [(i, counting(b), counting(c), weighted(sources)) for i, b, c, sources in way.neurons]
    readers = [weighted(nodes) for nodes in way.readers]
    counted = NodeByNode(neurons, readers, way.outputs, lambda h: net._activate(float(h)))
    kept = counted.forward([counting(1.0)] * len(net.inputs))
    forward = done()
    counted.backward(kept, [counting(1.0)] * len(way.outputs), None)
    parameters = len(net.parameters)
    return Counted(parameters, forward, done() - forward, 2 * parameters * forward)


def _numbers_that_count():
    """Return a kind of float that counts the operations made with it, and a function that tells how many there were.

    What an operation gives is of that kind again, so that none of those that follow is missed.
    """
    made = 0

    def counted(operation):
        def count(self, other):
            nonlocal made
            made += 1
            return CountingFloat(operation(self, other))

        return count

    class CountingFloat(float):
        __slots__ = ()

        __add__, __radd__ = counted(float.__add__), counted(float.__radd__)
        __sub__, __rsub__ = counted(float.__sub__), counted(float.__rsub__)
        __mul__, __rmul__ = counted(float.__mul__), counted(float.__rmul__)
        __truediv__, __rtruediv__ = counted(float.__truediv__), counted(float.__rtruediv__)

    return CountingFloat, lambda: made


def grown(width):
    """Return a network with two layers of `width` nodes between one input and one output.

    Every node reads the whole layer before it, as in the seven nodes (there: 1, 2, 3, 1; here: 1, width, width, 1).
    The parameters are random from −1 to 1, the same at every call. Raises TypeError or ValueError for a wrong width.
    """
    if isinstance(width, bool) or not isinstance(width, int):
        raise TypeError(f"width is {width!r}; give a whole number of nodes, such as 3")
    if width < 1:
        raise ValueError(f"width is {width}; give each layer at least 1 node")
    first, second, output = range(2, 2 + width), range(2 + width, 2 + 2 * width), 2 + 2 * width
    sources = {node: [1] for node in first} | {node: [*first] for node in second} | {output: [*second]}
    names = []
    for node, read in sources.items():
        names += [f"b{node}", f"c{node}", *(f"w{source}to{node}" for source in read)]
    rng = random.Random(width)
    return Network(sources, {name: rng.uniform(-1, 1) for name in names})


def power_of_growth(first, last):
    """Return the slope of the line between two points (x, y) on logarithmic axes: y grows as x to this power.

    Raises ValueError unless all four numbers are above 0 and the two x differ.
    """
    (x, y), (end_x, end_y) = first, last
    if min(x, y, end_x, end_y) <= 0 or x == end_x:
        raise ValueError(f"no slope leads from {first} to {last}; give points above 0 with different x")
    return math.log(end_y / y) / math.log(end_x / x)
