"""The arithmetic of one moment of a walk through an expression graph, in symbols and numbers, and in a sentence."""

from helpers.pictures.graph_words import bracketed, expression, is_node, names_of
from helpers.pictures.lines import Line
from helpers.pictures.notation import MINUS, listed, number, plain
from helpers.sigmoid import sigmoid_and_rest

_HEADS = ("goes to", "upstream gradient", "local derivative", "product", "sum so far")
_COLUMNS = ("ink", "gradient", "ink", "ink", "gradient")
_FORMULAS = {"sigmoid": "g"}  # what the lessons' formulas call an operation

# How the rules read: u and v are the operands, y the result; one for each operand that gets a gradient.
_RULES = {
    "*": ("{v}", "{u}"),
    "/": ("1 / {v}", f"{MINUS}{{y}} / {{v}}"),
    "exp": ("{y}",),
    "log": ("1 / {u}",),
    "sin": ("cos({u})",),
    "cos": (f"{MINUS}sin({{u}})",),
    "tanh": (f"1 {MINUS} {{y}}²",),
    "sigmoid": (f"g′({{u}}) = g({{u}}) (1 {MINUS} g({{u}}))",),
}


class StepWords:
    """Write what happens at one moment of a `helpers.stepping.Walk`."""

    def __init__(self, walk, moment):
        self.walk, self.moment, self.names = walk, moment, names_of(walk.nodes)

    def lines(self):
        """Return the `Line`s of the step."""
        moment = self.moment
        if moment.kind == "inputs":
            return ()
        if moment.kind == "forward":
            return (self._forward_line(moment.node),)
        if moment.kind == "seed":
            return (
                Line((self._gradient(moment.node), f"= {number(moment.gradients[moment.node], 4)}"), ("gradient",)),
            )
        return (Line(_HEADS, ("muted",) * 5), *map(self._share_line, range(len(moment.shares))))

    def says(self):
        """Return the sentences that tell the step."""
        moment, names = self.moment, self.names
        if moment.kind == "inputs":
            return plain(f"The inputs are given: {self._given()}. Nothing is computed yet.")
        if moment.kind == "forward":
            told = " ".join(cell for cell in self._forward_line(moment.node).cells if cell)
            return plain(f"Forward: {told}.{' That is the output.' if moment.node is self.walk.output else ''}")
        if moment.kind == "seed":
            name = names[moment.node]
            return plain(f"Backward begins at the output. Per unit of {name}, {name} moves by 1: that is its gradient.")
        return plain(" ".join(self._told_backward()))

    def title(self, index):
        """Return the title of moment number `index`."""
        kinds = {"inputs": "the inputs", "forward": "forward", "seed": "the seed", "backward": "backward"}
        at = f", {self.names[self.moment.node]}" if self.moment.node else ""
        return f"Step {index} of {len(self.walk) - 1}: {kinds[self.moment.kind]}{at}"

    # --- Forward ---

    def _given(self):
        leaves = [node for node in self.walk.nodes if not node.parents]
        return listed(f"{self.names[node]} = {number(node.value, 4)}" for node in leaves)

    def _forward_line(self, node):
        sign = _FORMULAS.get(node.operation, "")
        symbols = expression(node, [self.names[part] if is_node(part) else None for part in node.operands], sign)
        numbers = expression(node, [number(part.value, 4) if is_node(part) else None for part in node.operands], sign)
        cells = [self.names[node], f"= {symbols}", f"= {numbers}", f"= {number(node.value, 4)}"]
        if symbols == self.names[node]:
            cells[1] = ""
        return Line(tuple(cells), ("ink", "ink", "value", "value"))

    # --- Backward ---

    def _gradient(self, node):
        return derivative(self.names[self.walk.output], self.names[node])

    def _share_line(self, k):
        node, share = self.moment.node, self.moment.shares[k]
        found = (_sigmoid_numbers(node) if node.operation == "sigmoid" else "") or number_or_dots(share.local)
        local = f"{derivative(self.names[node], self.names[share.parent])} = {self._rule(node, k)}{found}"
        total = number(share.total, 4)
        if share.before is not None:
            total = f"{number(share.before, 4)} + {bracketed(share.product)} = {total}"
        upstream = f"{self._gradient(node)} = {number(share.upstream, 4)}"
        more = "" if share.parent in self.moment.complete else ", more to come"
        return Line((self.names[share.parent], upstream, local, _product(share), total + more), _COLUMNS)

    def _rule(self, node, k):
        """Write how the local derivative number k comes about, "c = ", where it is more than a number."""
        place = [index for index, part in enumerate(node.operands) if is_node(part)][k]
        parts = [self.names[part] if is_node(part) else number(part, 4) for part in node.operands]
        rules = _RULES.get(node.operation)
        if not rules or (node.operation == "*" and not is_node(node.operands[1 - place])):
            return ""
        bare = {"u": parts[0], "v": parts[-1], "y": self.names[node]}
        rule = rules[place]
        for letter, part in bare.items():  # inside brackets of the rule's own, and alone, it needs none
            bracketed = f"({part})" if " " in part and rule != f"{{{letter}}}" else part
            rule = rule.replace(f"({{{letter}}})", f"({part})").replace(f"{{{letter}}}", bracketed)
        return f"{rule} = "

    def _told_backward(self):
        moment, names = self.moment, self.names
        shares = moment.shares
        handed = listed(f"{_product(share)} to {names[share.parent]}" for share in shares)
        yield f"Backward: {names[moment.node]} has the gradient {number(shares[0].upstream, 4)} and hands {handed}."
        for parent in dict.fromkeys(share.parent for share in shares):
            into = [share for share in shares if share.parent is parent]
            first, *rest = ([] if into[0].before is None else [into[0].before]) + [share.product for share in into]
            if rest:
                added = " + ".join([number(first, 4), *map(bracketed, rest)])
                yield f"Add what arrives at {names[parent]}: {added} = {number(into[-1].total, 4)}."
        if len(moment.returned) == len(self.walk.operations):
            yield "Every gradient is known."
        elif waiting := dict.fromkeys(share.parent for share in shares if share.parent not in moment.complete):
            yield f"More is still to come to {listed(names[node] for node in waiting)}."


def derivative(what, by):
    """Write ∂what/∂by, an expression in brackets."""
    return "∂{}/∂{}".format(*(f"({name})" if " " in name else name for name in (what, by)))


def _sigmoid_numbers(node):
    """Write g(h) (1 − g(h)) in numbers, as a product, which the next column has as one number; of arrays nothing.

    It has four digits or as many more as it takes for a hand to find that number's four.
    """
    h = node.parents[0].value
    if type(h) is not float:
        return ""
    g, rest = sigmoid_and_rest(h)
    for digits in range(4, 9):
        # Close to 1, the digits of g that are written say nothing of 1 − g.
        left, right = _rounded(g, digits), 1 - _rounded(g, digits) if rest > 0.02 else _rounded(rest, digits)
        if _rounded(left * right, 4) == _rounded(g * rest, 4):
            break
    written = f"(1 {MINUS} {number(g, digits)})" if rest > 0.02 else number(rest, digits)
    return f"{number(g, digits)} · {written}"


def _rounded(value, digits):
    return float(f"{value:.{digits - 1}e}")


def number_or_dots(value):
    """Write a number; a rule for arrays as "…"."""
    return "…" if callable(value) else number(value, 4)


def _product(share):
    return f"{number(share.upstream, 4)} · {bracketed(share.local)} = {number(share.product, 4)}"
