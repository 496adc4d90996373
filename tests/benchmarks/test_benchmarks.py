"""The benchmark cannot rot: whoever takes part finds the same loss and gradients. Nothing is timed here."""

import pytest

from tests.benchmarks import competitors, growth
from tests.benchmarks.goals import goals
from tests.benchmarks.limit import Limit
from tests.benchmarks.problem import numbers, samples


@pytest.mark.parametrize("kind", [*competitors.OURS, *competitors.OTHERS], ids=lambda kind: kind.name)
@pytest.mark.parametrize("batch", [1, 3])
def test_competitor_finds_loss_and_gradients_of_the_limit(kind, batch):
    if kind not in competitors.installed():
        pytest.skip(f"{kind.module} is not installed")
    competitors.assert_same(kind(numbers(), *samples(batch)), Limit(numbers(), *samples(batch)))


def test_comparison_notices_a_wrong_gradient():
    limit, wrong = Limit(numbers(), *samples(3)), competitors.OfNetwork(numbers(), *samples(3))
    right = wrong.read
    wrong.read = lambda result: (right(result)[0], {**right(result)[1], "w2to4": 0.0})
    with pytest.raises(AssertionError, match="the gradient of w2to4"):
        competitors.assert_same(wrong, limit)


@pytest.mark.parametrize("shape", growth.SHAPES.values())
def test_engines_that_grow_find_the_same_loss(shape):
    losses = []
    for kind in growth.ENGINES:
        engine = kind(*shape(100))
        made = engine.forward()
        engine.backward(made)
        losses.append(engine.loss(made))
    assert losses == pytest.approx([losses[0]] * len(losses), rel=1e-9)


def test_slope_is_the_power_of_the_size():
    sizes = [10, 1_000, 10_000, 100_000]
    row = growth.Grown("engine", "edges", sizes, [1.0] * 4, [7.0, *(2e-6 * n**1.5 for n in sizes[1:])])
    assert row.slope == pytest.approx(1.5)


def test_goals_hold_and_fail():
    names = [kind.name for kind in (*competitors.OURS, *competitors.OTHERS)]
    row = growth.Grown("engine", "edges", [1_000, 10_000], [1.0, 10.0], [2.0, 20.0])
    good = {batch: {name: 0.1 if name.startswith("helpers") else 50.0 for name in names} for batch in (1, 32, 256)}
    bad = {batch: dict.fromkeys(names, 9.0) for batch in (1, 32, 256)}
    assert all(holds for _, holds in goals(good, [row]))
    assert not any(holds for _, holds in goals(bad, [row._replace(both=[4.0, 400.0])]))
