"""Who reads whom: the directed acyclic graph of a network, checked, and the names of its parameters."""

from difflib import get_close_matches
from types import MappingProxyType


class Wiring:
    """Hold the order, the readers and the parameter names of a network.

    sources: {node: (the nodes it reads, …)}; a node that is read and not a key is an input.
    order: the computing nodes, every one after all it reads.
    readers: {node: (the nodes that read it, …)}.
    names: the parameters of the network, node by node: b, c, one w for each source.
    nodes: all of them, inputs first; place: {node: its place among them}; places_of_outputs: those of the outputs.
    places: {name: its place} of the parameters and, after them, of the values x of all nodes.
    """

    def __init__(self, sources):
        """Check `sources`; raises TypeError or ValueError for an empty network, a repeated source or a cycle."""
        self.sources = MappingProxyType(_checked_sources(sources))
        readers = {}
        for node, read in self.sources.items():
            for source in read:
                readers.setdefault(source, []).append(node)
        self.inputs = tuple(node for node in readers if node not in self.sources)
        self.order = _ordered(self.sources, readers)
        self.readers = MappingProxyType({n: tuple(readers.get(n, ())) for n in (*self.inputs, *self.order)})
        self.outputs = tuple(node for node in self.order if not self.readers[node])
        self.names = tuple(name for node in self.order for name in self.names_of(node))
        self.nodes = (*self.inputs, *self.order)
        self.place = {node: place for place, node in enumerate(self.nodes)}
        self.places_of_outputs = tuple(self.place[node] for node in self.outputs)
        values = [f"x{node}" for node in self.nodes]
        self.places = {name: place for place, name in enumerate((*self.names, *values))}
        if len(set(self.names)) < len(self.names):
            twice = next(name for name in self.names if self.names.count(name) > 1)
            raise ValueError(f"two parameters would be called {twice!r}; rename the nodes")

    def names_of(self, node):
        """Return the names of a node's own parameters: b, c, and one w for each source."""
        return (f"b{node}", f"c{node}", *(f"w{source}to{node}" for source in self.sources[node]))

    def check_names(self, given):
        """Raise ValueError if a parameter of the network is missing from `given`, or one is unknown."""
        if not hasattr(given, "items"):
            raise TypeError(f'parameters is a {type(given).__name__}; give a mapping such as {{"b2": 1.0, "c2": 1.0}}')
        known = set(self.names)
        for name in given:
            if name not in known:
                raise ValueError(f"{name!r} is no parameter of this network{_hint(name, self.names)}")
        for name in self.names:
            if name not in given:
                raise ValueError(f"the parameter {name!r} is missing; give it a number")


def _hint(name, names):
    near = get_close_matches(str(name), names, n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; it has {', '.join(names[:6])}, …"


def _checked_sources(sources):
    if not hasattr(sources, "items"):
        raise TypeError(f"sources is a {type(sources).__name__}; give a mapping such as {{2: [1]}}")
    if not sources:
        raise ValueError("sources is empty; give at least one node and what it reads, such as {2: [1]}")
    checked = {}
    for node, read in sources.items():
        if isinstance(read, (str, bytes)) or not hasattr(read, "__iter__"):
            raise TypeError(f"the sources of node {node} are {read!r}; give a list of nodes, such as [1]")
        checked[node] = tuple(read)
        if not checked[node]:
            raise ValueError(f"node {node} reads no node; leave inputs out of sources, they need no entry")
        if len(set(checked[node])) < len(checked[node]):
            twice = next(source for source in checked[node] if checked[node].count(source) > 1)
            raise ValueError(f"node {node} reads node {twice} twice; name each source once")
    return checked


def _ordered(sources, readers):
    """Return the nodes so that each comes after all it reads; raises ValueError, naming a cycle."""
    waiting_for = {node: sum(source in sources for source in read) for node, read in sources.items()}
    ready = [node for node, number in waiting_for.items() if number == 0]
    order = []
    for node in ready:  # grows while it is read
        order.append(node)
        for reader in readers.get(node, ()):
            waiting_for[reader] -= 1
            if waiting_for[reader] == 0:
                ready.append(reader)
    if len(order) < len(sources):
        raise ValueError(f"the nodes {_cycle(sources, set(order))} form a cycle; remove one of these connections")
    return tuple(order)


def _cycle(sources, done):
    node = next(node for node in sources if node not in done)
    path = []
    while node not in path:
        path.append(node)
        node = next(source for source in sources[node] if source in sources and source not in done)
    return " → ".join(map(str, reversed([*path[path.index(node) :], node])))
