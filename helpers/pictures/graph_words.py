"""What a graph picture writes: the label of a node, the factor on an arrow, and the sentence beside it."""

from helpers.pictures.notation import MINUS, counted, listed, number, plain, sentence, symbol

_SIGNS = {"*": "×", "-": MINUS, "neg": MINUS}


def node_words(node):
    """Return (operation, name) of a node as markup: ("+", "q"), ("+ 1", ""), ("10 / ·", ""), ("", "a") for a leaf.

    The dot stands for the node that an operation reads, where a plain number stands before it.
    """
    operation, operands = _SIGNS.get(node.operation, node.operation), node.operands
    plains = [operand for operand in operands if not hasattr(operand, "parents")]
    if plains and len(operands) == 2:
        written = number(plains[0], 4)
        operation = f"{operation} {written}" if plains[0] is operands[1] else f"{written} {operation} ·"
    return operation, symbol(node.name) if node.name else ""


def heading(node):
    """Return what stands at the top of a node: its name, its operation, or both."""
    operation, name = node_words(node)
    return f"{name} ({operation})" if operation and name else operation or name


def factor(local):
    """Write a local derivative as the factor it is: "× 7", "× (−1)"; a rule for arrays as "× …"."""
    if callable(local):
        return "× …"
    written = number(local, 4)
    return f"× ({written})" if written.startswith(MINUS) else f"× {written}"


def _introduced(node, nodes):
    """Name a node in a sentence for the first time: with its operation and what that reads."""
    operation, _ = node_words(node)
    if not operation:
        return _short(node, nodes)
    return f"{_short(node, nodes)} ({operation} of {listed(_short(parent, nodes) for parent in node.parents)})"


def graph_sentence(nodes, arrows, chosen, flows, local, title):
    """Tell in one sentence what the picture of an expression graph shows.

    nodes: oldest first. arrows: [(parent, node, local derivative), …]. chosen: the selected names.
    flows: the nodes whose gradients are shown.
    """
    parts = [f"an expression graph of {counted(len(nodes), 'node')}"]
    parts.append("values " + listed(f"{_introduced(node, nodes)} = {number(node.value, 4)}" for node in nodes))
    if flows:
        told = [f"{number(node.grad, 4)} at {_short(node, nodes)}" for node in reversed(flows)]
        parts.append("gradients of the output " + listed(told))
    if local and arrows:
        ways = [(_short(node, nodes), _short(parent, nodes), factor(slope)) for parent, node, slope in arrows]
        steps = [f"from {node} to {parent} {times}" for node, parent, times in ways]
        parts.append("local derivatives " + listed(steps))
    if chosen:
        parts.append(f"the paths from {listed(chosen)} to the output are marked")
    return sentence(title, "; ".join(parts))


def _short(node, nodes):
    return plain(symbol(node.name)) if node.name else f"node {nodes.index(node) + 1}"
