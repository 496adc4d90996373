"""A gradient as a sum over paths: what the chain rule multiplies on every way from a node to the loss.

Read off a network after its forward and backward pass, for one sample. The engine itself needs no
paths: it adds up at every node, so that no part of a path is multiplied twice (`multiplications`).
"""

from dataclasses import dataclass

from helpers.sigmoid import sigmoid_and_rest

MOST_PATHS = 50


@dataclass(frozen=True)
class Path:
    """Hold one path from the loss back: its nodes, the output first, its factors and their product.

    factors: [(what is differentiated, by what, number), …], such as [("L", "x7", -6.0), ("x7", "b7", 0.1)].
    """

    nodes: tuple
    factors: tuple
    product: float


def owner(net, name):
    """Return the node that a parameter ("w2to4": node 4) or a value ("x4") belongs to."""
    for node in (*net.inputs, *net.order):
        if name == f"x{node}" or name in net.names_of(node):
            return node
    raise ValueError(
        f"{name!r} is no parameter and no value of this network; choose one such as {[*net.parameters][0]}"
    )


def paths(net, gradients, name):
    """Return the `Path`s from the loss back to `name`, a parameter or a value; their products add up to its gradient.

    gradients: what `net.backward(target)` returned. Raises ValueError for an unknown name or too many paths.
    """
    node = owner(net, name)
    found = []
    for nodes in ways_back(net, node):
        output = nodes[0]
        factors = [("L", f"x{output}", gradients[f"x{output}"])]
        factors += [(f"x{j}", f"x{i}", local_derivative(net, i, j)) for j, i in zip(nodes, nodes[1:])]
        if name != f"x{node}":
            factors.append((f"x{node}", name, own_derivative(net, name)))
        product = 1.0
        for _, _, number in factors:
            product *= number
        found.append(Path(nodes, tuple(factors), product))
    return found


def local_derivative(net, source, reader):
    """Return dx_reader/dx_source: the reader's slope times the weight between."""
    return net.slope[reader] * net.parameters[f"w{source}to{reader}"]


def own_derivative(net, name):
    """Return dx_i/dz for a parameter z of node i: g(h) for its c, its slope for b, slope times x_j for a weight."""
    node = owner(net, name)
    if name == f"c{node}":
        return sigmoid_and_rest(net.h[node])[0]
    if name == f"b{node}":
        return net.slope[node]
    source = next(source for source in net.sources[node] if name == f"w{source}to{node}")
    return net.slope[node] * net.values[source]


def ways_back(net, node):
    """Return every way from an output back to `node`, as tuples of nodes; raises ValueError if there are very many."""
    found, waiting = [], [(node,)]
    while waiting:
        way = waiting.pop(0)
        if way[0] in net.outputs:
            found.append(way)
        waiting += [(reader, *way) for reader in net.readers[way[0]]]
        if len(waiting) + len(found) > MOST_PATHS:
            raise ValueError(f"node {node} reaches the loss along more than {MOST_PATHS} paths; choose a later node")
    return found


def multiplications(net):
    """Return {node: (from scratch, both kept)}: how many multiplications the gradients of its parameters take.

    Every x and g(h) is known. From scratch, each parameter's gradient is worked out anew from the loss;
    otherwise dloss/dx and the slope of every node are found once and kept.
    """
    upstream, counts = {}, {}
    for i in reversed(net.order):
        readers, weights = net.readers[i], len(net.sources[i])
        # For each reader: its upstream gradient, 2 for its slope, 2 to multiply with it and the weight.
        upstream[i] = sum(upstream[j] + 4 for j in readers) if readers else 1
        scratch = (upstream[i] + 3) + (upstream[i] + 1) + weights * (upstream[i] + 4)
        kept = (2 * len(readers) if readers else 1) + 2 + 1 + 1 + 2 * weights
        counts[i] = (scratch, kept)
    return counts
