"""Slips that give one factor of a gradient for the whole product, leave one out, or give another of the gradients."""

import math

from helpers.naming import listed
from helpers.slips import Slip


def factor_slips(problem):
    """Return these slips for a `GradientProblem`."""
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


def _without_slopes(problem):
    net, node = problem.net, problem.node
    upstream = problem.hand.upstream(problem.target)
    return math.fsum(upstream[reader] * net.parameters[f"w{node}to{reader}"] for reader in net.readers[node])
