"""Models from operations: values, gradients against nudging, shapes, and what they say of bad input."""

import math
import warnings

import numpy as np
import pytest

from helpers import graph
from helpers.graph import Node
from helpers.model import Model, squared_error
from tests.reference import close

RNG = np.random.default_rng(3)
X, TARGET = RNG.normal(size=(2, 5)), RNG.normal(size=(3, 5))
PARAMETERS = {"w": RNG.normal(size=(3, 2)), "b": RNG.normal(size=(3, 1)), "c": 0.7}


def layer(p, x):
    return p["c"] * graph.tanh(p["w"] @ x + p["b"])


def line(p, x):
    return p["w"] * x + p["b"]


def test_loss_is_the_squared_error_summed_over_outputs_and_averaged_over_samples():
    model = Model(layer, PARAMETERS)
    found = model.forward(X)
    assert np.allclose(found, 0.7 * np.tanh(PARAMETERS["w"] @ X + PARAMETERS["b"]), rtol=1e-12)
    assert close(model.loss(TARGET), ((found - TARGET) ** 2).sum() / 5)
    assert squared_error(Node(3.0), 1.0).value == 4.0


def test_every_gradient_against_a_nudge():
    model = Model(layer, PARAMETERS)
    model.forward(X)
    gradients = model.backward(TARGET)
    assert list(gradients) == list(PARAMETERS)
    for name, value in PARAMETERS.items():
        assert np.shape(gradients[name]) == np.shape(value)
        for at in np.ndindex(np.shape(value)):
            losses = []
            for h in (1e-6, -1e-6):
                moved = np.array(value)
                moved[at] += h
                nudged = Model(layer, {**PARAMETERS, name: moved})
                nudged.forward(X)
                losses.append(nudged.loss(TARGET))
            assert np.isclose(np.asarray(gradients[name])[at], (losses[0] - losses[1]) / 2e-6, rtol=1e-7, atol=1e-8)


def test_the_line_by_hand():
    model = Model(line, {"w": 2, "b": 1})
    assert model.forward([1.0, 2.0]).tolist() == [3.0, 5.0]
    assert model.loss([3.0, 6.0]) == 0.5
    assert model.backward([3.0, 6.0]) == {"w": -2.0, "b": -1.0}
    assert model.loss_and_gradients([3.0, 6.0]) == (0.5, {"w": -2.0, "b": -1.0})
    assert dict(model.descended({"w": -2.0, "b": -1.0}, 0.5).parameters) == {"w": 3.0, "b": 1.5}


def test_a_loss_of_ones_own():
    model = Model(line, {"w": 2.0, "b": 1.0}, lambda score, label: graph.mean(graph.relu(1 - label * score)))
    model.forward([1.0, -1.0])
    assert model.loss([1.0, 1.0]) == 1.0
    assert model.backward([1.0, 1.0]) == {"w": 0.5, "b": -0.5}


def test_a_parameter_without_influence_has_gradient_zero():
    model = Model(lambda p, x: p["w"] * x, {"w": 1.0, "b": 2.0, "m": [[1.0, -1.0]]})
    model.forward([1.0])
    gradients = model.backward([0.0])
    assert type(gradients["b"]) is float and gradients["b"] == 0.0 and gradients["m"].tolist() == [[0.0, 0.0]]
    after = model.descended(gradients, 0.1)
    assert type(after.parameters["b"]) is float and after.parameters["b"] == 2.0


def test_the_loss_is_that_of_the_target_as_it_is_now():
    model, target = Model(line, {"w": 1.0, "b": 0.0}), np.array([1.0, 2.0])
    model.forward([1.0, 2.0])
    assert model.loss(target) == 0.0
    target[:] = 0.0
    assert model.loss(target) == 2.5 and model.backward(target)["b"] == 3.0


def test_no_gradient_is_left_over_from_another_backward():
    def measure(prediction, target):
        return graph.sum(prediction * target) if target else Node(1.0) * 1.0

    model = Model(line, {"w": 1.0, "b": 0.0}, measure)
    model.forward([1.0, 2.0])
    once = model.backward(1.0)
    assert once == {"w": 3.0, "b": 2.0} == model.backward(1.0)
    assert model.backward(0.0) == {"w": 0.0, "b": 0.0}
    assert once == {"w": 3.0, "b": 2.0}


def test_later_passes_leave_what_earlier_ones_found():
    model = Model(layer, PARAMETERS)
    values = model.forward(X)
    gradients = model.backward(TARGET)
    kept = values.copy(), {name: np.copy(gradient) for name, gradient in gradients.items()}
    other = model.descended(gradients, 0.1)
    for again in (model, other):
        again.forward(X + 1)
        again.backward(TARGET - 1)
    assert np.array_equal(values, kept[0])
    assert all(np.array_equal(gradients[name], kept[1][name]) for name in gradients)
    assert all(np.array_equal(model.parameters[name], PARAMETERS[name]) for name in PARAMETERS)


def test_what_was_given_can_change():
    given = {"w": np.array([[1.0]]), "b": 0.0}
    model = Model(lambda p, x: p["w"] @ x + p["b"], given)
    given["w"][:], given["b"] = 5.0, 5.0
    assert model.forward(np.array([[2.0]])).tolist() == [[2.0]]


BAD = {
    "parameters no mapping": (lambda m: Model(line, [1, 2]), TypeError, "parameters must be a mapping"),
    "no parameters": (lambda m: Model(line, {}), TypeError, "at least one number"),
    "a text as parameter": (lambda m: Model(line, {"w": "1"}), TypeError, "the parameter 'w' is the text '1'"),
    "a NaN parameter": (lambda m: Model(line, {"w": math.nan}), ValueError, "the parameter 'w' is nan"),
    "an empty parameter": (lambda m: Model(line, {"w": []}), ValueError, "the parameter 'w' is empty"),
    "a prediction of a number": (lambda m: Model(lambda p, x: 1.0, {"w": 1}).forward(1.0), TypeError, "a float"),
    "a prediction of nothing": (lambda m: Model(lambda p, x: None, {"w": 1}).forward(1.0), TypeError, "NoneType"),
    "a loss for each sample": (lambda m: of_measure(lambda x, t: (x - t) ** 2).loss([1.0, 1.0]), TypeError, "measure"),
    "a loss of a number": (lambda m: of_measure(lambda x, t: 1.0).backward([1.0, 1.0]), TypeError, "measure"),
    "loss before forward": (lambda m: Model(line, {"w": 1, "b": 0}).loss(1.0), RuntimeError, "forward(x) first"),
    "backward before forward": (
        lambda m: Model(line, {"w": 1, "b": 0}).backward(1.0),
        RuntimeError,
        "forward(x) first",
    ),
    "a text as x": (lambda m: m.forward("1"), TypeError, "the text '1'"),
    "a NaN as target": (lambda m: m.loss([1.0, math.nan]), ValueError, "NaN or infinity"),
    "targets that do not fit": (lambda m: m.backward([1.0, 2.0, 3.0]), ValueError, "(3,)"),
    "a step up": (lambda m: m.descended({"w": 1.0, "b": 1.0}, -1), ValueError, "the learning rate is -1"),
    "no step": (lambda m: m.descended({"w": 1.0, "b": 1.0}, 0), ValueError, "the learning rate is 0"),
    "a step as text": (lambda m: m.descended({"w": 1.0, "b": 1.0}, "1"), TypeError, "the learning rate is the text"),
    "a step without a gradient": (lambda m: m.descended({"w": 1.0}, 0.1), ValueError, "the gradient of 'b' is missing"),
    "a step too long": (lambda m: m.descended({"w": 1.0, "b": -10.0}, 1e308), OverflowError, "a step takes b beyond"),
}


def of_measure(measure):
    model = Model(line, {"w": 1.0, "b": 0.0}, measure)
    model.forward([1.0, 2.0])
    return model


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_named_in_one_line(case):
    attempt, kind, words = BAD[case]
    model = Model(line, {"w": 1.0, "b": 0.0})
    model.forward([1.0, 2.0])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(kind) as error:
            attempt(model)
    message = str(error.value)
    assert words in message and "\n" not in message and len(message) < 200
    assert dict(model.parameters) == {"w": 1.0, "b": 0.0} and model.loss([1.0, 0.0]) == 2.0


def test_it_prints_as_one_short_line():
    assert repr(Model(line, {"w": 1, "b": 0})) == "Model(2 parameters: w, b)"
