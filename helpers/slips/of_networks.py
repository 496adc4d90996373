"""Slips in a gradient of a network's loss, for any wiring: each is a neuron that takes one step wrongly."""

import math
from dataclasses import dataclass
from functools import cached_property

from helpers.naming import counted, listed
from helpers.paths import MOST_PATHS, owner
from helpers.slips import EVERYWHERE, Slip
from helpers.slips.by_hand import ByHand, called_source
from helpers.slips.mistakes import (
    AT_A_NODE,
    AT_THE_LOSS,
    AT_THE_OWNER,
    SIGN,
    SIGN_HINT,
    FirstOnly,
    LastOnly,
    Multiplied,
)
from helpers.slips.of_paths import path_slips


@dataclass(frozen=True)
class GradientProblem:
    """Ask for the gradient of the loss with respect to `name`, a parameter ("w2to4") or a value ("x4").

    x and target are those of one sample. Raises ValueError or TypeError for an unknown name or a wrong sample.
    """

    net: object
    name: str
    x: object
    target: object

    @cached_property
    def node(self):
        """The node that `name` belongs to."""
        return owner(self.net, self.name)

    @cached_property
    def right(self):
        """The gradient, by the course's engine."""
        net = self.net.with_parameters({})  # the learner's network keeps the values of its own last forward
        net.forward(self.x)
        return net.backward(self.target)[self.name]

    @cached_property
    def hand(self):
        """The network worked out without a slip."""
        return ByHand(self.net, self.x)

    @cached_property
    def behind(self):
        """The nodes between `name` and the loss, in the order of the forward pass."""
        found = {self.node}
        for node in self.net.order:
            if found.intersection(self.net.sources[node]):
                found.add(node)
        return [node for node in self.net.order if node in found]


def gradient_slips(problem):
    """Return the slips for a `GradientProblem`, in the order in which they are named."""
    name, kind, says = SIGN
    slips = [Slip(name, says, SIGN_HINT, with_neuron(kind)), *path_slips(problem)]
    slips += [
        Slip(
            "= in place of +=",
            "Where paths meet, each contribution overwrote the one before: in code, = in place of +=.",
            "At a fork, what has arrived must be kept when more arrives.",
            with_neuron(kind),
        )
        for kind in (LastOnly, FirstOnly)
    ]
    slips.append(
        Slip(
            "paths multiplied",
            "Where paths meet, their contributions were multiplied.",
            "Multiply along a path. And over paths?",
            with_neuron(Multiplied),
        )
    )
    source = called_source(problem.net, problem.name)
    slips += [Slip(name, says, hint, with_neuron(kind), source) for name, kind, says, hint in AT_THE_OWNER]
    for name, kind, says, hint in AT_A_NODE:
        for node in problem.behind[:12]:
            slips.append(Slip(name, says, hint, with_neuron(kind, node), f"node {node}"))
    slips += [Slip(name, says, hint, with_neuron(kind)) for name, kind, says, hint in AT_THE_LOSS]
    slips += [*_of_a_part(problem), *_of_the_engine(), *_of_all_ones(problem)]
    for name, kind, says, hint in AT_A_NODE:  # at several nodes at once, where no single one explains the number
        slips.append(Slip(name, says, hint, with_neuron(kind), EVERYWHERE))
    return slips


def with_neuron(kind, node=None):
    """Return the function from a problem to its answer with a slipping neuron, at one node or at all."""

    def answer(problem):
        hand = ByHand(problem.net, problem.x, kind, None if node is None else {node})
        return hand.gradient(problem.name, problem.node, problem.target)

    return answer


def _of_a_part(problem):
    """Return the slips that give one part of the product for the whole, or the gradient of something else."""
    name, node, net = problem.name, problem.node, problem.net
    slips = []
    if name == f"x{node}":
        if readers := net.readers[node]:
            slopes, are = ("slopes of nodes", "are") if len(readers) > 1 else ("slope of node", "is")
            slips.append(
                Slip(
                    "the slopes are missing",
                    f"The {slopes} {listed(readers)} {are} missing.",
                    "A nudge has to pass the sigmoid there, and the scale. By which factor do they change it?",
                    _without_slopes,
                )
            )
        for reader in readers:
            slips += [
                Slip(
                    "the local derivative alone",
                    "This is the local derivative, ∂{where}, without what comes back to its reader from the loss.",
                    "Multiply it with the upstream gradient.",
                    lambda p, reader=reader: p.hand.local(p.node, reader),
                    f"x{reader}/∂x{node}",
                ),
                Slip(
                    "the upstream gradient alone",
                    f"This is what arrives at {{where}}, not yet carried back to node {node}.",
                    f"How much does the reader's value grow per unit of x{node}?",
                    lambda p, reader=reader: p.hand.upstream(p.target)[reader],
                    f"node {reader}",
                ),
            ]
    else:
        slips = [
            Slip(
                "the local derivative alone",
                f"This is the local derivative, ∂x{node}/∂{name}, without the upstream gradient.",
                f"How much does the loss move per unit of x{node}? That factor is missing.",
                lambda p: p.hand.own(p.name, p.node),
            ),
            Slip(
                "the upstream gradient alone",
                f"This is the upstream gradient, ∂L/∂x{node}, not yet carried on to {name}.",
                f"How much does x{node} grow per unit of {name}?",
                lambda p: p.hand.upstream(p.target)[p.node],
            ),
        ]
        slips += [
            Slip(
                "a neighbour's gradient",
                f"This is the gradient of {{where}}, which belongs to node {node} too.",
                f"In the formula of node {node}, what does {name} multiply?",
                lambda p, other=other: p.hand.gradient(other, p.node, p.target),
                other,
            )
            for other in net.names_of(node)
            if other != name
        ]
    return slips


def _of_the_engine():
    """Return the slips of code that runs backward."""
    yield Slip(
        "an earlier pass is still in it",
        "This is the right gradient twice over: that of an earlier pass was left in, or it was added twice.",
        "Where do the gradients start from 0?",
        lambda p: 2 * p.hand.gradient(p.name, p.node, p.target),
    )
    for again in (False, True):
        yield Slip(
            "no topological order",
            "A node handed on its gradient before all of it had arrived.",
            "In which order must the nodes be visited, so that each comes after all its readers?",
            lambda p, again=again: depth_first(p, again),
        )


def _of_all_ones(problem):
    """Return the slip of taking the values of the network in which every parameter is 1, if this is another."""
    count = sum(value != 1 for value in problem.net.parameters.values())
    if count:
        differ = f"{counted(count, 'parameter')} {'differs' if count == 1 else 'differ'}"
        says = f'This is the gradient in "all ones"; {differ} here.'
        yield Slip('the gradient in "all ones"', says, "Use the values of this network.", _in_all_ones)


def _in_all_ones(problem):
    net = problem.net.with_parameters(dict.fromkeys(problem.net.parameters, 1.0))
    return ByHand(net, problem.x).gradient(problem.name, problem.node, problem.target)


def _without_slopes(problem):
    net, node = problem.net, problem.node
    upstream = problem.hand.upstream(problem.target)
    return math.fsum(upstream[reader] * net.parameters[f"w{node}to{reader}"] for reader in net.readers[node])


def depth_first(problem, again):
    """Run backward depth first, in no topological order; `again`: handing on what is there at every arrival."""
    hand, net = problem.hand, problem.net
    whole, gradients = hand.upstream(problem.target), {node: 0.0 for node in net.readers}
    visits, own = 0, 0.0
    for output in net.outputs:
        gradients[output] = whole[output]
    waiting, seen = list(reversed(net.outputs)), set()
    while waiting:
        arrived = waiting.pop()
        node = arrived if not isinstance(arrived, tuple) else arrived[1]
        if isinstance(arrived, tuple):  # a contribution on its way, handed over when its turn comes
            gradients[node] += arrived[0]
        if node in seen and not again:
            continue
        seen.add(node)
        visits += 1
        if visits > MOST_PATHS:
            return None
        if node == problem.node and problem.name != f"x{node}":
            own += gradients[node] * hand.own(problem.name, node)
        for source in reversed(net.sources.get(node, ())):
            waiting.append((gradients[node] * hand.local(source, node), source))
    return gradients[problem.node] if problem.name == f"x{problem.node}" else own
