"""The explorer of what gradients cost: its numbers are those that were counted, and its times those of this machine."""

import gc
import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.counting import Counted, grown, operations, power_of_growth
from helpers.explorers.cost import Cost, _operations
from helpers.explorers.view import packed
from helpers.pictures.cost import cost_picture, times
from helpers.pictures.notation import number
from helpers.pictures.palette import LIGHT
from tests.drawn import outside, overlaps, texts

ONE = Cost()
WIDTHS = (1, 2, 3, 5, 10, 20, 30, 50, 100)


@pytest.fixture(scope="module")
def counts():
    return [operations(grown(width)) for width in WIDTHS]


def shown(svg):
    return [words for words, _ in texts(svg)]


@given(st.integers(1, 100))
@settings(max_examples=30, deadline=None)
@example(1)
@example(100)
def test_every_width_is_right_and_sane(width):
    view = ONE.view({"width": width, "timed": None}, "live")
    cost = operations(grown(width))
    rows = {line.cells[0]: line.cells for line in view.lines}
    assert [cells[-1] for cells in rows.values()] == [
        *(f"= {n:,}" for n in (cost.parameters, cost.forward, cost.backward, cost.nudging, cost.both)),
        f"= {times(cost.nudging / cost.both)}",
    ]
    weights = sum(len(read) for read in grown(width).sources.values())
    known = {"weights": weights, "nodes": len(grown(width).order), "P": cost.parameters}
    known |= {"forward": cost.forward, "backward": cost.backward, "nudging": cost.nudging, "both_passes": cost.both}
    for name, symbols, numbers, result in rows.values():
        # What is written leads to what is written, with the symbols as with the numbers.
        by_numbers = eval(numbers.replace(",", "").replace("·", "*"))
        assert by_numbers == eval(symbols.replace("both passes", "both_passes").replace("·", "*"), {}, known), name
        assert by_numbers == pytest.approx(float(result.removeprefix("= ").replace(",", "")), rel=0.005)
    assert (
        f"have {cost.parameters:,} parameters. Nudging every parameter takes {cost.nudging:,} operations" in view.says
    )
    assert f"take {cost.both:,}: nudging takes {times(cost.ratio)} times as many." in view.says
    assert f"A backward pass takes {number(cost.backward / cost.forward)} times the operations of a" in view.says
    svg = view.picture.svg
    header = f"{cost.parameters:,} parameters: {cost.nudging:,} operations against {cost.both:,}"
    assert {f"{header}, {times(cost.ratio)} times as many", f"{cost.nudging:,}", f"{cost.both:,}"} <= {*shown(svg)}
    assert "nan" not in svg and "inf" not in svg
    assert overlaps(svg) == [] and outside(svg) == []
    assert len(packed(view, {}, "")) < 6000


def test_both_lines_tell_their_slope_and_differ_in_more_than_colour(counts):
    picture = cost_picture(counts, title="T")
    small, large = counts[0], counts[-1]
    nudging = power_of_growth((small.parameters, small.nudging), (large.parameters, large.nudging))
    both = power_of_growth((small.parameters, small.both), (large.parameters, large.both))
    assert [words for words in shown(picture.svg) if "slope" in words] == [f"slope {nudging:.2f}", f"slope {both:.2f}"]
    assert f"a dashed line of slope {nudging:.2f}" in picture.text
    assert f"a solid line of slope {both:.2f}" in picture.text
    dashed = re.findall(r'<path [^>]*stroke="([^"]+)"[^>]*stroke-dasharray', picture.svg)
    assert dashed == [LIGHT.parameter]
    squares = re.findall(rf'<rect [^>]*width="8"[^>]*stroke="{LIGHT.parameter}"', picture.svg)
    discs = re.findall(rf'<circle [^>]*fill="{LIGHT.gradient}"', picture.svg)
    assert len(squares) == len(discs) == len(counts)


def marks(svg, ring):
    """Return the places of the discs of both passes, or of the two rings."""
    pattern = r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"'
    return [(float(x), float(y)) for x, y, r in re.findall(pattern, svg) if r == ("8" if ring else "4")]


@pytest.mark.parametrize("at", range(len(WIDTHS)))
def test_the_rings_are_around_the_chosen_network(counts, at):
    svg = cost_picture(counts, counts[at], "T").svg
    (x, upper), (same_x, lower) = marks(svg, True)
    assert x == same_x and upper < lower
    assert (x, lower) == marks(svg, False)[at]


def test_larger_networks_stand_further_right_and_higher(counts):
    for given_ in (counts, counts[::-1]):
        places = marks(cost_picture(given_).svg, False)
        assert places == sorted(places) and places[::-1] == sorted(places, key=lambda place: place[1])


def test_labels_of_lines_that_end_close_together_keep_apart():
    near = [Counted(10, 20, 30, 60), Counted(20, 40, 60, 130)]
    for chosen in (None, *near):
        svg = cost_picture(near, chosen).svg
        assert overlaps(svg) == [] and outside(svg) == []


@pytest.mark.parametrize(
    ("given_", "chosen", "error", "message"),
    [
        ([], None, ValueError, "counts needs two or more networks, each with another number of parameters"),
        ([1, 1], None, ValueError, "counts needs two or more networks, each with another number of parameters"),
        ([3], None, ValueError, "counts needs two or more networks, each with another number of parameters"),
        ([1, "x"], None, TypeError, "counts holds 'x'; give what operations(net) returns"),
        ([1, 2], "x", TypeError, "chosen is 'x'; give what operations(net) returns"),
    ],
    ids=["none", "twice", "one", "text", "text chosen"],
)
def test_says_what_is_wrong(given_, chosen, error, message):
    with pytest.raises(error) as caught:
        cost_picture([operations(grown(one)) if isinstance(one, int) else one for one in given_], chosen)
    assert str(caught.value) == message


# --- What is timed ---


def test_nothing_is_timed_before_it_is_asked_for():
    explorer = Cost()
    explorer.set(width=2)
    assert "ms" not in explorer.says and "imed" not in explorer.says
    assert explorer.says == Cost().view({"width": 2, "timed": None}, "live").says


def test_times_are_told_and_forgotten_with_their_network():
    explorer = Cost()
    before = explorer.says
    explorer.press("time")
    said = re.fullmatch(
        re.escape(before) + r" Timed here, the 58 forward passes of nudging take ([\d.]+) ms, one forward and one"
        r" backward pass ([\d.]+) ms: ([\d.,]+) times as long\.",
        explorer.says,
    )
    nudging, both, ratio = (float(part.replace(",", "")) for part in said.groups())
    assert ratio == pytest.approx(nudging / both, rel=0.02)
    explorer.set(width=4)
    assert "imed" not in explorer.says
    explorer.press("time")
    explorer.reset()
    assert explorer.says == before


def test_what_takes_too_long_is_not_guessed():
    assert ONE.view({"width": 3, "timed": (None, 0.001)}, "live").says.endswith(
        "Timed here, one forward and one backward pass take 1 ms; the 58 forward passes of nudging would take longer"
        " than a second, so they are not timed: choose a smaller width."
    )


def test_the_button_takes_less_than_two_seconds():
    explorer = Cost()
    for width in (48, 100):  # the second is about as long as it may take
        explorer.set(width=width)
        start = time.perf_counter()
        explorer.press("time")
        assert time.perf_counter() - start < 2


def test_controls_say_what_is_wrong():
    explorer = Cost()
    before = explorer.says
    for wrong, message in (
        (0, "^width is 0; choose between 1 and 100$"),
        (101, "^width is 101; choose between 1 and 100$"),
        (2.5, "^width is 2.5; give a whole number$"),
        ("many", "^width is the text 'many'; type a number, such as 0.5$"),
    ):
        with pytest.raises(ValueError, match=message):
            explorer.set(width=wrong)
    with pytest.raises(ValueError, match="^there is no button 'clock'; this explorer has time$"):
        explorer.press("clock")
    assert explorer.says == before


def test_the_collection_of_garbage_is_as_it_was_after_a_count():
    for enabled, turn in ((False, gc.disable), (True, gc.enable)):
        turn()
        _operations.cache_clear()
        _operations(4)
        with pytest.raises(ValueError):
            _operations(0)
        found = gc.isenabled()
        gc.enable()
        assert found == enabled
