"""What a graph picture shows of which node and arrow: everything, a chosen node's paths, or what is known by now."""

from helpers.graph import ancestors
from helpers.pictures.graph_words import keys_of, labels_of
from helpers.pictures.selection import checked_names, downstream


class Shown:
    """Hold what a picture shows of an expression graph.

    nodes: oldest first. keys: {node: the name of its part of the picture}. labels: {node: (operation, name)}.
    arrows: [(parent, node, local derivative), …].
    chosen: the selected nodes; active: those on a path from one. lit, back, factors: the numbers of the arrows that
    stand out, that carry a gradient, that tell their local derivative.
    values: the nodes whose values are known. gradients: {node: gradient or sum so far}; partial: those with more
    to come. now: the node at work, or None, also where paths are told in its place.
    stepping: whether the picture is one of a series.
    """

    def __init__(self, output, gradients, local, select, moment):
        nodes = self.nodes = ancestors(output)
        if gradients and any(node.grad is None for node in nodes):
            raise ValueError("gradients=True needs the gradients; call backward() on the output first")
        self.keys = keys_of(nodes)
        by_key = {key: node for node, key in self.keys.items()}
        self.chosen = [by_key[key] for key in checked_names(select, by_key, "this graph")]
        reads = {node: node.parents for node in nodes}
        self.active = downstream(self.chosen, reads) if self.chosen else set(nodes)
        self.arrows = [(parent, node, slope) for node in nodes for parent, slope in zip(node.parents, node.local)]
        self.stepping = moment is not None
        # A choice whose gradient is known tells of its paths, not of the step.
        told = bool(self.chosen) and self.stepping and moment.complete.issuperset(self.chosen)
        self.now = moment.node if self.stepping and not told else None
        self.labels = labels_of(nodes, numbered=self.stepping)
        self.values = moment.values if moment else set(nodes)
        sums = moment.gradients if moment else {node: node.grad for node in nodes if gradients}
        self.gradients = {node: total for node, total in sums.items() if node in self.active}
        self.partial = set(sums).difference(moment.complete) if moment else set()
        on_path = [parent in self.active and node in self.active for parent, node, _ in self.arrows]
        carrying = [bool(self.chosen) or node in self.values for _, node, _ in self.arrows]
        returned = moment.returned if moment else nodes if gradients else ()
        handed = [node in returned for _, node, _ in self.arrows]
        self.lit = [on and carries for on, carries in zip(on_path, carrying)]
        self.back = [on and carries for on, carries in zip(on_path, handed)]
        self.factors = [k for k in range(len(self.arrows)) if (handed[k] if moment else local)]
