"""The slips in a backward pass and in a step of training: each gives the numbers of its mistake, worked out here."""

import pytest

from helpers.slips import of_engines, of_training
from helpers.slips.graphs_to_try import Shape, gradients
from tests.reference import close

# d = 3 b + 5 c with c = 2 b and b = 7 a; its parents in both orders, and d run back twice.
PARENTS, LOCAL = ((), (0,), (1,), (1, 2)), ((), (7,), (2,), (3, 5))
GRAPH = Shape("d", PARENTS, LOCAL, (3,))
TURNED = Shape("d, turned", (*PARENTS[:3], (2, 1)), (*LOCAL[:3], (5, 3)), (3,))
TWICE = Shape("d, twice", PARENTS, LOCAL, (3, 3))
# (name of the slip, graph, what it leaves at a, b, c and d; right is 91, 13, 5 and 1)
ENGINES = [
    ("= in place of +=", GRAPH, (70, 10, 5, 1)),
    ("not cleared", TWICE, (91 + 7 * 36, 13 + 3 + 2 * 10, 5 + 5, 1)),
    ("not cleared", TWICE, (91 + 7 * 49, 13 + 6 + 2 * 15, 5 + 10, 2)),
    ("no topological order", GRAPH, (21, 13, 5, 1)),
    ("no topological order", TURNED, (21, 13, 5, 1)),
    ("one step only", GRAPH, (0, 3, 5, 1)),
    ("no seed", GRAPH, (0, 0, 0, 0)),
    ("the local derivative alone", GRAPH, (7, 3 + 2, 5, 1)),
    ("the upstream gradient alone", GRAPH, (2, 2, 1, 1)),
    ("the value for the local derivative", GRAPH, (1.125 * 2.25, 1.125 * 2.25, 1.25, 1)),
]
# A line from w = 0, b = 0: misses of −3 and −6, gradients of −15 and −9, so that w becomes 1.5 and b 0.9.
START = (0, 0, [(1, 3), (2, 6)], 0.1)
# (what the slip says, the w and b it gives)
TRAINING = [
    ("The gradient was added.", (-1.5, -0.9)),
    ("w and b were moved one after the other.", (1.5, 0.1 * (3 + 6) / 2)),
    ("w and b were moved one after the other.", (0.1 * (4.2 + 2 * 10.2) / 2, 0.9)),
    ("This is the sum over the batch: the loss is a mean.", (3, 1.8)),
    ("The factor 2 of the square is missing.", (0.75, 0.45)),
    ("This is a step for each sample: stochastic gradient descent.", (0.6 + 0.1 * 2 * 8.4, 0.6 + 0.1 * 8.4)),
    ("Only the first sample of the batch counts here.", (0.6, 0.6)),
    ("Only the last sample of the batch counts here.", (2.4, 1.2)),
    ("The factor x is missing from the gradient of w.", (0.9, 0.9)),
    ("The learning rate is missing.", (15, 9)),
    ("These are the two gradients, not yet the new w and b.", (-15, -9)),
]


def engines_giving(name, shape, numbers):
    """Return the functions of this name in `of_engines.SLIPS` that leave these numbers."""
    return [wrong for called, wrong, *_ in of_engines.SLIPS if called == name and wrong(shape) == [*numbers]]


def steps_giving(says, numbers):
    """Return the slips in `of_training.SLIPS` that say this and give these numbers."""
    return [
        slip
        for slip in of_training.SLIPS
        if slip.name == says and all(close(found, number) for found, number in zip(slip(START), numbers))
    ]


def test_without_a_slip():
    assert [gradients(shape) for shape in (GRAPH, TURNED, TWICE)] == [[91, 13, 5, 1]] * 3
    assert of_training.stepped(*START) == (1.5, 0.9)


@pytest.mark.parametrize("name, shape, numbers", ENGINES, ids=lambda value: getattr(value, "about", str(value)))
def test_a_slip_in_a_backward_pass_leaves_the_numbers_of_its_mistake(name, shape, numbers):
    assert engines_giving(name, shape, numbers)


@pytest.mark.parametrize("says, numbers", TRAINING, ids=lambda value: str(value)[:40])
def test_a_slip_in_a_step_of_training_gives_the_numbers_of_its_mistake(says, numbers):
    assert steps_giving(says, numbers)
