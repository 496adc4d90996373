"""Slips in a slope found by running an expression graph backward."""

from helpers.graph import ancestors
from helpers.naming import called
from helpers.slips import Slip
from helpers.slips.mistakes_in_graphs import AT_AN_OPERATION, WHERE_PATHS_MEET
from helpers.slips.of_graph_paths import path_slips
from helpers.stepping import Walk


def graph_slips(problem):
    """Return the slips for a `SlopeProblem` whose function builds a graph of numbers; [] for any other."""
    if problem.graph is None or any(type(node.value) is not float for node in ancestors(problem.graph[0])):
        return []
    output, inputs = problem.graph
    wanted = inputs[problem.which]
    walk = Walk(output)
    if wanted not in walk.readers:
        return []
    slips = path_slips(walk, wanted, problem.names[problem.which])
    for name, kinds, says, hint in (*WHERE_PATHS_MEET, *AT_AN_OPERATION):
        slips += [Slip(name, says, hint, _run(kind)) for kind in kinds]
    for reader in dict.fromkeys(walk.readers[wanted]):
        if reader is not output:
            slips += [
                Slip(
                    "the local derivative alone",
                    "This is the local derivative of {where}, without the upstream gradient.",
                    "How much does the output move per unit of that node?",
                    lambda p, reader=reader, k=k: reader.local[k],
                    called(reader),
                )
                for k, parent in enumerate(reader.parents)
                if parent is wanted and walk.gradients[reader] != 1  # else the two are the same
            ]
            slips.append(
                Slip(
                    "the upstream gradient alone",
                    "This is the gradient of {where}, not yet carried back to the input.",
                    "Which local derivative belongs to the arrow in between?",
                    lambda p, reader=reader: walk.gradients[reader],
                    called(reader),
                )
            )
    return slips


def _run(kind):
    return lambda problem: kind().gradient(problem.graph[0], problem.graph[1][problem.which])
