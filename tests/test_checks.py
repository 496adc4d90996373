"""The checks: what is right, what odd answers get; nothing raises, shows the answer or changes its words."""

import math
import re
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import checks
from helpers.checks import (
    check_all_gradients,
    check_choice,
    check_function,
    check_gradient_of,
    check_loss,
    check_number,
    check_numbers,
    check_slope,
    check_slopes,
    check_update,
    check_value,
)
from helpers.checks.feedback import Feedback
from helpers.graph import Node, sigmoid
from helpers.network import seven_nodes
from helpers.slips import Slip

NET = seven_nodes()
NET.forward(1)
GRADIENTS = {name: value for name, value in NET.backward(10).items() if name in NET.parameters}


class Junk:
    """An object on which everything raises."""

    def _no(self, *arguments):
        raise RuntimeError("no")

    __eq__ = __float__ = __iter__ = __len__ = __bool__ = __repr__ = __str__ = __abs__ = __lt__ = _no
    __hash__ = None


class Symbol:
    """An object like the symbols of computer algebra: == is no bool, and float() is refused."""

    def __eq__(self, other):
        return self

    __hash__ = object.__hash__

    def __bool__(self):
        raise TypeError("cannot determine truth value")

    def __float__(self):
        raise TypeError("cannot convert to float")


def spoil(*arguments):
    raise KeyboardInterrupt  # would end the check, if anything called it


JUNK = [
    *(
        "",
        "0.5",
        "x" * 5000,
        b"1",
        True,
        False,
        np.bool_(True),
        1j,
        np.complex128(1),
        float("nan"),
        math.inf,
        -math.inf,
    ),
    *(10**400, -(10**5000), Decimal("NaN"), Decimal("1e999"), Fraction(10**400, 3), np.nan, np.float16("inf")),
    *([], [1, 2], (), (1,), {}, {"a": 1}, {1, 2}, range(3), np.zeros((2, 2)), np.array([]), np.array(["a"])),
    *(np.array([None]), np.datetime64("2020-01-01"), np.ma.masked, object(), object, Junk(), Symbol(), Node(3), NET),
    *(print, lambda: 1, (n for n in range(3)), [None, "a"], [[1], [2, 3]], {"b2": Junk()}, {Junk: 1}, memoryview(b"a")),
]


def every_check(answer):
    """Put an answer to every check there is."""
    yield check_number(answer, 2.5)
    yield check_numbers(answer, {"a": 2.5, "b": 3})
    yield check_choice(answer, "up", {"up": "It rises.", "down": "It falls."})
    yield check_choice(answer, {"A", "C"}, {"A": "a", "B": "b", "C": "c"})
    yield check_function(answer, lambda a: a * 2.5, [1, 2])
    yield check_gradient_of(answer, NET, "x2", 1, 10)
    yield check_all_gradients(answer, NET, 1, 10)
    yield checks.check_local_derivative(answer, NET, "x7", "x4", 1)
    yield check_value(answer, NET, 7, 1)
    yield check_loss(answer, NET, 1, 10)
    yield check_slope(answer, lambda a, b: a * b, (5, 6), "a")
    yield check_slopes(answer, lambda a, b: a * b, (5, 6))
    yield check_update(answer, lambda a, b: a * b, (5, 6), 0.01)
    yield check_update(answer, lambda x: x * x, 5, 0.01, down=True)


@pytest.mark.parametrize("answer", JUNK, ids=lambda answer: type(answer).__name__)
def test_an_odd_answer_gets_a_sentence(answer):
    first, again = list(every_check(answer)), list(every_check(answer))
    assert first == again
    for feedback in first:
        assert type(feedback) is Feedback and not feedback.is_right
        assert feedback.state == "unanswered" or feedback.says.endswith(".")
        assert "cannot be checked" not in feedback.says
        assert len(repr(feedback)) < 700 and repr(feedback).count("\n") <= 1 and " 0x" not in repr(feedback)


@pytest.mark.parametrize("answer", [None, ...])
def test_what_nobody_answered_is_not_answered_yet(answer):
    for feedback in every_check(answer):
        assert repr(feedback) == "Not answered yet."


def test_the_list_above_holds_every_check():
    assert {name for name in dir(checks) if name.startswith("check_")} == set(checks.__all__)
    source = every_check.__code__
    used = {*source.co_names} | {
        name for const in source.co_consts if hasattr(const, "co_names") for name in const.co_names
    }
    assert set(checks.__all__) <= used


SENTENCES = [
    (lambda: check_number("0.5", 0.5), "Your answer is the text '0.5'; give a number, without quotes."),
    (lambda: check_number(True, 1.0), "Your answer is the truth value True; give a number."),
    (
        lambda: check_number(math.sin, 1.0),
        "Your answer is a function; give the number it returns: call it, with brackets.",
    ),
    (lambda: check_number(Node(1), 1.0), "Your answer is a Node; give a number, such as its value or its grad."),
    (lambda: check_number(np.zeros(3), 1.0), "Your answer is an array of shape (3,); give one number."),
    (
        lambda: check_numbers((1, 2, 3), {"a": 1, "b": 2}),
        "Your answer has length 3; give 2 numbers, for a and b, in this order.",
    ),
    (
        lambda: check_numbers(1, {"a": 1, "b": 2}),
        "Your answer is a single number; give 2 numbers, for a and b, in brackets.",
    ),
    (lambda: check_function(5, abs, [1]), "Your answer is an int; give the function itself, without calling it."),
    (
        lambda: check_choice("left", "up", {"up": "", "down": ""}),
        "Your answer is none of the options; choose one of up or down.",
    ),
]


@pytest.mark.parametrize("check, sentence", SENTENCES)
def test_the_sentence_says_what_is_wrong_and_what_to_do(check, sentence):
    assert check().says == sentence


RIGHT = [
    *[(0.0634, 0.063432), (0.06343, 0.063432), (0.063432, 0.063432), (-18, -18.04284348), (-18.04, -18.04284348)],
    *[(1, 0.99999988), (0.95, 0.9498), (0.95, 0.9504), (5, 5.0), (5, 4.998), (30.3, 30.25), (30.2, 30.25)],
    *[(Fraction(61, 30), 61 / 30), (Decimal("2.03"), 61 / 30), (np.float32(0.1), 0.1), (np.float16(0.979), 0.979)],
    *[(np.int64(7), 7), (np.array(2.5), 2.5), (7.0, 7), (1.13e-7, 1.1253514939e-7), (30.612999999999996, 30.613)],
    *[(0.0634320001, 0.063432), (0, 0.0), (1e-17, 0.0), (-0.0, 0), (6.75210896e-07, 6.7521089634e-07)],
]
WRONG = [
    *[(0.063, 0.063432), (0.0635, 0.063432), (0.06344, 0.063432), (-0.0634, 0.063432), (1, 0.9949), (0.95, 0.9534)],
    *[(0.998, 1.0), (18.04, -18.04), (2, 61 / 30), (294, 295), (300, 295), (1e-6, 0.0), (0, 1e-7), (30.613, 30.616036)],
    *[(Fraction(203, 100), 61 / 30), (6, 6.4), (0.0, 5.0)],
]


@pytest.mark.parametrize("answer, right", RIGHT)
def test_an_answer_is_right_to_the_digits_given(answer, right):
    assert check_number(answer, right).is_right


@pytest.mark.parametrize("answer, right", WRONG)
def test_an_answer_is_wrong_by_a_digit_a_sign_or_for_want_of_digits(answer, right):
    assert check_number(answer, right).state == "not yet"


def test_a_count_is_right_or_wrong_and_never_nearly_so():
    for answer in (2450, 2451, 2500, 2000):
        assert check_number(answer, 2452).says.startswith("This is not it")
    assert "within" not in check_numbers((99, 200), {"rows": 100, "columns": 200}).says


def test_of_several_numbers_the_one_with_too_few_digits_is_named():
    feedback = check_numbers((0.098, 0.393), {"a": 0.09830596, "b": 0.39322387})
    assert feedback.says == "a: Too few digits to judge."


def test_what_is_nearly_right_hears_so():
    assert "oo few digits" in check_number(0.06, 0.063432).says
    assert "within one percent" in check_number(0.0632, 0.063432).says
    assert check_number(0.0632, 0.063432, within=0.01).is_right
    assert "within" not in check_number(-0.0632, 0.063432).says
    assert check_number(0.062, 0.063432, within=0.01).says == "This is within three percent."
    assert "within" not in check_number(0.06, 0.063432, within=0.01).says + check_number(0.062, 0.063432).says


def test_what_comes_near_may_be_rounding_or_a_slip_but_a_slip_to_every_digit_is_one():
    slips = {"A slip that comes near.": 0.06212345}
    assert "(a) This is within three percent." in check_number(0.0621, 0.063432, slips=slips, within=0.01).next
    assert check_number(0.06212345, 0.063432, slips=slips, within=0.01).says == "A slip that comes near."


def test_a_slip_is_not_named_for_what_may_be_a_coarse_form_of_the_right_number():
    assert "oo few digits" in check_number(0.95, 0.9534, slips={"A slip that rounds to it.": 0.9497}).says
    assert check_number(0.95, 0.9534, slips={"A slip that is it.": 0.95}).says == "A slip that is it."


@settings(max_examples=200)
@given(st.floats(-1e6, 1e6).filter(lambda x: abs(x) > 1e-9), st.integers(3, 17))
def test_every_rounding_to_three_digits_or_more_is_right_and_its_neighbours_are_not(right, digits):
    given_answer = float(f"{right:.{digits}g}")
    assert check_number(given_answer, right).is_right
    assert not check_number(-given_answer, right).is_right
    assert not check_number(right * 1.01, right).is_right
    if digits <= 5:
        unit = 10.0 ** (math.floor(math.log10(abs(given_answer))) - digits + 1)
        for neighbour in (given_answer + 1.2 * unit, given_answer - 1.2 * unit):
            assert not check_number(neighbour, right).is_right


def test_a_check_shows_neither_the_answer_nor_any_number_it_was_not_given():
    for name, value in GRADIENTS.items():
        for answer in (value * 1.3, -value, value / 2, value / 3, 1, 0, 2 * value):
            words = repr(check_gradient_of(answer, NET, name, 1, 10))
            assert not re.search(r"\d[.,]\d|\de-?\d", words), words
    for answer in (5.0123, 30, 11, 6.5, -6):
        words = repr(check_slope(answer, lambda a, b: a * b, (5.5, 6.25), "a"))
        assert "6.25" not in words and "5.5" not in words


def test_a_wrong_answer_without_a_slip_hears_the_next_step():
    assert "Node 2 is read by 4, 5 and 6" in check_gradient_of(0.7, NET, "x2", 1, 10).next
    assert "∂L/∂x4" in check_gradient_of(0.7, NET, "w2to4", 1, 10).next
    assert "(x7 − t)²" in check_gradient_of(0.7, NET, "x7", 1, 10).next
    for feedback in (check_value(0.5, NET, 4, 1), check_loss(3, NET, 1, 10), check_slope(0.77, lambda x: x * x, 3)):
        assert feedback.next and not feedback.slips
    assert check_update(0.77, lambda x: x * x, 3, 0.1).next


def test_the_network_of_the_learner_is_left_as_it_was():
    net = seven_nodes()
    net.forward(0.3)
    net.backward(2)
    before = dict(net.values), dict(net.upstream)
    check_gradient_of(0.1, net, "x2", 1, 10)
    check_value(0.1, net, 7, 1)
    assert (dict(net.values), dict(net.upstream)) == before


def test_all_gradients_at_once():
    assert check_all_gradients(GRADIENTS, NET, 1, 10).is_right
    assert check_all_gradients(NET.backward(10), NET, 1, 10).is_right
    some = check_all_gradients({"b7": GRADIENTS["b7"]}, NET, 1, 10)
    assert some.state == "unanswered" and "1 of 23 are right" in some.next
    turned = check_all_gradients({name: -value for name, value in GRADIENTS.items()}, NET, 1, 10)
    assert "One slip explains all the wrong ones: the sign is turned" in turned.says
    third = {name: GRADIENTS[name] / (3 if name in ("b2", "c2", "w1to2") else 1) for name in GRADIENTS}
    assert "one path only" in check_all_gradients(third, NET, 1, 10).slips
    two = check_all_gradients({**GRADIENTS, "b2": 5, "b7": 7}, NET, 1, 10)
    assert two.says.startswith("21 of 23 are right. Begin with b7, the nearest to the loss")
    assert "no parameter" in check_all_gradients({"b8": 1}, NET, 1, 10).says


def test_a_slip_that_explains_all_is_told_without_those_that_explain_one():
    net = seven_nodes().with_parameters({"w2to4": 2})
    net.forward(1)
    right = {name: value for name, value in net.backward(10).items() if name in net.parameters}
    assert len(check_gradient_of(right["b7"], net, "w4to7", 1, 10).slips) == 2
    told = check_all_gradients({**right, "w4to7": right["b7"], "w2to4": 2 * right["b4"]}, net, 1, 10)
    assert told.slips == ("the weight in place of the value",)
    assert told.says.endswith("w4to7: The weight stands where the value of its source belongs.")


def test_a_question_that_is_set_up_wrongly_says_so_and_does_not_raise():
    for feedback in (
        check_gradient_of(1, NET, "b9", 1, 10),
        check_gradient_of(1, NET, "b2", [1, 2], 10),
        check_gradient_of(1, "no network", "b2", 1, 10),
        check_value(1, NET, 99, 1),
        check_slope(1, lambda a: 1 / 0, 1),
        check_update(1, lambda a: a, 1, "far"),
    ):
        assert feedback.says.startswith("This question cannot be checked as it stands: "), feedback


def endless(x):
    while True:
        pass  # noqa: E701


def deep(x):
    return deep(x)


def leaves(x):
    raise SystemExit


def odd_error(x):
    class Odd(Exception):
        def __str__(self):
            raise ValueError

    raise Odd


FUNCTIONS = [
    (lambda x: 2 * x, "Right.", ""),
    (lambda x: Fraction(2) * x, "Right.", ""),
    (lambda x: None, "Not answered yet.", "let it return your answer"),
    (lambda x: 3 * x, "Not yet:", "wrong for every try"),
    (lambda x: abs(2 * x), "Not yet:", "wrong for 1 of 3 tries"),
    (lambda x: 1 / (x - 1), "Not yet:", "(1): it stops with ZeroDivisionError: division by zero."),
    (lambda: 1, "Not yet:", "TypeError"),
    (lambda x: str(x), "Not yet:", "The result is the text"),
    (lambda x: [x], "Not yet:", "The result is a list"),
    (lambda x: x if x < 0 else None, "Not yet:", "is a return missing"),
    (lambda x: object().nothing, "Not yet:", "AttributeError"),
    (endless, "Not yet:", "endless(-3): it does not come to an end"),
    (deep, "Not yet:", "makes too many calls inside calls (RecursionError)"),
    (leaves, "Not yet:", "calls exit"),
    (odd_error, "Not yet:", "it stops with Odd."),
    (lambda x: [0] * 10**15, "Not yet:", "MemoryError"),
]


@pytest.mark.parametrize("function, first, words", FUNCTIONS)
def test_a_function_is_tried_and_what_goes_wrong_is_told(function, first, words):
    feedback = check_function(function, lambda x: 2.0 * x, [-3, 1, 2.5])
    assert repr(feedback).startswith(first) and words in repr(feedback)
    assert repr(feedback).count("\n") <= 1
    assert feedback == check_function(function, lambda x: 2.0 * x, [-3, 1, 2.5])


def test_a_function_of_several_inputs_with_several_results_and_a_slip():
    slip = Slip(
        "own value", "Each slope is the input itself.", "Nudge one side.", lambda at: (float(at[0]), float(at[1]))
    )
    tries = [(5, 6), (2, -3)]

    def right(a, b):
        return b, a

    assert check_function(right, right, tries, slips=[slip]).is_right
    assert check_function(lambda a, b: (a, b), right, tries, slips=[slip]).slips == ("own value",)
    assert check_function(lambda a, b: (a, b), right, [*tries, (4, 4)], slips=[slip]).slips == ("own value",)
    assert "length 1" in check_function(lambda a, b: (a,), right, tries).says
    assert not check_function(lambda a, b: (a, a), right, tries, slips=[slip]).slips


def test_what_a_function_prints_or_changes_stays_inside(capsys):
    tries = [([1, 2],), ([3],)]

    def noisy(numbers):
        print("hello" * 1000)
        numbers.append(0)
        return sum(numbers)

    assert check_function(noisy, sum, tries).is_right
    assert tries == [([1, 2],), ([3],)] and capsys.readouterr().out == ""


def test_the_stop_button_still_works():
    with pytest.raises(KeyboardInterrupt):
        check_function(lambda x: spoil(), abs, [1])


def test_a_prediction():
    reasons = {"up": "Both pieces are positive.", "down": "Look at the signs.", "no change": "The nudge is not zero."}
    assert repr(check_choice(" UP", "up", reasons)) == "Right. Both pieces are positive."
    assert repr(check_choice("down", "up", reasons)) == "Not yet: Look at the signs."
    assert check_choice("nochange", "up", reasons).says == "The nudge is not zero."
    assert check_choice(0.6, 0.6, {0.1: "", 0.6: ""}).is_right
    assert check_choice(True, True, {True: "", False: "No."}).is_right
    assert not check_choice(True, "up", {"up": "", "down": ""}).is_right
    several = {"A": "a", "B": "B is flat.", "C": "c"}
    assert check_choice({"C", "a"}, {"A", "C"}, several).is_right
    assert check_choice(["A", "B"], {"A", "C"}, several).says == "B is flat."
    assert "something is missing" in check_choice(["A"], {"A", "C"}, several).says
    assert check_choice(set(), {"A", "C"}, several).says == "You chose none; at least one belongs there."
    assert check_choice("D", {"A", "C"}, several).says == "Your answer is none of the options; choose any of A, B or C."
    odd = {"d": '"d"', -3: "−3", np.int64(3): "3", "x" * 50: "One of yours", True: "One of yours"}
    for other, shown in odd.items():
        assert check_choice(["A", other], {"A", "C"}, several).says.startswith(f"{shown} is not among the options;")


def test_several_numbers():
    rights = {"a": -2.0, "b": 2.0, "c": 3.0}
    assert check_numbers((-2, 2, 3), rights).is_right
    assert check_numbers({"c": 3, "a": -2, "b": 2}, rights).is_right
    assert check_numbers(np.array([-2.0, 2, 3]), rights).is_right
    assert check_numbers((-2, None, 3), rights).next == "Right so far. Still to do: b."
    assert check_numbers((-2, 5, 3), rights).says == "b: This is not right; the rest is."
    assert check_numbers((-2, -2, 3), rights).says == "b: The size is right and the sign is turned."
    assert "not asked" in check_numbers({"d": 1}, rights).says


def test_it_shows_itself_as_a_status_with_the_same_words():
    feedback = check_number("<b>&", 2.0)
    html = feedback._repr_html_()
    assert html.startswith('<div role="status"') and "<b>" not in html and "&lt;b&gt;&amp;" in html
    assert "<strong>Not yet:</strong>" in html and "var(" not in html  # JupyterLab would drop that style
    edges = {
        re.search(r"border-left:(\S+ \S+)", Feedback(state)._repr_html_())[1]
        for state in ("right", "unanswered", "not yet")
    }
    assert len({edge.split()[1] for edge in edges}) == 3, "the edges differ in kind, not only in colour"


def test_several_slips_stand_in_a_line_each_with_their_own_hints():
    slips = [Slip(f"{k}", f"Slip {k}.", f"Hint {k}?" if k < 3 else "", lambda problem: 4.0) for k in (1, 2, 3)]
    one, two, three = (check_number(4, 5, slips=slips[:count]) for count in (1, 2, 3))
    assert repr(one) == "Not yet: Slip 1.\nHint 1?"
    lines = ["(a) Slip 1. Hint 1?", "(b) Slip 2. Hint 2?", "(c) Slip 3."]
    assert repr(two).splitlines() == ["Not yet: Two slips lead here.", *lines[:2]]
    assert repr(three).splitlines() == ["Not yet: Three slips lead here.", *lines]
    assert three._repr_html_().count("<br>") == 3 and three.slips == ("1", "2", "3")


def test_a_slip_that_gives_the_answer_to_every_digit_is_named_before_one_that_comes_near():
    slips = {"It comes near.": 4.127, "This is it.": 4.123}
    assert check_number(4.123, 5, slips=slips, within=0.002).says == "This is it."
    assert len(check_number(4.125, 5, slips=slips, within=0.002).slips) == 2


def test_of_two_slopes_the_wrong_one_is_named_in_the_next_step():
    assert check_slopes((6, 0.7), lambda a, b: a * b, (5, 6)).next.startswith("Begin with b: nudge it alone")
    assert check_slopes((0.7, 0.7), lambda a, b: a * b, (5, 6)).next.startswith("Begin with a: nudge it alone")
    assert check_slopes((6, 5.04), lambda a, b: a * b, (5, 6)).next.startswith("Keep two more digits")


def test_a_check_by_nudges_knows_no_graph():
    functions = (lambda a, b: a * b + a, lambda a, b: a * b, lambda a, b: a * a * b - a, lambda a, b: sigmoid(a * b))
    for f in functions:
        for by in "ab":
            for answer in (-7, -5, 0, 0.5, 0.7, 1, 5, 6, 7, 11, 25, 30, 35, 36, 60, 61):
                for feedback in (
                    check_slope(answer, f, (5, 6), by, by_nudges=True),
                    check_slopes((answer, answer), f, (5, 6), by_nudges=True),
                ):
                    assert not re.search("path|local|upstream|graph|derivative|Go back", repr(feedback)), feedback


def test_numbers_know_nothing_of_pictures():
    unwanted = "'pictures' in m or 'widget' in m or 'matplotlib' in m"
    code = f"import sys, helpers.checks; print([m for m in sys.modules if {unwanted}])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_a_zero_is_no_coarse_form_of_another_number():
    assert "oo few digits" not in repr(check_number(0, 2.9)) and "oo few digits" not in repr(check_number(0.0, 0.4))
    assert "oo few digits" in repr(check_number(3, 2.9))
