"""The benchmark of training cannot rot: whoever takes part has the same losses. Nothing is timed here."""

import pytest

from tests.benchmarks import moons, trainers
from tests.benchmarks.goals import goals_of_training
from tests.benchmarks.training_report import (
    TASKS,
    assert_same,
    installed,
    losses_of,
    micrograds_demo,
    one_epoch_of_digits,
    seven_nodes,
)

SMALL = [seven_nodes(20, 5), one_epoch_of_digits(70, 4), micrograds_demo(3)]
EVERYONE = [(task, kind) for task in SMALL for kind in [*task.makers][1:]]


@pytest.mark.parametrize("task, kind", EVERYONE, ids=[f"{t.name.split(', ')[0]}, {k.name}" for t, k in EVERYONE])
def test_everyone_has_the_losses_of_ours(task, kind):
    if kind not in installed(task):
        pytest.skip(f"{kind.module} is not installed")
    assert_same(task, kind, losses_of(task, installed(task)[0]))


@pytest.mark.parametrize("task", SMALL, ids=lambda task: task.name.split(", ")[0])
def test_comparison_notices_a_wrong_loss(task):
    ours = installed(task)[0]
    right = losses_of(task, ours)
    assert len(right) == task.steps >= 3
    with pytest.raises(AssertionError, match="the losses of helpers.training"):
        assert_same(task, ours, [*right[:-1], right[-1] * (1 + 1e-8)])


def test_the_tasks_are_those_of_the_goals():
    seven, digits, demo = (make() for make in TASKS)
    assert (seven.steps, demo.steps) == (1_000, 100)
    assert digits.name == "digits, 64-48-10, 1348 drawings in 43 batches"


def test_goals_hold_and_fail():
    torch, micrograd = trainers.OfTorch.name, moons.OfMicrograd.name
    assert [holds for _, holds in goals_of_training({torch: 5}, {torch: 0.8}, {torch: 1, micrograd: 1e3})] == [True] * 4
    assert not any(holds for _, holds in goals_of_training({torch: 4}, {torch: 0.7}, {torch: 0.9, micrograd: 999}))
    assert [*goals_of_training({}, {}, {})] == []
