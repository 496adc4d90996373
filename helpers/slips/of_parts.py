"""Slips in the slope of a product with something added, in the words of lessons 01 to 03: no graph, no paths."""

from helpers.graph import ancestors
from helpers.naming import called
from helpers.slips import Slip


def part_slips(problem):
    """Return the slips for a `SlopeProblem` whose function builds a graph of numbers; [] for any other."""
    if problem.graph is None:
        return []
    output, inputs = problem.graph
    wanted, name = inputs[problem.which], problem.names[problem.which]
    slips = []
    if output.operation == "+" and sum(side is wanted for side in output.parents) == 1:
        (rest,) = (side for side in output.parents if side is not wanted)
        part = _written(rest)
        slips = [
            Slip(
                "one part only",
                f"This is the growth through {part} alone; the lone {name} grows too.",
                "",
                lambda p: p.right - 1,
            ),
            Slip(
                "one part only",
                f"This is the growth of the lone {name} alone; {part} grows too.",
                "",
                lambda p: 1.0,
            ),
        ]
    slips += [
        Slip(
            "the input for the slope",
            f"{name} was given its own value.",
            f"How much is a unit of {name} worth in {_written(node)}?",
            lambda p: float(p.at[p.which]),
        )
        for node in ancestors(output)
        if node.operation == "*" and any(side is wanted for side in node.parents)
    ]
    return slips


def _written(node):
    return called(node).replace(" * ", " · ")
