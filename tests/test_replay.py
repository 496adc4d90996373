"""A training found anew from what was told is the training itself, and a thinned curve keeps what stands out."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.fully_connected import random_start
from helpers.network import seven_nodes
from helpers.replay import Replay
from helpers.thinned import Thinned
from helpers.training import Diverged, Training

SOURCES = seven_nodes().sources
X, TARGET = np.array([1.0, 2.0, 3.0, 4.0, 5.0]), np.array([3.2, 7.0, 8.0, 11.2, 15.3])
RATES = ((0, 0.01), (7, 0.03), (20, 0.001))


def begun(start):
    """Begin with a seed and a batch."""
    seed, batch = start
    return Training(random_start(SOURCES, seed), X, TARGET, 0.5, batch, seed)


def trained(start, rates, steps):
    """Take the steps one after the other, with no replay."""
    training = begun(start)
    for step in range(steps):
        training.learning_rate = [rate for first, rate in rates if first <= step][-1]
        training.step()
    return training


def same(one, other):
    """Tell whether two trainings have come the same way to the same place."""
    return one.losses == other.losses and one.model.parameters == other.model.parameters


@given(
    st.lists(
        st.tuples(st.tuples(st.integers(0, 1), st.sampled_from([1, 2, 5])), st.integers(1, 3), st.integers(0, 40)),
        min_size=1,
        max_size=6,
    )
)
@settings(max_examples=40, deadline=None)
def test_whatever_was_asked_before_it_is_the_same_training(asked):
    replay = Replay(begun)
    for start, rates, steps in asked:
        assert same(replay.at(start, RATES[:rates], steps), trained(start, RATES[:rates], steps))
        assert replay.reached == steps


def test_it_trains_on_where_it_can():
    replay = Replay(begun)
    training = replay.at((1, 5), RATES[:1], 10)
    assert replay.at((1, 5), RATES[:1], 30) is training
    assert replay.at((1, 5), (*RATES[:1], (30, 0.5)), 30) is training  # a rate for steps that are to come
    assert replay.at((1, 5), (*RATES[:1], (30, 0.4)), 31) is training
    assert replay.at((1, 5), RATES[:1], 31) is not training  # step 31 was taken with another
    training = replay.training
    assert replay.at((1, 5), RATES[:1], 30) is not training
    training = replay.training
    assert replay.at((2, 5), RATES[:1], 31) is not training


def test_where_it_diverges_it_has_come_as_far_as_it_could():
    replay = Replay(lambda start: Training(random_start(SOURCES, 1, "leaky relu"), X, TARGET, 1.0))
    with pytest.raises(Diverged, match="training stopped at step 4:"):
        replay.at("leaky", ((0, 0.5),), 100)
    assert replay.reached == len(replay.training.losses) == replay.curve.count == 3
    replay.at("leaky", ((0, 0.001),), 10)
    assert replay.reached == 10


@pytest.mark.parametrize("batch", [1, 2, 5])
def test_the_curve_holds_the_mean_loss_of_every_complete_epoch(batch):
    replay, start = Replay(begun), (1, batch)
    for steps in (0, 1, 2, 3, 11, 12, 40):
        losses, each = replay.at(start, RATES, steps).losses, -(-5 // batch)
        means = [np.mean(losses[at : at + each]) for at in range(0, len(losses) - each + 1, each)]
        assert [loss for _, loss in replay.curve.points()] == pytest.approx(means)
    assert [place for place, _ in replay.curve.points()] == list(range(40 // each))


# --- Thinned ---


def test_few_numbers_are_all_kept():
    row = Thinned(most=10)
    row.extend([3.0, 1.0, 2.0])
    assert row.points() == [(0, 3.0), (1, 1.0), (2, 2.0)]


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=400), st.integers(1, 5))
@settings(max_examples=100, deadline=None)
@example([float(k * 37 % 101) for k in range(400)], 3)
def test_many_numbers_keep_their_extremes_and_order(numbers, pieces):
    row = Thinned(most=10)
    for at in range(pieces):
        row.extend(numbers[len(numbers) * at // pieces : len(numbers) * (at + 1) // pieces])
    points = row.points()
    assert row.count == len(numbers) and len(points) <= 20
    assert [place for place, _ in points] == sorted({place for place, _ in points})
    assert all(numbers[place] == number for place, number in points)
    for first in range(0, len(numbers), row.stretch):
        stretch = numbers[first : first + row.stretch]
        shown = [number for place, number in points if first <= place < first + row.stretch]
        assert (min(shown), max(shown)) == (min(stretch), max(stretch))
