"""The arithmetic of a network, written out in symbols and numbers: a node forward, a node backward, a path, a nudge."""

from helpers.paths import local_derivative, multiplications, own_derivative, owner, paths
from helpers.pictures.lines import Line, note
from helpers.pictures.notation import MINUS, counted, listed, number, symbol
from helpers.sigmoid import sigmoid_and_rest

DIGITS = 4
VERDICTS = {
    "agree": "they agree.",
    "too small": "the change is too small to see beside the loss, rounding hides it.",
    "disagree": "they do not agree, the nudge is too wide for this curve.",
}


def derivative(what, by):
    """Write ∂what/∂by, both as names of the code."""
    return f"∂{symbol(what)}/∂{symbol(by)}"


def factor(value):
    """Write a number as a factor: a negative one in brackets."""
    written = number(value, DIGITS)
    return f"({written})" if written.startswith(MINUS) else written


def forward_lines(net, node, known=True):
    """Write how a node's h and value come about; in symbols only where its numbers are not known yet."""
    p, x = net.parameters, net.values
    reads = net.sources[node]
    terms = [f"{symbol(f'w{j}to{node}')} {symbol(f'x{j}')}" for j in reads]
    numbers = [f"{factor(p[f'w{j}to{node}'])} · {factor(x[j])}" for j in reads]
    b, c, g = p[f"b{node}"], p[f"c{node}"], sigmoid_and_rest(net.h[node])[0]
    h_i, x_i = symbol(f"h{node}"), symbol(f"x{node}")
    sum_of = Line((h_i, f"= {' + '.join([symbol(f'b{node}'), *terms])}"), ("value", "muted"))
    scaled = Line((x_i, f"= {symbol(f'c{node}')} g({h_i})"), ("value", "muted"))
    if not known:
        return sum_of, scaled
    return (
        sum_of,
        Line(("", f"= {' + '.join([number(b, DIGITS), *numbers])} = {number(net.h[node], DIGITS)}")),
        scaled,
        Line(("", f"= {factor(c)} · {number(g, DIGITS)} = {number(x[node], DIGITS)}")),
    )


def value_lines(net, gradients, node, target):
    """Write how the gradient of a node's value comes about: scenario 1 for an output, scenario 2 for any other."""
    told = derivative("L", f"x{node}")
    if node in net.outputs:
        goal = target[node] if hasattr(target, "items") else target
        numbers = f"2 ({number(net.values[node], DIGITS)} {MINUS} {factor(goal)})"
        found = number(gradients[f"x{node}"], DIGITS)
        return (
            note(f"Scenario 1, the output node {node}: the loss alone decides."),
            Line((told, f"= 2 ({symbol(f'x{node}')} {MINUS} t)", f"= {numbers}", f"= {found}"), ("gradient", "muted")),
        )
    rows, total = [], 0.0
    for j in net.readers[node]:
        upstream, local = gradients[f"x{j}"], local_derivative(net, node, j)
        total += upstream * local
        symbols = f"{derivative('L', f'x{j}')} · {derivative(f'x{j}', f'x{node}')}"
        numbers = f"{factor(upstream)} · {factor(local)}"
        product = number(upstream * local, DIGITS)
        rows.append(Line((f"from {j}", symbols, numbers, product, number(total, DIGITS)), ("muted", "muted")))
    who = f"add over its readers, {listed(net.readers[node])}"
    if len(rows) == 1:
        who = f"one reader, node {net.readers[node][0]}"
    heads = ("reader", "upstream gradient · local derivative", "", "product", "sum so far")
    return (
        note(f"Scenario 2, node {node}: {who}."),
        Line(heads, ("muted",) * 5),
        *rows,
        Line((told, "", "", "", number(gradients[f"x{node}"], DIGITS)), ("gradient",) + ("gradient",) * 4, "sum"),
    )


def own_lines(net, gradients, node):
    """Write the gradients of a node's own parameters: scenario 3."""
    rows = []
    for name in net.names_of(node):
        symbols = f"{derivative('L', f'x{node}')} · {derivative(f'x{node}', name)}"
        numbers = f"{factor(gradients[f'x{node}'])} · {factor(own_derivative(net, name))}"
        found = number(gradients[name], DIGITS)
        rows.append(Line((derivative("L", name), f"= {symbols}", f"= {numbers}", f"= {found}"), ("gradient", "muted")))
    kept = f"∂L/∂{symbol(f'x{node}')} and {derivative(f'x{node}', f'h{node}')} = {number(net.slope[node], DIGITS)}"
    return (
        note(f"Scenario 3, node {node}'s own parameters: the upstream gradient times a local derivative."),
        *rows,
        note(f"Kept for reuse: {kept}.", "muted"),
    )


def path_lines(net, gradients, name):
    """Write the gradient of `name` path by path, symbol by symbol and number by number, and the sum over paths."""
    ways = paths(net, gradients, name)
    rows = []
    for way in ways:
        cells, roles = [" ⇠ ".join(map(str, way.nodes))], ["muted"]
        for index, (what, by, value) in enumerate(way.factors):
            written = factor(value) if index else number(value, DIGITS)
            cells += [f"{'· ' if index else ''}{derivative(what, by)}", written]
            roles += ["muted", "ink"]
        rows.append((cells, roles, way.product))
    wide = max(len(cells) for cells, _, _ in rows)
    lines = []
    for cells, roles, product in rows:
        empty = wide - len(cells)
        cells, roles = (*cells, *[""] * empty), (*roles, *["muted"] * empty)
        lines.append(Line((*cells, "=", number(product, DIGITS)), (*roles, "muted", "gradient")))
    total = ("",) * (wide - 1) + (derivative("L", name), "=", number(gradients[name], DIGITS))
    lines.append(Line(total, ("muted",) * (wide - 1) + ("gradient", "muted", "gradient"), "sum"))
    return (*lines, note(path_words(net, name, len(ways))))


def path_words(net, name, count):
    """Say along how many paths a node reaches the loss, and what to do with them."""
    node = owner(net, name)
    if count == 1:
        return f"Node {node} reaches the loss along one path: multiply along it."
    return f"Node {node} reaches the loss along {counted(count, 'path')}. Multiply along each path, add over the paths."


def nudge_words(name, nudge):
    """Tell what a nudge of `name` found, a `Nudge`, beside the gradient of the chain rule."""
    lead = f"Nudge {symbol(name)} by {number(nudge.h)} to each side: from one end to the other the loss changes by"
    lead += f" {number(nudge.above - nudge.below, DIGITS)}, that is {number(nudge.ratio, DIGITS)} per unit."
    lead += f" The gradient is {number(nudge.gradient, DIGITS)}"
    return f"{lead}: {VERDICTS[nudge.verdict]}"


def count_words(net, nodes):
    """Count the multiplications for the gradients of these nodes' parameters, with and without keeping two values."""
    counts = multiplications(net)
    scratch, kept = (sum(counts[node][k] for node in nodes) for k in (0, 1))
    which = f"all {len(net.parameters)} gradients" if len(nodes) == len(net.order) else "the gradients so far"
    return (
        f"Multiplications for {which}: {kept} when ∂L/∂x and the slope of each node are kept, {scratch} from scratch."
    )
