"""The demo that micrograd publishes, trained by this engine: the same data, the same losses."""

import numpy as np

from tests.benchmarks.moons import STEPS, OfTraining, moons, start


def test_the_moons_are_those_of_scikit_learn():
    points, labels = moons()
    # What make_moons(100, noise=0.1) of scikit-learn 1.9.1 gives after np.random.seed(1337): two points, and the sums.
    assert np.allclose(points[:, 0], [1.12211461, 0.08147717], rtol=0, atol=1e-8)
    assert np.allclose(points[:, -1], [0.12108297, 1.06555225], rtol=0, atol=1e-8)
    assert np.allclose(points.sum(axis=1), [52.10397639, 26.50625803], rtol=0, atol=1e-8)
    assert points.shape == (2, 100) and labels[:5].tolist() == [-1, -1, 1, -1, 1] and labels.sum() == 0


def test_the_start_has_337_parameters():
    assert sum(parameter.size for parameter in start().values()) == 337


def test_the_losses_are_the_published_ones():
    demo = OfTraining()
    losses = demo.run(STEPS)
    assert f"{losses[0]:.7f}" == "0.8958441" and f"{losses[-1]:.7f}" == "0.0109784"
    assert demo.accuracy() == 1.0
