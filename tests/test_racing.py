"""The race of lesson 08: both racers do what they say, from the same start, and every evaluation is counted."""

import numpy as np
import pytest

from helpers.fully_connected import fully_connected
from helpers.model import Model
from helpers.network import Network, seven_nodes
from helpers.racing import A_STEP, Run, by_gradient, by_nudging, quickest
from helpers.training import Training

X, TARGET = np.array([1.0, 2, 3, 4, 5]), np.array([3.2, 7, 8, 11.2, 15.3])
START = fully_connected([1, 2, 3, 1], seed=9)


def loss_of(net):
    net.forward(X)
    return net.loss(TARGET)


def nudged_by_names(net, goal, size, seed):
    """Nudge with the network's own `with_parameters`, one forward pass a time; return how many, and the loss."""
    rng, lowest, count = np.random.default_rng(seed), loss_of(net), 1
    while lowest > goal:
        nudges = rng.uniform(-size, size, len(net.parameters))
        trial = net.with_parameters({n: v + nudge for (n, v), nudge in zip(net.parameters.items(), nudges)})
        count += 1
        if loss_of(trial) < lowest:
            net, lowest = trial, loss_of(trial)
    return count, lowest


@pytest.mark.parametrize("seed", [0, 1])
def test_nudging_keeps_what_lowers_the_loss(seed):
    before = dict(START.parameters)
    run = by_nudging(START, X, TARGET, goal=20, size=0.1, seed=seed)
    count, lowest = nudged_by_names(START, 20, 0.1, seed)
    assert (run.evaluations, run.arrived) == (count, True)
    assert run.loss == pytest.approx(lowest, rel=1e-12) and run.loss <= 20
    assert run == by_nudging(START, X, TARGET, goal=20, size=0.1, seed=seed), "the same draws every time"
    assert START.parameters == before, "the start stays as it is"


def test_nudges_go_to_both_sides_and_differ_by_seed():
    counts = {by_nudging(START, X, TARGET, goal=20, size=0.1, seed=seed).evaluations for seed in range(4)}
    assert len(counts) > 1
    high = START.with_parameters({"c7": 30.0})  # has to come down
    high.forward(X)
    assert by_nudging(high, X, TARGET, goal=high.loss(TARGET) / 2, size=0.1).arrived


def test_the_gradient_takes_the_steps_of_training():
    before = dict(START.parameters)
    run = by_gradient(START, X, TARGET, goal=20, learning_rate=0.01)
    training, steps = Training(START, X, TARGET, learning_rate=0.01), 0
    while training.loss() > 20:
        training.step()
        steps += 1
    assert run == Run(1 + A_STEP * steps, training.loss(), True) and A_STEP == 3
    assert START.parameters == before


def test_both_race_with_several_inputs_and_outputs():
    net, switches = fully_connected([3, 3], seed=1), np.eye(3)
    net.forward(switches)
    goal = net.loss(switches) / 2
    for run in (by_gradient(net, switches, switches, goal, 1), by_nudging(net, switches, switches, goal, 0.1)):
        assert run.arrived and 1 < run.evaluations < 1000 and run.loss <= goal


@pytest.mark.parametrize("race", [by_nudging, by_gradient], ids=["nudging", "gradient"])
def test_who_starts_at_the_goal_needs_one_evaluation(race):
    assert race(START, X, TARGET, 1000, 0.01) == Run(1, pytest.approx(loss_of(START)), True)


@pytest.mark.parametrize("most", [1, 2, 3, 4, 50])
@pytest.mark.parametrize("race", [by_nudging, by_gradient], ids=["nudging", "gradient"])
def test_nobody_takes_more_evaluations_than_allowed(race, most):
    run = race(START, X, TARGET, 0.01, 0.001, at_most=most)
    assert not run.arrived and most - A_STEP < run.evaluations <= most


def test_a_gradient_that_diverges_has_not_arrived():
    run = by_gradient(LINE, X, TARGET, goal=0.5, learning_rate=10)
    assert not run.arrived and run.loss == pytest.approx(np.mean(TARGET**2)) and run.evaluations < 1000


def test_the_quickest_setting_wins_and_later_ones_stop_early():
    asked = []

    def race(setting, at_most):
        asked.append((setting, at_most))
        return Run(min(setting, at_most), 0.0, setting <= at_most)

    assert quickest(race, (70, 30, 90, 30), at_most=80) == (30, Run(30, 0.0, True))
    assert asked == [(70, 80), (30, 70), (90, 30), (30, 30)]
    assert quickest(race, (80,), at_most=80)[0] == 80, "the limit itself is allowed"


LINE = Model(lambda p, x: p["w"] * x, {"w": 0.0})
LEFT_OUT = Network({2: [1], 3: [1, 2]}, dict.fromkeys(("b2", "c2", "w1to2", "b3", "c3", "w1to3", "w2to3"), 1.0))
BAD = {
    "no layers": (lambda: by_nudging(LEFT_OUT, X, TARGET, 1, 0.1), ValueError, "no network in layers; race with"),
    "a model": (lambda: by_nudging(LINE, X, X, 1, 0.1), ValueError, "no network in"),
    "a goal of 0": (lambda: by_gradient(START, X, TARGET, 0, 0.1), ValueError, "the goal is 0; give"),
    "a goal in words": (lambda: by_nudging(START, X, TARGET, "low", 0.1), TypeError, "the goal is the text 'low'"),
    "a negative size": (lambda: by_nudging(START, X, TARGET, 1, -0.1), ValueError, "the size of a nudge is -0.1"),
    "a rate of 0": (lambda: by_gradient(START, X, TARGET, 1, 0), ValueError, "the learning rate is 0"),
    "targets missing": (lambda: by_nudging(START, X, TARGET[1:], 1, 0.1), ValueError, "target"),
    "nobody arrives": (
        lambda: quickest(lambda rate, most: by_gradient(START, X, TARGET, 1, rate, most), (0.001,), 100),
        ValueError,
        "no setting arrives in 100 evaluations; raise at_most, or the goal",
    ),
}


@pytest.mark.parametrize("call, kind, words", BAD.values(), ids=BAD)
def test_bad_input_is_named(call, kind, words):
    with pytest.raises(kind) as caught:
        call()
    assert words in str(caught.value) and "\n" not in str(caught.value)


def test_a_step_is_counted_as_no_less_than_it_costs():
    """By `helpers.counting`, a backward pass takes less than two forward passes."""
    from helpers.counting import operations

    for net in (seven_nodes(), fully_connected([4, 4]), fully_connected([24, 24])):
        assert operations(net).backward <= (A_STEP - 1) * operations(net).forward
