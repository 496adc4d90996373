"""An expression graph walked one node at a time: the values forward, then the seed, then the gradients backward.

`Node.backward` does the second half in one go. Here the walk can stop at any moment, to look at what is known by
then. The numbers are the same: the engine's values, its local derivatives, and its sums in its order.
"""

from dataclasses import dataclass

import numpy as np

from helpers.graph import Node, ancestors, times


@dataclass(frozen=True)
class Share:
    """Hold what one arrow carries back: the upstream gradient times a local derivative, added to the parent's sum.

    before: the parent's sum until then, or None if nothing had arrived; total: the sum since then.
    """

    parent: Node
    upstream: object
    local: object
    product: object
    before: object
    total: object


@dataclass(frozen=True)
class Moment:
    """Hold what is known at one moment of a walk.

    kind: "inputs", "forward", "seed" or "backward". node: the node at work, or None.
    values: the nodes whose values are known. gradients: {node: its sum so far}.
    complete: the nodes whose sum is their gradient. returned: the nodes that have handed on theirs.
    shares: what the node at work hands to its parents in this step, one `Share` an arrow.
    """

    kind: str
    node: Node | None
    values: frozenset
    gradients: dict
    complete: frozenset
    returned: frozenset
    shares: tuple


class Walk:
    """Walk everything that `output` was computed from; `len` tells how many moments there are.

    The first moment has the inputs only; then comes one for each operation forward, one for the seed, one for each
    operation backward. The nodes are left as they are. Raises TypeError for what is not a node, OverflowError as
    `backward` does.
    """

    def __init__(self, output):
        if not isinstance(output, Node):
            raise TypeError(f"the output is {output!r}; give a node, such as Node(2) * 3")
        self.output, self.nodes = output, ancestors(output)
        self.operations = [node for node in self.nodes if node.parents]
        self.readers = {node: [] for node in self.nodes}
        for node in self.operations:
            for parent in node.parents:
                self.readers[parent].append(node)
        self.gradients = _by_the_engine(output, self.nodes)

    def __len__(self):
        return 2 * len(self.operations) + 2

    def moment(self, index):
        """Return the `Moment` number `index`, from 0 to len - 1; raises IndexError for any other."""
        if not 0 <= index < len(self):
            raise IndexError(f"there is no moment {index}; choose from 0 to {len(self) - 1}")
        count = len(self.operations)
        forward, backward = self.operations[:index], self.operations[::-1][: max(index - count - 1, 0)]
        values = frozenset(node for node in self.nodes if not node.parents).union(forward)
        if index <= count:
            kind, node = ("forward", forward[-1]) if forward else ("inputs", None)
            return Moment(kind, node, values, {}, frozenset(), frozenset(), ())
        gradients, shares = {self.output: self.seed()}, ()
        for node in backward:
            shares = tuple(_shares(node, gradients))
        returned = frozenset(backward)
        complete = frozenset(node for node in gradients if returned.issuperset(self.readers[node]))
        kind, node = ("backward", backward[-1]) if backward else ("seed", self.output)
        return Moment(kind, node, values, gradients, complete, returned, shares)

    def seed(self):
        """Return the gradient of the output with which the backward pass starts, 1 in every place."""
        shape = np.shape(self.output.value)
        return np.ones(shape) if shape else 1.0


def _by_the_engine(output, nodes):
    """Return {node: gradient} as `backward` finds or refuses them, and put back what the nodes held before."""
    before = [node.grad for node in nodes]
    output.backward()
    found = {node: node.grad for node in nodes}
    for node, grad in zip(nodes, before):
        node.grad = grad
    return found


def _shares(node, gradients):
    """Hand the gradient of `node` to its parents, which changes `gradients`, and yield every share."""
    upstream = gradients[node]
    for parent, local in zip(node.parents, node.local):
        product, before = multiplied(upstream, local, parent.value), gradients.get(parent)
        gradients[parent] = product if before is None else before + product
        yield Share(parent, upstream, local, product, before, gradients[parent])


def multiplied(upstream, local, value):
    """Return what an arrow brings to a parent that holds `value`: the upstream gradient times the local derivative."""
    with np.errstate(all="ignore"):  # what overflows is refused by name
        if type(upstream) is float and type(local) is float:
            return upstream * local
        return times(upstream, local, value)
