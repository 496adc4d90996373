"""The network of neurons: exact instances, batches, shapes of graphs, and what it says of bad input."""

import math
import random
import warnings

import numpy as np
import pytest

from helpers.fully_connected import fully_connected
from helpers.layers import as_layers
from helpers.levels import LevelByLevel, as_levels
from helpers.network import Network, seven_nodes
from helpers.node_by_node import inner_gradient, output_gradient
from helpers.rules import ACTIVATIONS
from helpers.wiring import Wiring
from tests.reference import close, misses, seven_node_instances

INSTANCES = seven_node_instances()
NAMES = ["all ones", "own numbers"]


def by_number(instance, kind):
    """Return {1: …, 2: …} from the {"x1": …} of an instance."""
    return {int(name[1:]): value for name, value in instance[kind].items()}


def node_by_node(net):
    """Return the same network without its ways through layers and levels."""
    net = net.with_parameters({})
    net._layers = net._levels = None
    return net


def in_levels(net):
    """Return the same network, whose samples go through it level by level, however small it is."""
    net = net.with_parameters({})
    levels = as_levels(net._wiring, worth=0)
    net._levels = LevelByLevel(levels, net._flat, net._wiring.places_of_outputs, net._activate)
    return net


WAYS = pytest.mark.parametrize("way", [lambda net: net, node_by_node], ids=["in layers", "node by node"])


@pytest.mark.parametrize("name, instance", [*zip(NAMES, INSTANCES)], ids=NAMES)
class TestInstances:
    def test_parameters(self, name, instance):
        assert not misses(seven_nodes(name).parameters, instance["parameters"])

    @pytest.mark.parametrize("way", [node_by_node, in_levels])
    def test_forward(self, name, instance, way):
        net = way(seven_nodes(name))
        assert not misses(net.forward(instance["x1"]), by_number(instance, "x"))
        assert not misses(net.h, by_number(instance, "h"))
        assert close(net.loss(instance["target"]), instance["loss"])

    @pytest.mark.parametrize("way", [node_by_node, in_levels])
    def test_all_23_gradients_and_every_dloss_dx(self, name, instance, way):
        net = way(seven_nodes(name))
        net.forward(instance["x1"])
        gradients = net.backward(instance["target"])
        assert not misses(gradients, instance["gradients"])
        assert not misses(gradients, instance["dloss_dx"])
        assert set(gradients) == set(instance["gradients"]) | set(instance["dloss_dx"])
        assert len(instance["gradients"]) == 23

    @pytest.mark.parametrize("way", [node_by_node, in_levels])
    def test_the_two_values_kept_for_reuse(self, name, instance, way):
        net = way(seven_nodes(name))
        net.forward(instance["x1"])
        net.backward(instance["target"])
        assert not misses(net.upstream, by_number(instance, "dloss_dx"))
        kept = {f"b{node}": net.upstream[node] * net.slope[node] for node in net.order}
        assert not misses(instance["gradients"], kept)

    @WAYS
    def test_a_batch_of_equal_samples(self, name, instance, way):
        net = way(seven_nodes(name))
        values = net.forward([instance["x1"]] * 4)
        gradients = net.backward(instance["target"])
        assert {node: value.shape for node, value in values.items()} == dict.fromkeys(range(1, 8), (4,))
        assert close(net.loss(instance["target"]), instance["loss"])
        assert not misses(gradients, instance["gradients"])
        assert not misses({k: gradients[k].sum() for k in instance["dloss_dx"]}, instance["dloss_dx"])
        assert all(type(gradients[name]) is float for name in instance["gradients"])
        assert not misses({n: v[3] for n, v in net.h.items()}, by_number(instance, "h"))
        assert {n: u.shape for n, u in net.upstream.items()} == dict.fromkeys(range(1, 8), (4,))
        assert close(net.upstream[7][0] * net.slope[7][0] * 4, instance["gradients"]["b7"])


def test_own_numbers_are_whole():
    assert seven_nodes("own numbers").forward(1) == {1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7}


class TestBatches:
    rng = np.random.default_rng(5)
    net = seven_nodes().with_parameters(dict(zip(seven_nodes().parameters, rng.normal(size=23))))
    x, t = rng.normal(size=33), rng.normal(size=33)

    def one_by_one(self):
        """Return the mean loss and mean gradients of the samples, each run alone."""
        losses, gradients = [], []
        for x, t in zip(self.x, self.t):
            self.net.forward(float(x))
            losses.append(self.net.loss(float(t)))
            gradients.append(self.net.backward(float(t)))
        names = self.net.parameters
        return math.fsum(losses) / 33, {n: math.fsum(g[n] for g in gradients) / 33 for n in names}, gradients

    @WAYS
    def test_equals_its_samples(self, way):
        loss, parameters, each = self.one_by_one()
        net = way(self.net)
        net.forward(self.x)
        assert close(net.loss(self.t), loss)
        gradients = net.backward(self.t)
        assert not misses(gradients, parameters, relative=1e-11)
        for node in range(1, 8):
            assert np.allclose(gradients[f"x{node}"] * 33, [g[f"x{node}"] for g in each], rtol=1e-12, atol=0)

    def test_both_ways_give_the_same(self):
        layered, single = self.net, node_by_node(self.net)
        assert layered._layers.nodes == [(1,), (2, 3), (4, 5, 6), (7,)]
        for net in (layered, single):
            net.forward(self.x)
        assert layered.loss(self.t) == single.loss(self.t)
        one, other = layered.backward(self.t), single.backward(self.t)
        assert list(one) == list(other)
        assert all(np.allclose(one[name], other[name], rtol=1e-12, atol=1e-15) for name in one)
        for kept in ("h", "slope", "upstream", "values"):
            for node, row in getattr(single, kept).items():
                assert np.allclose(getattr(layered, kept)[node], row, rtol=1e-12, atol=1e-15), (kept, node)

    def test_twice_gives_the_same(self):
        self.net.forward(self.x)
        first = self.net.backward(self.t)
        again = self.net.backward(self.t)
        assert all(np.array_equal(first[name], again[name]) for name in first)

    def test_later_changes_of_the_given_arrays_do_not_matter(self):
        for net in (self.net, node_by_node(self.net)):
            x = self.x.copy()
            net.forward(x)
            before = net.backward(self.t)
            x[:] = 0.0
            assert net.backward(self.t)["w1to2"] == before["w1to2"]


@WAYS
class TestMatrices:
    net = fully_connected([2, 3, 2], seed=7)
    x, target = np.random.default_rng(8).normal(size=(2, 2, 5))

    def both(self, net, x, target):
        values = net.forward(x)
        return values, net.loss(target), net.backward(target)

    def test_a_row_is_a_node_and_a_column_a_sample(self, way):
        net = way(self.net)
        values, loss, gradients = self.both(net, self.x, self.target)
        by_node = {1: self.x[0], 2: self.x[1]}, {6: self.target[0], 7: self.target[1]}
        same_values, same_loss, same_gradients = self.both(net, *by_node)
        assert loss == same_loss and all(np.array_equal(gradients[name], same_gradients[name]) for name in gradients)
        assert all(np.array_equal(values[node], same_values[node]) for node in range(1, 8))
        assert close(loss, np.mean((values[6] - self.target[0]) ** 2 + (values[7] - self.target[1]) ** 2))

    def test_one_row_is_a_flat_batch(self, way):
        net = way(seven_nodes())
        one, other = (self.both(net, x, t) for x, t in [(self.x[0], self.target[0]), (self.x[:1], self.target[:1])])
        assert one[1] == other[1] and one[2]["w1to2"] == other[2]["w1to2"]

    def test_a_column_is_a_batch_of_one(self, way):
        net = way(self.net)
        values, loss, gradients = self.both(net, self.x[:, :1], self.target[:, :1])
        single = node_by_node(self.net)
        single.forward({1: float(self.x[0, 0]), 2: float(self.x[1, 0])})
        target = {6: float(self.target[0, 0]), 7: float(self.target[1, 0])}
        assert values[7].shape == (1,) and close(loss, single.loss(target))
        exact = single.backward(target)
        assert not misses(gradients, {name: exact[name] for name in net.parameters}, 1e-11)

    def test_later_passes_leave_what_earlier_ones_found(self, way):
        net = way(self.net)
        values, _, gradients = self.both(net, self.x, self.target)
        kept = {name: np.copy(gradients[name]) for name in gradients}, {n: row.copy() for n, row in values.items()}
        h, slope, upstream = net.h, net.slope, net.upstream
        kept_too = [{n: row.copy() for n, row in rows.items()} for rows in (h, slope, upstream)]
        net.backward(self.target - 1)
        self.both(net, self.x + 1, self.target)
        net.backward(self.target - 1)
        for before, after in zip((*kept, *kept_too), (gradients, values, h, slope, upstream)):
            assert all(np.array_equal(before[name], after[name]) for name in before)

    def test_descended_is_every_parameter_minus_a_step(self, way):
        net = way(self.net)
        _, _, gradients = self.both(net, self.x, self.target)
        by_hand = {name: value - 0.3 * gradients[name] for name, value in net.parameters.items()}
        moved = net.with_parameters(by_hand)
        for given in (gradients, dict(gradients)):
            one = net.descended(given, 0.3)
            assert one.parameters == moved.parameters == by_hand
            assert self.both(one, self.x, self.target)[1] == self.both(moved, self.x, self.target)[1]

    def test_descended_of_one_sample(self, way):
        net = way(seven_nodes())
        net.forward(1.0)
        gradients = net.backward(10.0)
        moved = net.with_parameters({name: value - 0.3 * gradients[name] for name, value in net.parameters.items()})
        assert net.descended(gradients, 0.3).parameters == moved.parameters
        assert net.parameters == seven_nodes().parameters


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_an_activation_stays_with_the_network(activation):
    net = fully_connected([1, 2, 1], seed=1, activation=activation)
    net.forward([1.0, 2.0])
    for other in (net.with_parameters({"b2": 0.5}), net.descended(net.backward(3.0), 0.1)):
        assert other.activation == activation and other.forward(1.0) != Network(other.sources, other.parameters)
    assert (
        Network({2: [1]}, {"b2": 0, "c2": 1, "w1to2": 1}, activation).forward(-2.0)[2]
        == {
            "sigmoid": 1 / (1 + math.exp(2)),
            "leaky relu": -0.02,
            "relu": 0.0,
            "tanh": math.tanh(-2),
        }[activation]
    )


class TestOtherGraphs:
    def test_two_inputs_and_two_outputs(self):
        sources = {3: [1, 2], 4: [1, 3], 5: [3, 2]}
        net = Network(sources, {name: 0.5 + 0.1 * k for k, name in enumerate(Wiring(sources).names)})
        assert (net.inputs, net.outputs) == ((1, 2), (4, 5))
        values = net.forward({1: 0.3, 2: [0.1, -0.2]})
        assert values[1].tolist() == [0.3, 0.3]
        loss = net.loss({4: 1.0, 5: [0.0, 1.0]})
        assert close(loss, np.mean((values[4] - 1) ** 2) + np.mean((values[5] - [0, 1]) ** 2))
        gradients, h = net.backward({4: 1.0, 5: [0.0, 1.0]}), 1e-6

        def at(shift):
            moved = net.with_parameters({"w2to3": net.parameters["w2to3"] + shift})
            moved.forward({1: 0.3, 2: [0.1, -0.2]})
            return moved.loss({4: 1.0, 5: [0.0, 1.0]})

        assert close(gradients["w2to3"], (at(h) - at(-h)) / (2 * h), 1e-7)

    def test_nodes_may_have_any_names(self):
        net = Network({"out": ["in"]}, {"bout": 0, "cout": 2, "wintoout": 1})
        assert net.forward(0)["out"] == 1.0

    def test_sources_may_come_in_any_order(self):
        sources = {7: [4, 5, 6], 6: [2, 3], 5: [2, 3], 4: [2, 3], 3: [1], 2: [1]}
        net = Network(sources, seven_nodes().parameters)
        net.forward(1)
        assert close(net.backward(10)["b2"], INSTANCES[0]["gradients"]["b2"])

    def test_a_skip_from_the_input_is_no_layer(self):
        assert as_layers(Wiring({2: [1], 3: [1, 2]})) is None
        assert as_layers(Wiring({2: [1], 3: [1], 4: [2]})) is None  # 3 is an output beside 4

    def test_only_a_network_with_many_weights_a_level_goes_by_levels(self):
        wide = fully_connected([30, 40, 1], 0)
        assert type(wide._levels) is LevelByLevel
        assert all(net._levels is None for net in (seven_nodes(), fully_connected([1, *[7] * 9, 1], 0)))
        assert wide.with_parameters({"b31": 1.0})._levels is not wide._levels

    def test_levels_are_found_when_a_sample_needs_them_and_once_for_all_that_descend(self):
        net = fully_connected([30, 40, 1], 0)
        children = [net.with_parameters({"b31": 1.0}), net.placed(net._flat + 1)]
        net.forward(np.zeros((30, 5)))
        children.append(net.descended(net.backward(np.zeros(5)), 0.1))
        family = [net, *children, children[-1].with_parameters({})]
        assert not any("_levels" in vars(each) or each._find_levels.cache_info().misses for each in family)
        for each in family:
            each.forward(dict.fromkeys(each.inputs, 0.5))
        assert all("_by_node" not in vars(each) for each in family)
        assert len({id(each._levels._levels) for each in family}) == 1 == net._find_levels.cache_info().misses
        assert fully_connected([30, 40, 1], 0)._levels._levels is not net._levels._levels

    def test_levels_equal_node_by_node_in_a_large_network(self):
        rng = random.Random(4)
        nodes, sources = [*range(12)], {}
        for i in range(12, 600):
            sources[i] = rng.sample(nodes[-300:], 12)
            nodes.append(i)
        names = Wiring(sources).names
        net = Network(sources, {name: rng.gauss(0.0, 0.5) for name in names})
        assert net._levels and len(net.outputs) > 5
        x, target = {i: rng.gauss() for i in net.inputs}, {i: rng.gauss() for i in net.outputs}
        found = []
        for way in (net, node_by_node(net)):
            values = way.forward(x)
            found.append([values, way.backward(target), way.h, way.slope, way.upstream, {"loss": way.loss(target)}])
        for one, other in zip(*found):
            assert not misses(one, other) and list(one) == list(other)
            assert {type(number) for number in one.values()} == {float}

    def test_chain_of_100_000_nodes(self):
        depth = 100_000
        sources = {i: [i - 1] for i in range(2, depth + 2)}
        net = Network(sources, {n: {"b": 0.0, "c": 4.0, "w": 1.0}[n[0]] for n in Wiring(sources).names})
        net.forward(0.1)
        assert math.isfinite(net.backward(1.0)["b2"])

    def test_with_parameters_leaves_the_network_as_it_is(self):
        net = seven_nodes()
        net.forward(1)
        other = net.with_parameters({"b7": 2.0})
        assert (net.parameters["b7"], other.parameters["b7"]) == (1.0, 2.0)
        assert close(net.loss(10), INSTANCES[0]["loss"])
        with pytest.raises(RuntimeError):
            other.loss(10)
        with pytest.raises(TypeError):
            net.parameters["b7"] = 3.0

    def test_what_is_read_can_be_changed_without_harm(self):
        net = seven_nodes()
        net.forward(1)[4] = 99.0
        for kept in (net.values, net.h, net.slope):
            kept[4] = 99.0
        net.backward(10)
        net.upstream[4] = 99.0
        assert not misses(net.backward(10), INSTANCES[0]["gradients"])

    @pytest.mark.parametrize("way", [node_by_node, in_levels])
    def test_far_values_give_no_warning(self, way):
        net = way(seven_nodes().with_parameters({"b2": -1000.0, "b3": 1000.0}))
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            for x in (1.0, [1.0, -1e300]):
                net.forward(x)
                assert all(np.isfinite(g).all() for g in net.backward(10).values())


def test_the_scenarios_on_numbers():
    assert output_gradient(7.0, 10.0, 1) == -6.0
    assert inner_gradient([(4, 2.0), (5, 3.0)], {4: 10.0, 5: 100.0}) == 320.0


PARAMETERS = {"b2": 1, "c2": 1, "w1to2": 1}
TWO_INPUTS = Network({2: [1, 33]}, {**PARAMETERS, "w33to2": 1})
BAD = {
    "no nodes": (lambda net: Network({}, {}), ValueError, "sources is empty"),
    "sources no mapping": (lambda net: Network([1], {}), TypeError, "list"),
    "sources of a node no list": (lambda net: Network({2: 1}, {}), TypeError, "node 2"),
    "sources of a node a text": (lambda net: Network({2: "1"}, {}), TypeError, "node 2"),
    "a node that reads nothing": (lambda net: Network({1: [], 2: [1]}, {}), ValueError, "node 1 reads no node"),
    "a source twice": (lambda net: Network({2: [1, 1]}, {}), ValueError, "node 1 twice"),
    "a cycle": (lambda net: Network({2: [1, 4], 3: [2], 4: [3]}, {}), ValueError, "2 → 3 → 4 → 2"),
    "a cycle of one": (lambda net: Network({2: [1, 2]}, {}), ValueError, "2 → 2"),
    "two names alike": (lambda net: Network({"2": ["1to3"], "3to2": ["1"]}, {}), ValueError, "w1to3to2"),
    "a missing parameter": (lambda net: Network({2: [1]}, {"b2": 1, "c2": 1}), ValueError, "'w1to2' is missing"),
    "an unknown parameter": (lambda net: Network({2: [1]}, {**PARAMETERS, "w1t2": 1}), ValueError, "mean 'w1to2'"),
    "a strange parameter": (lambda net: Network({2: [1]}, {**PARAMETERS, 5: 1}), ValueError, "5 is no parameter"),
    "parameters no mapping": (lambda net: Network({2: [1]}, [1, 2, 3]), TypeError, "parameters"),
    "a text as parameter": (lambda net: Network({2: [1]}, {**PARAMETERS, "b2": "1"}), TypeError, "'b2' is the text"),
    "a NaN parameter": (lambda net: Network({2: [1]}, {**PARAMETERS, "b2": math.nan}), ValueError, "'b2' is nan"),
    "an array as parameter": (lambda net: Network({2: [1]}, {**PARAMETERS, "b2": [1]}), ValueError, "'b2' has shape"),
    "an unknown activation": (lambda net: Network({2: [1]}, PARAMETERS, "step"), ValueError, "'sigmoid', 'leaky relu'"),
    "an activation no text": (lambda net: Network({2: [1]}, PARAMETERS, [math.tanh]), ValueError, "no activation [<"),
    "changes no mapping": (lambda net: net.with_parameters("c7"), TypeError, "the changes are a str; give a mapping"),
    "an unknown change": (lambda net: net.with_parameters({"b9": 1}), ValueError, "'b9'"),
    "an unknown instance": (lambda net: seven_nodes("all twos"), ValueError, "all twos"),
    "a text as x": (lambda net: net.forward("1"), TypeError, "x of node 1"),
    "a truth value as x": (lambda net: net.forward(True), TypeError, "x of node 1"),
    "a NaN as x": (lambda net: net.forward(math.nan), ValueError, "x of node 1 is nan"),
    "infinity in a batch": (lambda net: net.forward([1, math.inf]), ValueError, "x of node 1 holds"),
    "an empty batch": (lambda net: net.forward([]), ValueError, "x of node 1 is empty"),
    "a table as x": (lambda net: net.forward([[1, 2]]), ValueError, "(1, 2)"),
    "an unknown input": (lambda net: net.forward({1: 1, 9: 1}), ValueError, "node 9"),
    "a missing input": (lambda net: TWO_INPUTS.forward({1: 1}), ValueError, "node 33"),
    "one number for two inputs": (lambda net: TWO_INPUTS.forward(1), ValueError, "{1: …, 33: …}"),
    "inputs of two lengths": (lambda net: TWO_INPUTS.forward({1: [1, 2], 33: [1]}), ValueError, "equal lengths"),
    "backward before forward": (lambda net: seven_nodes().backward(1), RuntimeError, "forward(x) first"),
    "loss before forward": (lambda net: seven_nodes().loss(1), RuntimeError, "forward(x) first"),
    "values before forward": (lambda net: seven_nodes().values, RuntimeError, "forward(x) first"),
    "upstream before backward": (lambda net: net.upstream, RuntimeError, "backward(target) first"),
    "a text as target": (lambda net: net.backward("10"), TypeError, "target of node 7"),
    "two targets for one sample": (lambda net: net.backward([1, 2]), ValueError, "2 numbers for one sample"),
    "a matrix with too many rows": (lambda net: net.forward(np.ones((2, 3))), ValueError, "node 1 has shape (2, 3)"),
    "a matrix of texts": (lambda net: net.forward(np.array([["1"]])), TypeError, "not made of numbers"),
    "an empty matrix": (lambda net: net.forward(np.ones((1, 0))), ValueError, "x is empty"),
    "NaN in a matrix": (lambda net: net.forward(np.array([[math.nan]])), ValueError, "x holds NaN"),
    "a block of matrices": (lambda net: net.forward(np.ones((1, 1, 1))), ValueError, "node 1 has shape (1, 1, 1)"),
    "a list for two inputs": (lambda net: TWO_INPUTS.forward([[1], [2]]), ValueError, "an array with a row for each"),
    "a matrix as target of a sample": (lambda net: net.loss(np.ones((1, 2))), ValueError, "2 numbers for one sample"),
    "a step up": (lambda net: net.descended(net.backward(10), -0.1), ValueError, "the learning rate is -0.1"),
    "no step": (lambda net: net.descended(net.backward(10), 0), ValueError, "the learning rate is 0"),
    "a step of NaN": (lambda net: net.descended(net.backward(10), math.nan), ValueError, "the learning rate is nan"),
    "a step as text": (lambda net: net.descended(net.backward(10), "1"), TypeError, "the learning rate is the text"),
    "a step without a gradient": (lambda net: net.descended({"b2": 1.0}, 0.1), ValueError, "the gradient of 'c2'"),
    "a step too long": (lambda net: net.descended(net.backward(1e9), 1e308), OverflowError, "a smaller learning rate"),
    "a target for no output": (lambda net: net.loss({6: 1}), ValueError, "node 6 is no output"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_named_in_one_line(case):
    attempt, kind, words = BAD[case]
    net = seven_nodes()
    before = net.forward(1)
    with pytest.raises(kind) as error:
        attempt(net)
    message = str(error.value)
    assert words in message and "\n" not in message and len(message) < 200
    assert net.values == before and close(net.backward(10)["b2"], INSTANCES[0]["gradients"]["b2"])


@pytest.mark.parametrize("way", [node_by_node, in_levels])
def test_a_value_that_is_no_number_is_named_and_changes_nothing(way):
    net = way(seven_nodes().with_parameters({"c2": 1e308, "c3": 1e308, "w2to4": 1e10, "w3to4": -1e10}))
    with pytest.raises(OverflowError, match="value of node 7"):
        net.forward(1.0)  # h4 is infinity minus infinity
    with pytest.raises(RuntimeError):
        net.loss(10)


@pytest.mark.parametrize("x", [1.0, [1.0, 2.0]], ids=["one sample", "a batch"])
@pytest.mark.parametrize("way", [lambda net: net, node_by_node, in_levels])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # NumPy's word for the overflow, beside our error
def test_a_gradient_too_large_is_named_and_changes_nothing(way, x):
    net = way(seven_nodes().with_parameters({"c7": 1e10}))
    net.forward(x)
    with pytest.raises(OverflowError, match="gradient of"):
        net.backward(-1e308)
    with pytest.raises(RuntimeError, match="backward"):
        _ = net.upstream
