"""Lessons 04, 05 and 06: what their prose says in whole numbers and in words, as their own code finds it."""

import math

import pytest

from helpers.checks.of_passes import check_diagnosis
from tests.test_lessons import computed_text, names_of, path_of, read, says


@pytest.fixture(scope="module")
def chain():
    return names_of(path_of("04"))


@pytest.fixture(scope="module")
def forward():
    return names_of(path_of("05"))


@pytest.fixture(scope="module")
def backward():
    return names_of(path_of("06"))


def test_a_step_raises_f_by_about_one(chain):
    f, slopes = chain["f"], (chain["df_da"], chain["df_db"], chain["df_dc"])
    assert slopes == (7, 7, -1) and says("04", "0.01 · (7² + 7² + (-1)²) = 0.01 · 99")
    assert sum(slope**2 for slope in slopes) == 99 and 0.9 < chain["step"] * 99 < 1.1
    assert 0.9 < f(*chain["new"]) - f(5, -6, 7) < 1.1 and says("04", "By about one.")


def test_the_slope_at_x_is_too_large_as_often_as_the_lesson_says(chain):
    assert 4 < chain["at_x"] / chain["right"] < 5 and says("04", "more than four times too large")
    at = (1, -2, -3)
    moved = [value + 0.1 * chain["at_x"] * slope for value, slope in zip(at, (-3, -3, -1))]
    assert chain["bent"](*moved) > chain["bent"](*at) and says("04", "a small step still raises x")


def test_a_flat_sigmoid_makes_a_gradient_as_small_as_the_lesson_says(forward):
    assert round(1 / forward["slope_of_g"], -6) == 9e6 and says("05", "about a ten-millionth")
    net, x7 = forward["own_net"], forward["own_x"][7]
    net.forward(1)
    flat, steep = net.backward(10)["b7"], forward["steep"].backward(10)["b7"]
    assert 4.5e6 < steep / flat < 5e6 and says("05", "grows almost five million times")
    at_x7 = forward["node_7_gradients"](x7, forward["own_h"][7])["b7"]
    assert round(at_x7 / flat, -3) == 8000 and says("05", "about 8,000 times too large")
    assert forward["by_hand"]["c7"] / flat > 1e6 and says("05", "by a factor of more than a million")


def test_the_diagnosis_names_the_number_without_the_slope():
    assert check_diagnosis("g' missing").says.endswith(f"would be −{6 * 5}.")
    assert check_diagnosis("sign").says.endswith("the true gradient is negative, too.") and -6 * 5 < 0


def test_each_slip_spoils_what_the_lesson_says(forward):
    checked = computed_text(read(path_of("05")))
    assert "wrong: b7 w4to7 w5to7 w6to7\n" in checked and "wrong: c7\n" in checked
    assert says("05", "The first spoils the four inside the sigmoid, the second only $c_7$")


def test_the_input_has_the_gradient_of_the_picture_and_another_in_the_exercise(backward):
    net, other = backward["net"], backward["other"]
    net.forward(1), other.forward(1)
    at_the_input = net.backward(10)["x1"]
    assert says("06", f"The {at_the_input:.4f} at the input is exercise 2, with other parameters")
    assert not math.isclose(at_the_input, other.backward(10)["x1"], rel_tol=0.1)


def test_one_step_goes_as_far_as_the_lesson_says(backward):
    own, moved = backward["own_net"], backward["own_net"].with_parameters({"c7": backward["own"]["c7"] * -0.1 + 7})
    before, after = own.forward(1)[7], moved.forward(1)[7]
    assert math.isclose((after - before) / (10 - before), 1 / 5, rel_tol=1e-3)
    assert says("06", "$x_7$ goes a fifth of the way to 10")
