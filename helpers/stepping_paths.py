"""The paths of an expression graph: from its output back to a node, each with what it brings to the gradient there."""

from itertools import islice

from helpers.stepping import Share, multiplied


def count_paths(walk, node):
    """Return how many paths lead from `node` to the output of a `Walk`."""
    return _counts(walk, node)[walk.output]


def paths(walk, node, most):
    """Return up to `most` paths from the output of a `Walk` back to `node`, each a tuple of `Share`s, one an arrow.

    The product of a path's last share is what the path brings; those of all paths add up to the gradient.
    """
    on_the_way = _counts(walk, node)

    def ways(at, upstream):
        if at is node:
            yield ()
            return
        for parent, local in zip(at.parents, at.local):
            if on_the_way.get(parent):
                product = multiplied(upstream, local, parent.value)
                for rest in ways(parent, product):
                    yield (Share(parent, upstream, local, product, None, product), *rest)

    return list(islice(ways(walk.output, walk.seed()), most))


def _counts(walk, start):
    """Return {node: the number of paths from `start` to it}."""
    counts = {node: 0 for node in walk.nodes} | {start: 1}
    for node in walk.operations:
        if node is not start:
            counts[node] = sum(counts[parent] for parent in node.parents)
    return counts
