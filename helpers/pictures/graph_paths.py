"""A gradient of an expression graph as the sum over its paths: each path's product written out, then added up."""

from helpers.pictures.graph_steps import derivative, number_or_dots
from helpers.pictures.graph_words import bracketed, names_of
from helpers.pictures.lines import Line, note
from helpers.pictures.notation import counted, listed, number, plain
from helpers.stepping_paths import count_paths, paths

MOST_PATHS = 6
_MOST_FACTORS = 6  # of one path; the middle of a longer one is left out


class PathWords:
    """Write how the gradient of `node` comes about, as far as `moment` of the `walk` knows it."""

    def __init__(self, walk, moment, node):
        self.walk, self.node, self.names = walk, node, names_of(walk.nodes)
        self.complete, self.sum = node in moment.complete, moment.gradients.get(node)
        self.waiting = [reader for reader in dict.fromkeys(walk.readers[node]) if reader not in moment.returned]
        self.name, self.output = self.names[node], self.names[walk.output]
        if self.complete:
            self.count, self.paths = count_paths(walk, node), paths(walk, node, MOST_PATHS)

    def title(self):
        """Return what is shown of the node, or "" while its gradient is not complete."""
        if not self.complete:
            return ""
        output = "the output" if self.output == "output" else self.output
        if self.node is self.walk.output:
            return f"The backward pass starts at {output}"
        return f"From {self.name} to {output}" + (", path by path" if self.count > 1 else "")

    def lines(self):
        """Return the `Line`s: one a path and one for the sum; none while the gradient is not complete."""
        if not self.complete:
            return ()
        if self.node is self.walk.output:
            return (Line((derivative(self.output, self.output), f"= {number(self.sum, 4)}"), ("gradient",)),)
        rows = [self._path(path) for path in self.paths]
        if self.count > 1:
            found = ("", derivative(self.output, self.name), f"= {self._added()}", f"= {number(self.sum, 4)}")
            rows.append(Line(found, ("muted", "gradient", "ink", "gradient"), "sum"))
        if self.count > len(self.paths):
            rows.append(note(self._left_out()))
        return tuple(rows)

    def says(self):
        """Return the sentences that tell it, or what is still missing."""
        if not self.complete:
            return plain(self._missing())
        found = number(self.sum, 4)
        if self.node is self.walk.output:
            return plain(f"The backward pass starts at {self.output}: its gradient is {found}.")
        if self.count == 1:
            numbers = _factors(self.paths[0])
            told = f"{_elided(numbers)} = {found}" if len(numbers) > 1 else f"the gradient is {found}"
            return plain(f"{self._reached()}: {told}.")
        return plain(f"{self._reached()}. Multiply along each, add over the paths: {self._added()} = {found}.")

    def _reached(self):
        return f"{self.name} reaches {self.output} along {counted(self.count, 'path')}"

    def _added(self):
        first, *rest = (path[-1].product for path in self.paths)
        more = " + …" if self.count > len(self.paths) else ""
        return " + ".join([number(first, 4), *map(bracketed, rest)]) + more

    def _path(self, path):
        nodes = [self.walk.output, *(share.parent for share in path)]
        names = [self.names[node] for node in nodes]
        symbols = [derivative(what, by) for what, by in zip(names, names[1:])]
        numbers = _factors(path)
        product = f"= {number(path[-1].product, 4)}"
        cells = (_elided(names, " ⇠ "), _elided(symbols), f"= {_elided(numbers)}" if len(path) > 1 else "", product)
        return Line(cells, ("muted", "muted", "ink", "gradient"))

    def _left_out(self):
        left, arrows = self.count - len(self.paths), sum(len(node.parents) for node in self.walk.operations)
        needs = f"The backward pass needs one product for each of {arrows} arrows."
        return f"{left} more are not written here. {needs}"

    def _missing(self):
        if self.sum is None:
            return f"Nothing has come back to {self.name} yet. Step on to see its paths written out."
        waiting = listed(self.names[node] for node in self.waiting)
        so_far = f"{self.name} has {number(self.sum, 4)} so far"
        return f"{so_far}; {waiting} still has to hand on. Then the paths are written out."


def _factors(path):
    first, *rest = (share.local for share in path)
    return [number_or_dots(first), *map(bracketed, rest)]


def _elided(parts, joint=" · "):
    if len(parts) > _MOST_FACTORS:
        parts = [*parts[: _MOST_FACTORS // 2], "…", *parts[-_MOST_FACTORS // 2 + 1 :]]
    return joint.join(parts)
