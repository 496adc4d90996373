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
    active: the nodes on a chosen path, or of a chosen formula. lit: the arrows there. chosen: the selected names.
    held: what the boxes of parameters hold, by name.
    now: the node at work, or None.
    box_width, weight_width: pixels that the boxes of b and c, and of the weights, need.
    """

    def __init__(self, net, gradients, select, parameters, target, known=None, now=None, room="", formula=False):
        self.values = {node: x for node, x in _values(net).items() if known is None or node in known}
        _check_mode(parameters, gradients, self.values)
        reads = {node: tuple(net.sources.get(node, ())) for node in dict.fromkeys((*net.inputs, *net.order))}
        self.sources = tuple(reads.items())
        self.parameters, self.mode = net.parameters, parameters
        known = (*net.parameters, *(f"x{node}" for node in reads))
        self.chosen = checked_names(select, known, "this network")
        # A path begins at the node that a chosen parameter belongs to.
        owners = {name: node for node in reads for name in (f"x{node}", *net.names_of(node))}
        self.starts = {owners[name] for name in self.chosen}
        self.formula = formula and bool(self.chosen)
        self.active = self._active(reads)
        ends = self.starts if self.formula else self.active
        self.lit = {(source, node) for node in ends for source in reads[node] if source in self.active}
        found = gradients or {}
        self.gradients = {f"x{n}": found[f"x{n}"] for n in reads if n in self.active and f"x{n}" in found}
        self.held = net.parameters if parameters == "values" else {n: found[n] for n in net.parameters if n in found}
        self.target, self.now = target, now
        done = bool(self.values) and all(node in self.values for node in net.outputs)
        self.loss = net.loss(target) if target is not None and done else None
        self.box_width = self._width([f"{kind}{node}" for node in reads if reads[node] for kind in "bc"], room)
        self.weight_width = self._width([f"w{source}to{node}" for node in reads for source in reads[node]], room)

    def _active(self, reads):
        """Return the nodes that matter to what is chosen: those on its paths, those of its formula, or all."""
        if not self.chosen:
            return set(reads)
        if self.formula:
            return self.starts.union(*(reads[node] for node in self.starts))
        return downstream([*self.starts], reads)

    def writing(self, name):
        """Return what the box of a parameter says: its letter or symbol, and its number or ""."""
        if self.mode == "names":
            return symbol(name), ""
        return name[0], number(self.held[name]) if name in self.held else ""

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
