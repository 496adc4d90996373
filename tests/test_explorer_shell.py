"""The shell of the explorers: what it accepts, what it refuses, what it sends and what it leaves in a notebook."""

import base64
import json
import re
import subprocess
import sys
import zlib
from dataclasses import replace
from io import BytesIO

import matplotlib.image
import nbformat
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbconvert import HTMLExporter

from helpers import explorers
from helpers.explorers.controls import Choice, Slider
from helpers.explorers.view import View, packed
from helpers.pictures.lines import Line, below, note
from helpers.pictures.palette import THEMES
from helpers.pictures.picture import Picture
from tests.drawn import outside, overlaps, size, texts
from tests.memory import grown_by
from tests.refresh import PNG, WIDGET, lesson_paths
from tests.small_explorer import Small

SLIDER = Slider("rate", "learning rate", 0.0, 2.0, 0.1, 0.5)
LESSONS = [path for path in lesson_paths() if "helpers.explorers" in path.read_text(encoding="utf-8")]


def whole(explorer):
    """Return everything an explorer is at this moment."""
    return explorer._state, explorer._view, explorer._notice


def content(data):
    """Unpack what travels to a page."""
    return json.loads(zlib.decompress(data))


class Page:
    """Stands in for a page: it asks, and keeps the answers."""

    def __init__(self, explorer):
        self.answers, self.explorer = [], explorer
        explorer.send = lambda about, buffers: self.answers.append((about, content(buffers[0])))

    def ask(self, *actions, n=1):
        self.explorer._answer(None, {"n": n, "page": "p", "do": [list(action) for action in actions]}, [])
        return self.answers[-1][1]


# --- Controls ---


@pytest.mark.parametrize("typed", ["1.5", " 1.5 ", "1,5", "1.5e0", 1.5])
def test_a_slider_takes_a_number_however_it_is_typed(typed):
    assert SLIDER.checked(typed) == 1.5


def test_a_slider_takes_the_minus_of_print():
    assert Slider("x", "x", -5.0, 5.0, 1.0, 0.0).checked("\u22122") == -2.0


def test_a_whole_slider_gives_an_int():
    value = Slider("nudges", "nudges", 1, 9, 1, 3, whole=True).checked("4")
    assert value == 4 and type(value) is int


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("", "learning rate is empty; type a number between 0 and 2"),
        ("  ", "learning rate is empty; type a number between 0 and 2"),
        ("two", "learning rate is the text 'two'; type a number, such as 0.5"),
        ("3", "learning rate is 3; choose between 0 and 2"),
        (-0.1, "learning rate is −0.1; choose between 0 and 2"),
        (2.0000001, "learning rate is 2.0000001; choose between 0 and 2"),
        (-1e-9, "learning rate is −1×10⁻⁹; choose between 0 and 2"),
        ("1e6", "learning rate is 1000000; choose between 0 and 2"),
        ("nan", "learning rate is nan; give a finite number"),
        ("1e999", "learning rate is inf; give a finite number"),
        (True, "learning rate is the truth value True; give a number"),
        (None, "learning rate is a NoneType that is not made of numbers; give a number or an array of numbers"),
    ],
)
def test_a_slider_says_what_is_wrong(value, message):
    with pytest.raises((TypeError, ValueError)) as caught:
        SLIDER.checked(value)
    assert str(caught.value) == message


def test_a_slider_is_called_what_its_reader_sees():
    with pytest.raises(ValueError, match="^w1→2 is 3; choose between 0 and 2$"):
        SLIDER.checked(3, "w_{1→2}")
    for wrong, message in (("", "is empty; type a number between 0 and 2"), ("nan", "is nan; give a finite number")):
        with pytest.raises(ValueError, match=f"^x1 {message}$"):
            SLIDER.checked(wrong, "x_{1}")
    for label in (None, "h now"):  # nothing can be typed: the name is what a cell uses
        with pytest.raises(ValueError, match="^exponent is 1; choose between −16 and 0$"):
            Slider("exponent", "h", -16, 0, 1, 0, box=False).checked(1, label)


def test_a_slider_by_powers_of_ten_holds_the_number_itself():
    step = Slider("step", "step", 0.0001, 5, 0.1, 0.01, log=True)
    assert [step.checked(value) for value in ("0.0001", 0.0123456, 5)] == [0.0001, 0.0123456, 5]
    for wrong, written in ((0, "0"), (-4, "−4"), (0.00009, "9×10⁻⁵")):
        with pytest.raises(ValueError, match=f"^step is {written}; choose between 0.0001 and 5$"):
            step.checked(wrong)


def test_a_whole_slider_and_a_choice_say_what_is_wrong():
    with pytest.raises(ValueError, match="^dots is 2.5; give a whole number$"):
        Slider("count", "dots", 1, 9, 1, 3, whole=True).checked(2.5)
    with pytest.raises(ValueError, match="^sign is 'none'; choose from 'plus', 'minus'$"):
        Choice("sign", "sign", ("plus", "minus"), "plus").checked("none")


@given(st.text(max_size=12) | st.floats() | st.integers() | st.lists(st.integers(), max_size=3) | st.none())
def test_a_slider_gives_a_number_within_its_limits_or_one_line(value):
    try:
        assert 0.0 <= SLIDER.checked(value) <= 2.0
    except (TypeError, ValueError) as error:
        assert str(error).startswith("learning rate ") and "\n" not in str(error)


# --- State ---


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda e: e.set(x=1, count=99), "count is 99; choose between 0 and 5"),
        (lambda e: e.set(x=1, nothing=2), "there is no control 'nothing'; this explorer has x, count, size, sign"),
        (lambda e: e.set(double=1), "there is no control 'double'; this explorer has x, count, size, sign"),
        (lambda e: e.press("x"), "there is no button 'x'; this explorer has double, fail"),
        (lambda e: e.press("double"), "x is 8; choose one of at most 5 to double it"),
        (lambda e: e.choose("dot"), "there is no 'dot' to choose here; choose from left, right"),
        (lambda e: e._do(("fly", "")), "an explorer cannot 'fly'; it can set, press, choose or reset"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line_and_changes_nothing(act, message):
    small = Small()
    small.set(x=8)
    before = whole(small)
    with pytest.raises(ValueError) as caught:
        act(small)
    assert str(caught.value) == message
    assert whole(small) == before


def test_an_error_in_the_view_changes_nothing():
    small = Small()
    before, draw = whole(small), small.view
    small.view = lambda state, theme: 1 / 0 if state["x"] == 0 else draw(state, theme)
    with pytest.raises(ZeroDivisionError):
        small.set(x=0)
    assert whole(small) == before
    assert Page(small).ask(("set", {"x": 0}))["notice"] == "division by zero"
    assert whole(small)[:2] == before[:2]


def test_hands_and_cells_do_the_same():
    small, other = Small(), Small()
    small.set(x=-3.5, sign="minus")
    small.press("double", times=1)
    small.choose("right")
    page = Page(other)
    page.ask(("set", {"x": "-3.5", "sign": "minus"}), ("press", "double"), ("choose", "right"))
    assert small._state == other._state
    assert content(small._packed()) == page.answers[-1][1]
    assert small.says == "x1 is −7, its square 49."
    assert small.arithmetic == "x1 · x1  49\nright chosen"


def test_reset_goes_back_to_the_first_state():
    small = Small()
    first = whole(small)
    small.set(x=1, count=0)
    small.choose("left")
    small.reset()
    assert whole(small) == first


def test_two_explorers_are_independent():
    one, other = Small(), Small()
    before = whole(other)
    one.set(x=9)
    one.choose("left")
    assert whole(other) == before and one.model_id != other.model_id


# --- What travels ---


def test_an_answer_names_its_question_and_holds_what_is_shown():
    small = Small()
    page = Page(small)
    shown = page.ask(("set", {"x": 4}), ("press", "double"), n=17)
    assert page.answers[0][0] == {"n": 17, "page": "p"}
    assert len(page.answers) == 1  # one answer, however much was asked for
    assert shown["values"] == {"x": 8.0, "count": 3, "size": 5, "sign": "plus"}
    assert shown["svg"] == small._view.picture.svg
    assert shown["says"] == small.says
    assert shown["lines"][0] == {"kind": "row", "cells": [["x_{1} · x_{1}", "muted"], ["64", "value"]]}
    assert shown["notice"] == ""


def test_a_notice_goes_when_something_works():
    page = Page(Small())
    assert page.ask(("set", {"x": ""}))["notice"] == "x1 is empty; type a number between −10 and 10"
    assert page.ask(("set", {"x": 1}))["notice"] == ""


def test_a_notice_uses_the_label_that_is_shown_now():
    page = Page(Small())
    assert page.ask(("set", {"size": 10}))["notice"] == "size of none is 10; choose between 1 and 9"
    page.ask(("choose", "left"))
    assert page.ask(("set", {"size": ""}))["notice"] == "size of left is empty; type a number between 1 and 9"


def test_a_bug_is_named_in_the_page_and_raised_for_the_log():
    small = Small()
    page = Page(small)
    with pytest.raises(KeyError):
        page.ask(("press", "fail"))
    assert page.answers[-1][1]["notice"] == "KeyError in this explorer: 'a bug'"
    assert page.ask(("press", "double"))["notice"] == ""


def test_a_page_that_opens_late_sees_the_present():
    small = Small()
    small.set(x=-1)
    assert content(small.get_state("shown")["shown"])["values"]["x"] == -1


def test_packing_is_small_and_whole():
    view = View(Picture("a dot", "<svg>é</svg>"), "It says − this.", (note("x_{1}"),), {"a": "A"}, "a")
    data = packed(view, {"x": 1.5}, "oh")
    assert content(data) == {
        "svg": "<svg>é</svg>", "says": "It says − this.", "lines": [{"kind": "note", "cells": [["x_{1}", "ink"]]}],
        "targets": {"a": "A"}, "chosen": "a", "drags": {}, "controls": {}, "values": {"x": 1.5}, "notice": "oh",
        "columns": 1,
    }  # fmt: skip
    assert len(Small()._packed()) < 1500


def test_a_thousand_moves_keep_no_memory():
    small = Small()

    def move(times):
        for k in range(times):
            small._answer(None, {"n": k, "page": "p", "do": [["set", {"x": k % 11}], ["choose", "left"]]}, [])

    assert abs(grown_by(move, 100, 1_000)) < 20_000


# --- What stays in a notebook ---


def test_the_output_holds_the_live_view_and_a_still_picture_of_this_moment():
    small = Small()
    small.set(x=-4)
    data, about = small._repr_mimebundle_()
    assert data[WIDGET]["model_id"] == small.model_id
    assert base64.b64decode(data[PNG]).startswith(b"\x89PNG")
    assert "x1 is −4, its square 16." in data["text/plain"]
    assert about[PNG]["alt"] == "x1 is −4, its square 16."
    view = small.view(small._state, "light")
    still = below(view.picture, view.lines)
    assert [words for words, _ in texts(still.svg)][-4:] == ["x1 = −4", "x1 · x1", "16", "nothing chosen"]
    assert base64.b64decode(data[PNG]) == replace(still, zoom=1).png
    assert set(data) == {WIDGET, PNG, "text/plain"}, "beside a PNG, static pages would show another kind, and not whole"
    twin = Small()
    twin.set(x=-4)
    assert twin._repr_mimebundle_()[0][PNG] == data[PNG]


@pytest.mark.parametrize("theme", THEMES)
def test_lines_stand_below_the_picture_and_within_the_frame(theme):
    picture = Small().view(Small()._state, theme).picture
    lines = (
        Line(("w_{1→2}", "a much longer cell than the one above", "1"), ("parameter",)),
        Line(("", "sum", "12.345"), ("ink", "muted", "gradient"), "sum"),
        note("A note may be wider than the picture, which then grows to hold it, all of it, to the last word."),
    )
    still = below(picture, lines, theme)
    assert overlaps(still.svg) == [] and outside(still.svg) == []
    assert size(still.svg)[0] > size(picture.svg)[0] and size(still.svg)[1] > size(picture.svg)[1]
    assert still.text == picture.text
    assert still.svg.count("<svg") == 1, "one SVG inside another takes twice as long to draw"
    alone, whole = (
        matplotlib.image.imread(BytesIO(replace(shown, zoom=1).png), format="png") for shown in (picture, still)
    )
    height, width = (int(pixels) for pixels in alone.shape[:2])
    assert np.abs(whole[: height - 1, : width - 1] - alone[: height - 1, : width - 1]).max() < 0.02
    assert below(picture, (), theme) is picture


def test_importing_an_explorer_does_not_import_matplotlib():
    names = ", ".join(explorers.__all__)
    code = f"import sys; from helpers.explorers import {names}; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    with pytest.raises(AttributeError, match="there is no explorer 'Hills'; choose from Nudge"):
        explorers.Hills  # noqa: B018


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_where_no_kernel_runs_the_picture_is_shown(path):
    notebook = nbformat.read(path, as_version=4)
    stored = [output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", ())]
    stored = [data for data in stored if WIDGET in data]
    assert stored, "no output of an explorer is stored"
    assert "widgets" not in notebook.metadata
    notebook.cells = [
        cell for cell in notebook.cells if cell.cell_type == "code"
    ]  # the prose may speak of what is not seen
    page, _ = HTMLExporter().from_notebook_node(notebook)
    drawings = {base64.b64decode(found) for found in re.findall(r"data:image/png;base64,([^\"]+)", page)}
    for data in stored:
        assert base64.b64decode(data[PNG]) in drawings
        assert "image/svg+xml" not in data and "object at 0x" not in data["text/plain"]
    assert "Error displaying widget" not in page
    assert "model not found" not in page
