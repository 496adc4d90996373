"""The slopes of any function of numbers: by the engine where it takes nodes, by nudging where it does not."""

from helpers.graph import Node
from helpers.nudging import nudged_gradient


def expression(f, at, names=None):
    """Return f of nodes and these nodes, or None if f does not work on nodes."""
    nodes = [Node(value, name) for value, name in zip(at, names or [""] * len(at))]
    try:
        output = f(*nodes)
    except Exception:  # whatever a function of plain numbers does with a node
        return None
    return (output, nodes) if isinstance(output, Node) else None


def slopes(f, at, start=0.1):
    """Return the slope of f for each input, and how far off each may be: 0 where the engine finds it."""
    found = expression(f, at)
    if found is None:
        pairs = nudged_gradient(f, tuple(map(float, at)), start)
        return tuple(slope for slope, _ in pairs), tuple(doubt for _, doubt in pairs)
    output, nodes = found
    output.backward()
    return tuple(0.0 if node.grad is None else float(node.grad) for node in nodes), (0.0,) * len(nodes)
