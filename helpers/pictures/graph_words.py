"""What a graph picture writes: the label of a node, the factor on an arrow, and the sentence beside it."""

from helpers.pictures.notation import MINUS, counted, listed, number, plain, sentence, symbol

_SIGNS = {"*": "×", "-": MINUS, "neg": MINUS}
_LONGEST = 12  # letters of an expression that can stand for a name


def node_words(node):
    """Return (operation, name) of a node as markup: ("+", "q"), ("+ 1", ""), ("10 / ·", ""), ("", "a") for a leaf.

    The dot stands for the node that an operation reads, where a plain number stands before it.
    """
    operation, operands = _SIGNS.get(node.operation, node.operation), node.operands
    plains = [operand for operand in operands if not is_node(operand)]
    if plains and len(operands) == 2:
        written = number(plains[0], 4)
        operation = f"{operation} {written}" if plains[0] is operands[1] else f"{written} {operation} ·"
    return operation, symbol(node.name) if node.name else ""


def is_node(operand):
    """Tell whether an operand is a node, and not a plain number."""
    return hasattr(operand, "parents")


def heading(label):
    """Return what stands at the top of a node, from its (operation, name): either of them, or both."""
    operation, name = label
    return f"{name} ({operation})" if operation and name else operation or name


def labels_of(nodes, numbered):
    """Return {node: (operation, name)}; numbered: give those without a name the one that words about them use.

    That is "node 5" or "output"; what is called "a + b" is easily found without.
    """
    names, labels = names_of(nodes), {}
    for node in nodes:
        operation, name = node_words(node)
        if numbered and not name and _by_place(names[node]):
            name = names[node]
        labels[node] = operation, name
    return labels


def keys_of(nodes):
    """Return {node: the name of its part of the picture}, each a different one."""
    keys, taken = {}, set()
    for node in nodes:
        key = name = node.name or node_words(node)[0] or "leaf"
        again = 2
        while key in taken:
            key, again = f"{name} ({again})", again + 1
        taken.add(key)
        keys[node] = key
    return keys


def names_of(nodes):
    """Return {node: what it is called, as markup}: its name, or what it computes, such as "a + b".

    Where that is long, or said of another node already, it is "node 5", by its place among `nodes`, oldest first.
    The last of them is the output.
    """
    names = {}
    for place, node in enumerate(nodes, 1):
        name = symbol(node.name) if node.name else expression(node, _parts(node, names))
        if not node.name and node is nodes[-1] and node.operation:
            name = "output"
        if not node.name and (not name or len(name) > _LONGEST or "node " in name or name in names.values()):
            name = f"node {place}"
        names[node] = name
    return names


def _by_place(name):
    """Tell whether a name of `names_of` says only where the node stands."""
    return name == "output" or name.startswith("node ")


def _parts(node, names):
    return [names[operand] if is_node(operand) else None for operand in node.operands]


def expression(node, operands, sign=""):
    """Write what made a node, a + b or exp(a); operands: how each is written, or None for a plain number.

    sign: what stands for the operation, if not its own.
    """
    written = [number(plain, 4) if name is None else name for name, plain in zip(operands, node.operands)]
    if not written:
        return ""
    sign = sign or ("·" if node.operation == "*" else _SIGNS.get(node.operation, node.operation))
    if sign.replace("_", "").isalpha():
        return f"{sign}({', '.join(written)})"
    left, *right = (f"({part})" if " " in part else part for part in written)
    if left.startswith(MINUS) and (not right or node.operation == "**"):
        left = f"({left})"
    return f"{left} {sign} {f'({right[0]})' if right[0].startswith(MINUS) else right[0]}" if right else sign + left


def factor(local):
    """Write a local derivative as the factor it is: "× 7", "× (−1)"; a rule for arrays as "× …"."""
    return f"× {bracketed(local)}"


def bracketed(value):
    """Write a number where others stand before it: a negative one in brackets; a rule for arrays as "…"."""
    if callable(value):
        return "…"
    written = number(value, 4)
    return f"({written})" if written.startswith(MINUS) else written


def _introduced(node, names):
    """Name a node in a sentence for the first time: with its operation and what that reads."""
    operation, name = node_words(node)
    if not operation or not (name or _by_place(names[node])):
        return plain(names[node])
    return plain(f"{names[node]} ({operation} of {listed(names[parent] for parent in node.parents)})")


def sum_words(node, show):
    """Write the gradient of a node, or its sum so far: "2 + …"."""
    return number(show.gradients[node], 4) + (" + …" if node in show.partial else "")


def graph_sentence(show, title):
    """Tell in one sentence what the picture of an expression graph shows; show: a `Shown`."""
    nodes, names = show.nodes, names_of(show.nodes)
    known = [node for node in nodes if node in show.values]
    unknown = [node for node in nodes if node not in show.values]
    parts = [f"an expression graph of {counted(len(nodes), 'node')}"]
    parts.append("values " + listed(f"{_introduced(node, names)} = {number(node.value, 4)}" for node in known))
    if unknown:
        parts.append("not yet computed " + listed(_introduced(node, names) for node in unknown))
    flows = [node for node in reversed(nodes) if node in show.gradients]
    if flows:
        far = {node: " so far" if node in show.partial else "" for node in flows}
        told = [f"{number(show.gradients[node], 4)}{far[node]} at {plain(names[node])}" for node in flows]
        parts.append("gradients of the output " + listed(told))
    if show.factors:
        ways = [show.arrows[index] for index in show.factors]
        steps = [f"from {names[node]} to {names[parent]} {factor(slope)}" for parent, node, slope in ways]
        parts.append("local derivatives " + listed(steps))
    if show.chosen:
        parts.append(f"the paths from {listed(names[node] for node in show.chosen)} to the output are marked")
    if show.now:
        parts.append(f"now at work {names[show.now]}")
    return sentence(title, plain("; ".join(parts)))
