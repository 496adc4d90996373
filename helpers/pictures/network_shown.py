"""What a network picture shows: which values and gradients, on which paths, in what words."""

import math

from helpers.pictures.fonts import text_width
from helpers.pictures.notation import number, symbol
from helpers.pictures.palette import SMALL
from helpers.pictures.selection import checked_names, downstream

_MODES = ("values", "gradients", "names", None)


class Shown:
    """Hold what a picture shows of a network: one place for the drawing and its sentence to ask.

    sources: ((node, the nodes it reads), …). values, gradients: those that are shown, by node and by name.
    active: the nodes on a chosen path. lit: the arrows on one. chosen: the selected names.
    now: the node at work, or None.
    box_width, weight_width: pixels that the boxes of b and c, and of the weights, need.
    """

    def __init__(self, net, gradients, select, parameters, target, known=None, now=None, room=""):
        self.values = {node: x for node, x in _values(net).items() if known is None or node in known}
        _check_mode(parameters, gradients, self.values)
        reads = {node: tuple(net.sources.get(node, ())) for node in dict.fromkeys((*net.inputs, *net.order))}
        self.sources = tuple(reads.items())
        self.parameters, self.mode = net.parameters, parameters
        known = (*net.parameters, *(f"x{node}" for node in reads))
        self.chosen = checked_names(select, known, "this network")
        # A path begins at the node that a chosen parameter belongs to.
        owners = {name: node for node in reads for name in (f"x{node}", *net.names_of(node))}
        self.active = downstream([owners[name] for name in self.chosen], reads) if self.chosen else set(reads)
        self.lit = {(source, node) for node in self.active for source in reads[node] if source in self.active}
        self.gradients = {name: value for name, value in (gradients or {}).items() if self._flows(name, owners)}
        self.target, self.now = target, now
        done = bool(self.values) and all(node in self.values for node in net.outputs)
        self.loss = net.loss(target) if target is not None and done else None
        self.box_width = self._width([f"{kind}{node}" for node in reads if reads[node] for kind in "bc"], room)
        self.weight_width = self._width([f"w{source}to{node}" for node in reads for source in reads[node]], room)

    def _flows(self, name, owners):
        """Say whether the gradient `name` is on a chosen path: of parameters outside, only the chosen ones count."""
        if name not in owners:
            return False
        if name.startswith("x") or not self.chosen:
            return owners[name] in self.active
        return name in self.chosen

    def writing(self, name):
        """Return what the box of a parameter says: its letter or symbol, and its number or ""."""
        if self.mode == "names":
            return symbol(name), ""
        numbers = self.parameters if self.mode == "values" else self.gradients
        return name[0], number(numbers[name]) if name in numbers else ""

    def _width(self, names, room):
        """Return a width in pixels that fits the boxes of `names`, in coarse steps so that it seldom changes."""
        if self.mode is None:
            return 0
        widest = max(text_width(" ".join(self.writing(name)).strip(), SMALL) for name in names)
        widest = max(widest, text_width(f"w {room}", SMALL)) if room else widest
        return 12 * math.ceil((widest + 10) / 12)


def _values(net):
    """Return {node: value} of the last forward pass, or {} before the first one."""
    try:
        return net.values
    except RuntimeError:
        return {}


def _check_mode(parameters, gradients, values):
    if parameters not in _MODES:
        raise ValueError(f"parameters is {parameters!r}; choose 'values', 'gradients', 'names' or None")
    if gradients is not None and not values:
        raise ValueError("gradients belong to a forward pass; call net.forward(x) on this network first")
    if parameters == "gradients" and gradients is None:
        raise ValueError("parameters='gradients' needs gradients; pass what net.backward(target) returned")
