"""Every figure the lessons rest on, recomputed: document 1 (one product), document 2 (seven nodes)."""

import random
from fractions import Fraction

import pytest

from helpers.graph import Node, sigmoid
from helpers.network import seven_nodes
from helpers.nudging import random_nudge, share_of_rises
from tests.reference import close


def product(a, b):
    return a * b


def simultaneous(a, b, step):
    return a + step * b, b + step * a


def sequential(a, b, step):
    a = a + step * b
    return a, b + step * a


class TestOneProduct:
    @pytest.mark.parametrize(
        "start, low, high, printed",
        [((5, 6), 30, 30.1101, 30.04698146865633), ((-5, -6), 29.8901, 30, 29.970177554213326)],
    )
    def test_random_nudges_stay_in_their_range(self, start, low, high, printed):
        rng = random.Random(0)
        outcomes = [product(*random_nudge(start, 0.01, rng)) for _ in range(10_000)]
        assert low <= min(outcomes) and max(outcomes) <= high and low <= printed <= high
        assert close(product(start[0] + 0.01, start[1] + 0.01), high if start[0] > 0 else low)
        assert all(outcome > 30 for outcome in outcomes) is (start[0] > 0)

    def test_a_nudge_can_be_zero(self):
        class Zero:
            def random(self):
                return 0.0

        assert product(*random_nudge((5, 6), 0.01, Zero())) == 30.0

    @pytest.mark.parametrize("start, share", [((5, -6), Fraction(5, 12)), ((-5, 6), Fraction(7, 12))])
    def test_mixed_signs_rise_5_and_7_times_in_12(self, start, share):
        assert abs(share_of_rises(product, start, 0.01, 40_000, seed=1) - share) < 0.01
        assert abs(share_of_rises(product, start, 1e-6, 40_000, seed=2) - share) < 0.01

    def test_a_nudge_of_a_by_h_adds_h_times_b(self):
        a, b, h = Fraction(5), Fraction(6), Fraction(1, 10)
        assert (a + h) * b == a * b + h * b

    @pytest.mark.parametrize("start", [(5, 6), (-5, -6)])
    def test_method_two(self, start):
        assert product(*sequential(*start, 0.01)) == 30.616035999999998
        assert product(*simultaneous(*start, 0.01)) == 30.612999999999996
        exact = [Fraction(value) for value in start]
        assert product(*simultaneous(*exact, Fraction(1, 100))) == Fraction("30.613")
        assert product(*sequential(*exact, Fraction(1, 100))) == Fraction("30.616036")

    @pytest.mark.parametrize("a, b", [(5, 6), (-5, -6), (5, -6), (-5, 6)])
    def test_gain_of_the_simultaneous_step(self, a, b):
        step = Fraction(1, 100)
        gain = product(*simultaneous(a, b, step)) - a * b
        assert gain == step * (a**2 + b**2) + step**2 * a * b
        assert step * (a**2 + b**2) == Fraction("0.61")

    def test_mixed_signs_rise_too(self):
        outcome = product(*sequential(5, -6, 0.01))
        assert f"{outcome:.3f}" == "-29.396" and outcome > -30
        assert product(*simultaneous(5, -6, 0.01)) > -30


class TestSmallGraphs:
    def test_sum_times_c(self):
        a, b, c = Node(5), Node(-6), Node(7)
        f = (a + b) * c
        f.backward()
        assert (f.value, a.grad, b.grad, c.grad) == (-7, 7, 7, -1)
        step = Fraction(1, 100)
        assert (5 + step * 7 - 6 + step * 7) * (7 - step) == Fraction("-6.0114")

    def test_sigmoid_of_sum_times_c(self):
        a, b, c = Node(1), Node(-2), Node(-3)
        f = sigmoid((a + b) * c)
        f.backward()
        assert f"{f.value:.6f}" == "0.952574"
        after = sigmoid((a.value + 0.1 * a.grad + b.value + 0.1 * b.grad) * (c.value + 0.1 * c.grad))
        assert f"{after:.4f}" == "0.9563"


class TestNodeSeven:
    """Node 7 with the values the second document assumes: x4, x5, x6, x7 = 4, 5, 6, 7, all parameters 1."""

    def setup_method(self):
        names = ("b7", "c7", "w4to7", "w5to7", "w6to7", "x4", "x5", "x6")
        self.node = {name: Node(value, name) for name, value in zip(names, (1, 1, 1, 1, 1, 4, 5, 6))}
        n = self.node
        self.h = n["b7"] + n["w4to7"] * n["x4"] + n["w5to7"] * n["x5"] + n["w6to7"] * n["x6"]
        self.g = sigmoid(self.h)
        self.x = n["c7"] * self.g

    def test_forward(self):
        assert self.h.value == 16.0
        assert close(self.g.value, 0.99999988746483794490)

    def test_gradients_with_dloss_dx_of_minus_6(self):
        assert 2 * (7 - 10) == -6
        self.x.backward(seed=-6)
        figures = {
            "b7": -6.7521089634559375090e-07,
            "c7": -5.9999993247890276694,
            "w4to7": -2.7008435853823750036e-06,
            "w5to7": -3.3760544817279687546e-06,
            "w6to7": -4.0512653780735625054e-06,
        }
        for name, figure in figures.items():
            assert close(self.node[name].grad, figure), name

    def test_local_derivatives(self):
        self.x.backward()
        assert close(self.node["x4"].grad, 1.1253514939093229182e-07)
        assert close(self.h.grad, 1.1253514939093229182e-07)

    def test_what_is_really_computed(self):
        assert f"{self.x.value:.11f}" == "0.99999988746"
        ((self.x - 10) ** 2).backward()
        assert f"{self.x.grad:.9f}" == "-18.000000225"

    @pytest.mark.parametrize("h", [-1000.0, 0.0, 16.0, 30.0])
    def test_x_stays_below_c(self, h):
        assert 0 <= sigmoid(h) < 1

    def test_the_sigmoid_of_x_is_another_number(self):
        x = 7.0
        assert not close(sigmoid(x) * (1 - sigmoid(x)), 1.1253514939093229182e-07, 1e-3)


class TestSevenNodes:
    def test_23_parameters(self):
        names = seven_nodes().parameters
        assert {letter: sum(name.startswith(letter) for name in names) for letter in "bcw"} == {"b": 6, "c": 6, "w": 11}

    def test_node_2_is_reached_through_4_5_and_6(self):
        net = seven_nodes()
        net.forward(1)
        net.backward(10)
        through = [net.upstream[j] * net.slope[j] * net.parameters[f"w2to{j}"] for j in (4, 5, 6)]
        assert net.readers[2] == (4, 5, 6) and close(sum(through), net.upstream[2])
        assert not close(through[0], net.upstream[2])

    def test_the_assumed_values_come_true_with_own_numbers(self):
        net = seven_nodes("own numbers")
        values = net.forward(1)
        assert [values[i] for i in (4, 5, 6, 7)] == [4, 5, 6, 7]
        assert net.backward(10)["x7"] == -6

    def test_one_step_down_lowers_the_loss(self):
        net = seven_nodes()
        net.forward(1)
        before, gradients = net.loss(10), net.backward(10)
        moved = net.with_parameters({name: net.parameters[name] - 0.01 * gradients[name] for name in net.parameters})
        moved.forward(1)
        assert moved.loss(10) < before
