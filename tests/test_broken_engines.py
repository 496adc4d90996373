"""The tests of the engine, tested: each engine here is broken on purpose, and the suite must notice.

A copy of the helpers and their tests is changed in one place and run in a process of its own.
"""

import pytest

from tests.breaking import assert_noticed, copy_of_project, run_suite

SUITE = (
    *("test_graph.py", "test_network.py", "test_nudging.py", "test_facts.py", "test_properties.py"),
    *("test_training.py", "test_model.py", "test_fully_connected.py", "test_graph_extremes.py"),
)

ACCUMULATE = "parent.grad = parent.grad + product"
SLOPE = "slopes.append(c * slope_of_g)"
BREAKS = {
    # In the expression graph.
    "overwrite for accumulate": ("graph.py", ACCUMULATE, "parent.grad = product", "test_graph.py"),
    "gradients of an earlier pass left in": (
        "graph.py",
        "        for node in order:\n            node.grad = None\n",
        "        for node in order:\n            node.grad = node.grad if node is not self else None\n",
        "test_graph.py",
    ),
    "the order in which nodes were found": (
        "graph.py",
        'return sorted(found, key=attrgetter("age"))',
        "return [*reversed(list(dict.fromkeys([output, *found])))]",
        "test_graph.py",
    ),
    "local derivative without the upstream gradient": (
        "graph.py",
        "product = upstream * local\n    return product",
        "product = local\n    return product",
        "test_graph.py",
    ),
    "no sum over the batch": (
        "graph.py",
        "return float(np.vdot(upstream, local))",
        "return float(np.vdot(upstream, local) / upstream.size)",
        "test_graph.py",
    ),
    "no sum over repeated axes": ("graph.py", "keepdims=True)", "keepdims=True) * 0 + 1", "test_graph.py"),
    "a product passes its own side on": ("rules.py", "return u * v, (v, u)", "return u * v, (u, v)", "test_graph.py"),
    "minus passes plus": ("rules.py", "(ONE, -1.0)", "(ONE, ONE)", "test_graph.py"),
    "the sign of the cosine": ("rules.py", "-math.sin(u)", "math.sin(u)", "test_properties.py"),
    "the sigmoid's slope of a float, by subtraction": (
        "rules.py",
        "return g, g * (e * g)",
        "return g, g * (1.0 - g)",
        "test_graph.py",
    ),
    "overflow in the sigmoid of a float": (
        "rules.py",
        "        except OverflowError:\n            e = _exp(LARGEST)",
        "        except ValueError:\n            e = _exp(LARGEST)",
        "test_graph.py",
    ),
    "the sigmoid's slope at its value": ("rules.py", "    rest *= g  # the slope\n", "", "test_properties.py"),
    "1 - g by subtraction": ("sigmoid.py", "return g, e * g", "return g, 1.0 - g", "test_graph.py"),
    "overflow in the sigmoid": ("sigmoid.py", "LARGEST if h < -LARGEST else -h", "-h", "test_graph.py"),
    "a power of a batch overflows": (
        "rules.py",
        'np.errstate(over="raise")',
        "np.errstate()",
        "test_graph_extremes.py",
    ),
    "a quotient of a batch overflows": (
        "rules.py",
        'np.errstate(over="ignore")',
        "np.errstate()",
        "test_graph_extremes.py",
    ),
    "the slope of tanh by e to the 2u": (
        "rules.py",
        "math.tanh(u), math.exp(-2.0 * abs(u))",
        "math.tanh(u), math.exp(2.0 * abs(u))",
        "test_graph_extremes.py",
    ),
    # In the network.
    "one path only at a fork": (
        "node_by_node.py",
        "total = total + dloss_dh[j]",
        "total = dloss_dh[j]",
        "test_network.py",
    ),
    "g'(x) for g'(h)": (
        "node_by_node.py",
        SLOPE,
        "slopes.append(c * activate(x[-1])[1])",
        "test_network.py",
    ),
    "c dropped": ("node_by_node.py", SLOPE, "slopes.append(slope_of_g)", "test_network.py"),
    "g' dropped": ("node_by_node.py", SLOPE, "slopes.append(c)", "test_network.py"),
    "the weight for the value": (
        "node_by_node.py",
        "for j, _ in sources:\n            gradients.append(dloss_dh_i * x[j])",
        "for _, w in sources:\n            gradients.append(dloss_dh_i * w)",
        "test_network.py",
    ),
    "factor 2 dropped": ("node_by_node.py", "2.0 * (x - target)", "(x - target)", "test_network.py"),
    "t - x for x - t": ("node_by_node.py", "2.0 * (x - target)", "2.0 * (target - x)", "test_network.py"),
    "sum for mean over the batch": ("node_by_node.py", "(x - target) / samples", "(x - target)", "test_network.py"),
    "nodes visited from the input on": (
        "node_by_node.py",
        "        for i in self._backwards:",
        "        dloss_dh = [0.0] * len(x)\n        for i in range(len(x)):",
        "test_network.py",
    ),
    "values of an earlier forward": (
        "network.py",
        "self._last, self._batch, self._upstream = (way, kept),",
        "self._last, self._batch, self._upstream = self._last or (way, kept),",
        "test_network.py",
    ),
    "h with the last weight left out": (
        "node_by_node.py",
        "                h = h + weight * x[j]\n            found.append(h)",
        "                h, last = h + weight * x[j], h\n            found.append(last)",
        "test_network.py",
    ),
    "levels: c dropped": ("levels.py", "slopes.append(c * slope_of_g)", "slopes.append(slope_of_g)", "test_network.py"),
    "levels: the last reader alone": (
        "levels.py",
        "np.add.at(upstream, reads, np.repeat(dloss_dh, counts) * parameters)",
        "upstream[reads] = np.repeat(dloss_dh, counts) * parameters",
        "test_network.py",
    ),
    "levels: b for c": (
        "levels.py",
        "gradients[self._of_c] = upstream[self._inputs : -2] * np.concatenate(gs)",
        "pass",
        "test_network.py",
    ),
    "levels: one level too deep": (
        "levels.py",
        "nodes_at[depths[node] - 1] += 1",
        "nodes_at[-1 if wiring.place[node] > len(wiring.nodes) - 3 else depths[node] - 1] += 1",
        "test_network.py",
    ),
    "levels where they do not pay": ("levels.py", "        return None\n", "        pass\n", "test_network.py"),
    "layers: c dropped": ("layers.py", "append(c * slope_of_g)", "append(slope_of_g)", "test_network.py"),
    "layers: b for c": (
        "layers.py",
        "np.vecdot(upstream, self._g[k]",
        "np.vecdot(dloss_dh, self._g[k]",
        "test_network.py",
    ),
    "layers where there are none": ("layers.py", "            return None\n", "            pass\n", "test_network.py"),
    "layers: not the mean": ("layers.py", "np.array(2.0 / samples)", "np.array(2.0)", "test_network.py"),
    "a batch overflows the sigmoid": ("sigmoid.py", "np.minimum(h, _LARGEST)", "h + 0.0", "test_graph.py"),
    "names one place off": (
        "wiring.py",
        "enumerate((*self.names",
        "enumerate((self.names[-1], *self.names",
        "test_network.py",
    ),
    "layers: gradients of an earlier pass left in": (
        "layers.py",
        "dloss_dh.dot(self._ones[k].T, own)",
        "np.add(own * (own < 9e99), dloss_dh.dot(self._ones[k].T), own)",
        "test_training.py",
    ),
    "layers: gradients that the next pass overwrites": (
        "layers.py",
        "kept[1].gradients.copy()",
        "kept[1].gradients",
        "test_network.py",
    ),
    "a changed network forgets its activation": (
        "network.py",
        "other._place(self._wiring, self.activation,",
        'other._place(self._wiring, "sigmoid",',
        "test_network.py",
    ),
    "the slope of relu for that of leaky relu": (
        "rules.py",
        "return u * slope, slope",
        "return u * slope, (u > 0) * 1.0",
        "test_properties.py",
    ),
    "leaky relu leaks too much": ("rules.py", "LEAK = 0.01", "LEAK = 0.1", "test_network.py"),
    "every node reads all before it": (
        "fully_connected.py",
        "before, first = nodes,",
        "before, first = before + nodes,",
        "test_fully_connected.py",
    ),
    "a start that grows from layer to layer": (
        "fully_connected.py",
        "(2.0 / len(weights)) ** 0.5",
        "2.0",
        "test_fully_connected.py",
    ),
    "a start that ignores its seed": (
        "fully_connected.py",
        "default_rng(seed)",
        "default_rng(0)",
        "test_fully_connected.py",
    ),
    # In the training.
    "up the slope": ("descent.py", "flat - rate *", "flat + rate *", "test_training.py"),
    "up the slope, network": ("network.py", "self._flat - rate *", "self._flat + rate *", "test_network.py"),
    "up the slope, model": ("model.py", "value - rate *", "value + rate *", "test_model.py"),
    "samples drawn again": (
        "training.py",
        "self._rng.permutation(self.samples)",
        "self._rng.integers(self.samples, size=self.samples)",
        "test_training.py",
    ),
    "the same order in every epoch": (
        "training.py",
        "self._rng.permutation(",
        "np.random.default_rng(0).permutation(",
        "test_training.py",
    ),
    "an order that ignores its seed": ("training.py", "default_rng(seed)", "default_rng(0)", "test_training.py"),
    "the shorter batch left out": (
        "training.py",
        "range(0, self.samples, self.batch)",
        "range(0, self.samples - self.batch + 1, self.batch)",
        "test_training.py",
    ),
    "targets of other samples": (
        "descent.py",
        "        run, loss, error = self._forward(x, targets)",
        "        run, loss, error = self._forward(x, self._data[1][:, : x.shape[1]])",
        "test_training.py",
    ),
    "a batch averaged over all samples": (
        "descent.py",
        "float(np.vdot(error, error)) / samples",
        "float(np.vdot(error, error)) / self._data[0].shape[1]",
        "test_training.py",
    ),
    "the loss after the step": (
        "descent.py",
        "self._layers.flat[:] = stepped\n        return loss",
        "self._layers.flat[:] = stepped\n        return self._forward(x, targets)[1]",
        "test_training.py",
    ),
    "a step too long is taken": (
        "descent.py",
        "        if not is_finite(stepped):",
        "        self._layers.flat[:] = stepped\n        if not is_finite(stepped):",
        "test_training.py",
    ),
    "an infinite loss goes unnoticed": ("descent.py", "if not math.isfinite(loss)", "if False", "test_training.py"),
    "NumPy's warning beside the sentence": (
        "training.py",
        'np.errstate(all="ignore"):  # what overflows is told in words',
        "np.errstate():",
        "test_training.py",
    ),
    "a batch lost to a step that failed": (
        "training.py",
        "from None\n                self.losses.append(loss)",
        "from self._waiting.pop()\n                self.losses.append(loss)",
        "test_training.py",
    ),
    "the learner's model runs forward": (
        "descent.py",
        "model = copy(self.model)",
        "model = self.model",
        "test_training.py",
    ),
    "a model handed out that goes on learning": (
        "descent.py",
        "self._model.placed(self._layers.flat.copy())",
        "self._model.placed(self._layers.flat)",
        "test_training.py",
    ),
    "a learning rate of zero": ("values.py", "if number <= 0:", "if number < 0:", "test_training.py"),
    "a label one too large": ("training.py", "labels >= classes", "labels > classes", "test_training.py"),
    "a mean over outputs": (
        "model.py",
        "** 2) / samples",
        "** 2) / np.size(prediction.value)",
        "test_model.py",
    ),
    "a model's gradients left over": (
        "model.py",
        "            node.grad = None\n",
        "            pass\n",
        "test_model.py",
    ),
    # In the nudging, which checks the others.
    "one-sided for central": (
        "nudging.py",
        "return (f(at + h) - f(at - h)) / (2 * h)",
        "return (f(at + h) - f(at)) / h",
        "test_nudging.py",
    ),
    "a check that is always content": (
        "nudging.py",
        "return abs(claimed - nudged) <=",
        "return True or",
        "test_nudging.py",
    ),
}


@pytest.fixture
def copy(tmp_path):
    """Copy the numbers layer and the tests of it, so that a change touches nothing else."""
    return copy_of_project(tmp_path, SUITE, without=("pictures", "explorers"))


def test_the_engine_as_it_is_passes(copy):
    outcome = run_suite(copy, *SUITE)
    assert outcome.returncode == 0, outcome.stdout[-2000:]


@pytest.mark.parametrize("name", BREAKS)
def test_the_suite_catches(name, copy):
    assert_noticed(copy, *BREAKS[name])
