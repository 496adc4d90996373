"""Training: the steps, the batches, what happens where numbers grow too large, and what it says of bad input."""

import math
import warnings

import numpy as np
import pytest

from helpers import graph
from helpers.descent import Descent, DescentInLayers, descent
from helpers.fully_connected import fully_connected
from helpers.model import Model
from helpers.network import Network
from helpers.training import Diverged, Training, one_hot
from tests.reference import misses

RNG = np.random.default_rng(11)
X, TARGET = RNG.normal(size=(2, 10)), RNG.normal(size=(2, 10))
NET = fully_connected([2, 3, 2], seed=4)
SKIP = Network({3: [1], 4: [1, 3]}, {"b3": 0, "c3": 1, "w1to3": 2, "b4": 0.5, "c4": 2, "w1to4": -1, "w3to4": 1})
FIVE, TIMES_THREE = np.arange(1.0, 6.0), 3 * np.arange(1.0, 6.0)


def as_model(net):
    """Return the same network as a `Model`, one node an operation."""
    activate = getattr(graph, net.activation.replace(" ", "_"))

    def predict(p, x):
        values = dict(zip(net.inputs, np.atleast_2d(x)))
        for i in net.order:
            h = p[f"b{i}"]
            for j in net.sources[i]:
                h = h + p[f"w{j}to{i}"] * values[j]
            values[i] = p[f"c{i}"] * activate(h)
        (output,) = net.outputs
        return values[output]

    return Model(predict, net.parameters)


def line(rate, batch=None, seen=None):
    """Return the training of a line, y = w x + b, on y = 3 x; `seen` collects the x of every forward."""

    def predict(p, x):
        if seen is not None:
            seen.append(x.tolist())
        return p["w"] * x + p["b"]

    return Training(Model(predict, {"w": 0.0, "b": 0.0}), FIVE, TIMES_THREE, rate, batch)


def parameters_close(one, other, relative=1e-12):
    return not misses(one.parameters, other.parameters, relative)


class TestSteps:
    def test_a_step_moves_every_parameter_against_its_gradient(self):
        NET.forward(X)
        gradients = NET.backward(TARGET)
        training = Training(NET, X, TARGET, 0.1)
        assert training.step() == NET.loss(TARGET)
        moved = {name: value - 0.1 * gradients[name] for name, value in NET.parameters.items()}
        assert training.model.parameters == moved == NET.descended(gradients, 0.1).parameters

    def test_the_losses_are_those_before_each_step(self):
        training = Training(NET, X, TARGET, 0.1)
        before = [training.loss()]
        for _ in range(3):
            training.step()
            before.append(training.loss())
        assert training.losses == before[:-1]
        assert before == sorted(before, reverse=True)

    @pytest.mark.parametrize("batch", [None, 4])
    @pytest.mark.parametrize("activation", ["sigmoid", "leaky relu", "relu", "tanh"])
    def test_in_place_or_replaced_the_steps_are_the_same(self, activation, batch):
        net = fully_connected([2, 3, 2], seed=4, activation=activation)
        in_place, replaced = Training(net, X, TARGET, 0.05, batch), Training(net, X, TARGET, 0.05, batch)
        replaced._descent = Descent(net, X, TARGET)
        assert isinstance(in_place._descent, DescentInLayers)
        in_place.run(30)
        replaced.run(30)
        assert in_place.losses == replaced.losses
        assert in_place.model.parameters == replaced.model.parameters
        assert in_place.loss() == replaced.loss()

    @pytest.mark.parametrize("batch", [None, 4])
    @pytest.mark.parametrize("activation", ["sigmoid", "leaky relu", "relu", "tanh"])
    def test_a_model_of_the_same_network_takes_the_same_steps(self, activation, batch):
        net = fully_connected([2, 3, 1], seed=4, activation=activation)
        trainings = [Training(model, X, TARGET[0], 0.05, batch) for model in (net, as_model(net))]
        for training in trainings:
            training.run(30)
        assert trainings[0].losses == pytest.approx(trainings[1].losses, rel=1e-12)
        assert parameters_close(trainings[0].model, trainings[1].model, 1e-11)

    def test_a_network_without_layers_takes_the_steps_of_its_model(self):
        trainings = [Training(model, X[0], TARGET[0], 0.1, 3) for model in (SKIP, as_model(SKIP))]
        assert isinstance(descent(SKIP, X[0], TARGET[0]), Descent)
        for training in trainings:
            training.run(30)
        assert trainings[0].losses == pytest.approx(trainings[1].losses, rel=1e-12)
        assert parameters_close(trainings[0].model, trainings[1].model, 1e-11)

    def test_mappings_are_data_as_matrices_are(self):
        by_node = Training(NET, {1: X[0], 2: X[1]}, {6: TARGET[0], 7: TARGET[1]}, 0.1, 4)
        of_matrix = Training(NET, X, TARGET, 0.1, 4)
        assert (NET.inputs, NET.outputs) == ((1, 2), (6, 7))
        assert by_node.run_epochs(3) == of_matrix.run_epochs(3)
        replaced = Descent(NET, {1: X[0], 2: 0.5}, {6: TARGET[0], 7: 1.0})
        in_place = descent(NET, {1: X[0], 2: 0.5}, {6: TARGET[0], 7: 1.0})
        assert replaced.step(np.array([3, 1]), 0.1) == in_place.step(np.array([3, 1]), 0.1)

    def test_the_learning_rate_can_change_between_steps(self):
        one, other = Training(NET, X, TARGET, 0.1), Training(NET, X, TARGET, 0.1)
        one.step()
        one.learning_rate = 0.01
        one.step()
        other.run(2)
        assert one.losses == other.losses and one.loss() != other.loss()

    def test_run_returns_the_loss_of_its_last_step(self):
        training = Training(NET, X, TARGET, 0.1)
        assert training.run(7) == training.losses[-1] and len(training.losses) == 7

    def test_the_line_is_found(self):
        training = line(0.05)
        assert training.run_epochs(1_000) < 1e-9
        assert not misses(training.model.parameters, {"w": 3.0}, relative=1e-4)


class TestBatches:
    def test_every_epoch_sees_every_sample_once_and_its_last_batch_is_shorter(self):
        seen = []
        training = line(0.01, 2, seen)
        seen.clear()
        training.run(6)
        assert [len(batch) for batch in seen] == [2, 2, 1, 2, 2, 1]
        epochs = [sum(seen[:3], []), sum(seen[3:], [])]
        assert [sorted(epoch) for epoch in epochs] == [FIVE.tolist()] * 2
        assert epochs[0] != epochs[1] != FIVE.tolist()
        assert (training.steps_an_epoch, training.epochs) == (3, 2)

    def test_the_seed_decides_the_order(self):
        losses = {}
        for seed in (0, 0, 1):
            training = Training(NET, X, TARGET, 0.1, 3, seed)
            training.run(8)
            assert losses.setdefault(seed, training.losses) == training.losses
        assert losses[0] != losses[1]

    def test_a_target_stays_with_its_sample(self):
        training = line(0.01, 1)
        training.run(5)
        assert len(set(training.losses)) == 5
        of_each = [line(1e-300, 1)._descent.step(np.array([k]), 1e-300) for k in range(5)]
        still = line(1e-300, 1)
        still.run(5)
        assert sorted(still.losses) == of_each == [9.0, 36.0, 81.0, 144.0, 225.0]

    def test_all_samples_are_one_batch(self):
        assert Training(NET, X, TARGET, 0.1, 10).run(5) == Training(NET, X, TARGET, 0.1).run(5)

    def test_a_step_averages_over_its_own_samples_also_in_the_last_batch(self):
        for samples in ([0, 1, 2, 3], [4, 5, 6, 7], [8, 9]):
            part = descent(NET, X, TARGET)
            NET.forward(X[:, samples])
            assert part.step(np.array(samples), 0.1) == NET.loss(TARGET[:, samples])
            assert part.model.parameters == NET.descended(NET.backward(TARGET[:, samples]), 0.1).parameters

    def test_batches_weighted_by_their_sizes_give_the_gradient_of_all(self):
        weighted = dict.fromkeys(NET.parameters, 0.0)
        for samples in ([5, 1, 2, 3], [4, 0, 6, 7], [8, 9]):
            NET.forward(X[:, samples])
            gradients = NET.backward(TARGET[:, samples])
            weighted = {name: sum_ + gradients[name] * len(samples) / 10 for name, sum_ in weighted.items()}
        NET.forward(X)
        assert not misses(NET.backward(TARGET), weighted, relative=1e-10)

    def test_a_fraction_of_an_epoch(self):
        training = Training(NET, X, TARGET, 0.1, 4)
        training.step()
        assert training.epochs == 1 / 3
        training.run_epochs(2)
        assert training.epochs == 7 / 3


LEAKY = fully_connected([1, 2, 1], activation="leaky relu")
TOO_FAST = {
    "in layers": lambda batch: Training(LEAKY, FIVE, TIMES_THREE, 5.0, batch),
    "node by node": lambda batch: Training(
        Network(SKIP.sources, {**SKIP.parameters, "w3to4": 1.0}, "leaky relu"), FIVE, -TIMES_THREE, 5.0, batch
    ),
    "model": lambda batch: line(1.0, batch),
}


@pytest.mark.parametrize("batch", [None, 2])
@pytest.mark.parametrize("way", TOO_FAST)
class TestDivergence:
    def stopped(self, way, batch):
        training = TOO_FAST[way](batch)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with pytest.raises(Diverged) as error:
                training.run(5_000)
        return training, str(error.value)

    def test_it_stops_with_the_reason_and_what_to_try(self, way, batch):
        training, message = self.stopped(way, batch)
        assert message.startswith(f"training stopped at step {len(training.losses) + 1}: ")
        assert f"with learning rate {training.learning_rate:g}, " in message
        assert message.endswith(f"begin again with a smaller one, such as {training.learning_rate / 10:g}")
        assert "\n" not in message and len(message) < 300

    def test_model_and_losses_are_those_before_the_step(self, way, batch):
        training, _ = self.stopped(way, batch)
        again = TOO_FAST[way](batch)
        if training.losses:
            again.run(len(training.losses))
        assert again.losses == training.losses and all(map(math.isfinite, training.losses))
        assert again.model.parameters == training.model.parameters
        assert all(map(math.isfinite, training.model.parameters.values()))

    def test_the_same_step_is_tried_again(self, way, batch):
        training, message = self.stopped(way, batch)
        with pytest.raises(Diverged) as again:
            training.step()
        assert str(again.value) == message


def test_a_first_step_that_is_too_long_is_none():
    training = Training(NET, X, 1e150 * TARGET, 1e300)
    with pytest.raises(Diverged, match="stopped at step 1: .*; the loss was "):
        training.step()
    assert training.losses == [] and training.model.parameters == NET.parameters


def test_a_batch_is_not_lost_to_a_step_that_failed():
    seen = []
    training = line(1.0, 1, seen)
    training.learning_rate = 1e308
    with pytest.raises(Diverged):
        training.run(3)
    seen.clear()
    done = len(training.losses)
    training.learning_rate = 1e-300
    training.run(5 - done)
    assert len(seen) == 5 - done and training.epochs == 1
    order = np.random.default_rng(0).permutation(5)
    assert [x for (x,) in seen] == FIVE[order[done:]].tolist()


@pytest.mark.parametrize("way", [lambda net: net, lambda net: as_model(net)], ids=["network", "model"])
def test_a_loss_beyond_a_float_is_told(way):
    net = fully_connected([1, 1], activation="relu").with_parameters({"w1to2": 1.0})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(OverflowError, match="too large"):
            Training(way(net), [1e200, 1.0], [0.0, 0.0], 0.1)
        first = next(seed for seed in range(9) if np.random.default_rng(seed).permutation(2)[0] == 0)
        training = Training(way(net), [1.0, 1e150], [1e5, 0.0], 1.0, batch=1, seed=first)
        assert math.isfinite(training.loss())
        training.step()
        for attempt in (training.loss, training.step):
            with pytest.raises(Diverged, match="stopped at step 2: .*; the loss went from 1e\\+10 to 1e\\+10 with"):
                attempt()


class TestLeftAlone:
    @pytest.mark.parametrize("net", [NET, as_model(fully_connected([2, 3, 1])), SKIP], ids=["layers", "model", "skip"])
    def test_later_steps_leave_earlier_models_as_they_are(self, net):
        inputs, outputs = (X[0], TARGET[0]) if net is SKIP else (X, TARGET if net is NET else TARGET[0])
        net.forward(inputs[..., :4])
        loss, gradients = net.loss(outputs[..., :4]), net.backward(outputs[..., :4])
        kept = {name: gradients[name] for name in net.parameters}
        training = Training(net, inputs, outputs, 0.1, 3)
        training.run(5)
        after_five = training.model
        parameters = dict(after_five.parameters)
        after_five.forward(inputs[..., 2:4])
        part = after_five.loss(outputs[..., 2:4])
        training.run(5)
        training.loss()
        assert dict(after_five.parameters) == parameters != dict(training.model.parameters)
        assert after_five.loss(outputs[..., 2:4]) == part
        after_five.forward(inputs[..., 2:4])
        assert after_five.loss(outputs[..., 2:4]) == part
        assert net.loss(outputs[..., :4]) == loss
        assert {name: gradients[name] for name in net.parameters} == kept
        again = net.backward(outputs[..., :4])
        assert {name: again[name] for name in net.parameters} == kept

    def test_later_changes_of_the_given_arrays_do_not_matter(self):
        x, target = X.copy(), TARGET.copy()
        one, other = Training(NET, x, target, 0.1, 3), Training(NET, X, TARGET, 0.1, 3)
        x[:], target[:] = 0.0, 0.0
        assert one.run(9) == other.run(9)


def test_one_hot():
    assert one_hot([0, 2, 2], 3).tolist() == [[1, 0, 0], [0, 0, 0], [0, 1, 1]]
    assert one_hot(1, 2).tolist() == [[0], [1]]


def fresh(x=X, target=TARGET, rate=0.1, batch=None, model=NET):
    return Training(model, x, target, rate, batch)


BAD = {
    "no model": (lambda t: fresh(model="sigmoid"), TypeError, "the model is a str"),
    "empty x": (lambda t: fresh(x=[]), ValueError, "x is empty"),
    "empty target": (lambda t: fresh(target=np.zeros((2, 0))), ValueError, "target is empty"),
    "an empty mapping": (lambda t: fresh(x={}), ValueError, "x has no samples and target 10"),
    "an empty row": (lambda t: fresh(x={1: [], 2: X[0]}), ValueError, "x of node 1 is empty"),
    "fewer targets than samples": (lambda t: fresh(target=TARGET[:, :9]), ValueError, "x has 10 samples and target 9"),
    "rows of two lengths": (lambda t: fresh(x={1: X[0], 2: X[1, :9]}), ValueError, "x has 9, 10 samples and target 10"),
    "ragged rows": (lambda t: fresh(x=[[1, 2], [1]]), ValueError, "x is a list whose rows differ in length"),
    "too few rows": (lambda t: fresh(x=X[:1]), ValueError, "nodes 1, 2 has shape (1, 10)"),
    "too many rows": (lambda t: fresh(target=X[[0, 0, 0]]), ValueError, "nodes 6, 7 has shape (3, 10)"),
    "a flat batch for two inputs": (lambda t: fresh(x=X[0]), ValueError, "this network has 2 inputs"),
    "a block of matrices": (lambda t: fresh(x=X[None]), ValueError, "this network has 2 inputs"),
    "an unknown node": (lambda t: fresh(x={1: X[0], 2: X[0], 9: X[0]}), ValueError, "node 9 is no input"),
    "a missing node": (lambda t: fresh(target={6: X[0]}), ValueError, "node 7"),
    "one sample as a number": (lambda t: fresh(x=1.0), ValueError, "x is the single number 1; give all samples"),
    "a target as a number": (lambda t: fresh(target=3), ValueError, "target is the single number 3; give all samples"),
    "numbers only, by node": (lambda t: fresh(x={1: 1.0, 2: 2.0}), ValueError, "x has no samples"),
    "a text as x": (lambda t: fresh(x="1, 2"), TypeError, "x is the text '1, 2'"),
    "texts in x": (lambda t: fresh(x=["1", "2"]), TypeError, "x is a list that is not made of numbers"),
    "NaN in x": (lambda t: fresh(x=X + math.nan), ValueError, "x holds NaN"),
    "infinity in a target": (lambda t: fresh(target={6: X[0], 7: X[0] + math.inf}), ValueError, "target of node 7"),
    "a batch larger than the data": (lambda t: fresh(batch=11), ValueError, "batch is 11 and there are 10 samples"),
    "a batch of none": (lambda t: fresh(batch=0), ValueError, "batch is 0; give a whole number above 0"),
    "a batch below 0": (lambda t: fresh(batch=-4), ValueError, "batch is -4"),
    "half a sample a batch": (lambda t: fresh(batch=0.5), TypeError, "batch is 0.5"),
    "a batch that is a text": (lambda t: fresh(batch="4"), TypeError, "batch is '4'"),
    "a batch that is a truth value": (lambda t: fresh(batch=True), TypeError, "batch is True"),
    "a negative rate": (lambda t: fresh(rate=-0.1), ValueError, "the learning rate is -0.1; give a number above 0"),
    "a rate of zero": (lambda t: fresh(rate=0), ValueError, "the learning rate is 0; give a number above 0"),
    "a rate of NaN": (lambda t: fresh(rate=math.nan), ValueError, "the learning rate is nan"),
    "an infinite rate": (lambda t: fresh(rate=math.inf), ValueError, "the learning rate is inf"),
    "a rate that is a text": (lambda t: fresh(rate="0.1"), TypeError, "the learning rate is the text '0.1'"),
    "a rate that is a truth value": (lambda t: fresh(rate=True), TypeError, "the learning rate is the truth value"),
    "a rate for each sample": (lambda t: fresh(rate=[0.1, 0.2]), ValueError, "the learning rate has shape (2,)"),
    "no rate": (lambda t: fresh(rate=None), TypeError, "the learning rate is a NoneType"),
    "a later rate below 0": (lambda t: setattr(t, "learning_rate", -1), ValueError, "the learning rate is -1"),
    "a later rate of NaN": (lambda t: setattr(t, "learning_rate", math.nan), ValueError, "the learning rate is nan"),
    "a later rate as text": (lambda t: setattr(t, "learning_rate", "1"), TypeError, "the learning rate is the text"),
    "no steps": (lambda t: t.run(0), ValueError, "steps is 0"),
    "steps back": (lambda t: t.run(-1), ValueError, "steps is -1"),
    "half a step": (lambda t: t.run(1.5), TypeError, "steps is 1.5"),
    "steps as text": (lambda t: t.run("9"), TypeError, "steps is '9'"),
    "half an epoch": (lambda t: t.run_epochs(0.5), TypeError, "epochs is 0.5"),
    "a label too large": (lambda t: one_hot([0, 10], 10), ValueError, "10 is out of range; give whole numbers"),
    "a label below 0": (lambda t: one_hot([0, -1], 10), ValueError, "the label -1 is out of range"),
    "a fraction as label": (lambda t: one_hot([0.5], 10), ValueError, "the label 0.5 is no class"),
    "a NaN as label": (lambda t: one_hot([math.nan], 10), ValueError, "labels holds NaN"),
    "a text as label": (lambda t: one_hot(["3"], 10), TypeError, "labels is a list that is not made of numbers"),
    "a truth value as label": (lambda t: one_hot([True], 10), TypeError, "labels"),
    "no labels": (lambda t: one_hot([], 10), ValueError, "labels is empty"),
    "a table of labels": (lambda t: one_hot([[1, 2]], 10), ValueError, "labels has shape (1, 2)"),
    "no classes": (lambda t: one_hot([0], 0), ValueError, "classes is 0"),
    "classes as text": (lambda t: one_hot([0], "10"), TypeError, "classes is '10'"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_named_in_one_line(case):
    attempt, kind, words = BAD[case]
    training = fresh(batch=4)
    training.run(2)
    losses, parameters = training.losses.copy(), training.model.parameters
    with pytest.raises(kind) as error:
        attempt(training)
    message = str(error.value)
    assert words in message and "\n" not in message and len(message) < 200
    assert (training.losses, training.model.parameters, training.learning_rate) == (losses, parameters, 0.1)
