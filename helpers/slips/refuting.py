"""Which slips the other answers refute: a step that goes wrong shows in every number behind it."""

import math

from helpers.slips import AT_LOSS

VISIBLE = 0.01  # a relative distance: what a slip changes by less could pass for right


def refuted_by(problem, others):
    """Return the function that tells of a slip in the answer to `problem` whether one of `others` refutes it.

    others: problems of the same kind that were answered right. A slip in a step at another node would show in them.
    """
    own = {f"node {problem.node}"}
    if problem.node in problem.net.outputs and problem.name == f"x{problem.node}":
        own.add(AT_LOSS)

    def is_refuted(slip):
        if not slip.of_a_step or slip.where.partition(",")[0] in own:
            return False
        return any(_shows(slip, other) for other in others)

    return is_refuted


def _shows(slip, problem):
    wrong = slip(problem)
    return wrong is not None and not math.isclose(wrong, problem.right, rel_tol=VISIBLE)
