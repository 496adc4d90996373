"""The benchmark of the explorers cannot rot: what it measures exists and both sides draw the same. Nothing is timed."""

from xml.etree import ElementTree

import matplotlib.pyplot as plt
import pytest

from helpers import explorers
from helpers.fully_connected import fully_connected
from tests.benchmarks.explorers import BASELINE, EXPLORERS, PRESSES, cells, line
from tests.benchmarks.playing import PLAYERS
from tests.benchmarks.same_figure import SVG, path_of, same_figure

SHAPES = {f"{SVG}{kind}" for kind in ("text", "rect", "circle", "path")}
every = pytest.mark.parametrize("measured", EXPLORERS, ids=lambda measured: measured.name)


def made(measured):
    known = {name: getattr(explorers, name) for name in explorers.__all__}
    return eval(measured.code, {**known, "fully_connected": fully_connected})


def test_every_explorer_of_the_course_is_measured():
    codes = [*(measured.code for measured in EXPLORERS), *PLAYERS.values()]
    assert {code.split("(")[0] for code in codes} == set(explorers.__all__)


@pytest.mark.parametrize("code", PLAYERS.values())
def test_what_is_said_to_play_does(code):
    player = eval(code, {name: getattr(explorers, name) for name in explorers.__all__})
    player.press("play")
    seen = set()
    for _ in range(PRESSES):
        player._do(("tick", player._view.playing))
        seen.add(player._view.picture.svg)
    assert len(seen) == PRESSES and player._view.playing


@every
def test_a_held_key_changes_the_picture_with_every_press(measured):
    explorer = made(measured)
    control = explorer._controls[measured.slider]
    seen = set()
    for k in range(PRESSES + 1):
        explorer.set(**{measured.slider: round(control.low + k * control.step, 9)})
        seen.add(explorer._view.picture.svg)
    assert len(seen) == PRESSES + 1


@every
def test_matplotlib_draws_every_shape_and_word(measured):
    explorer = made(measured)
    svg = explorer.view(explorer._state, "light").picture.svg
    try:
        assert same_figure(svg) == sum(item.tag in SHAPES for item in ElementTree.fromstring(svg).iter())
    finally:
        plt.close("all")


@every
def test_the_notebook_that_is_measured_runs(measured):
    _, explorer, baseline = cells(measured)
    assert baseline != BASELINE and "{" not in explorer
    space = {}
    try:
        exec(f"{explorer}\n{baseline}", space)
        drawn = []
        space["same_figure"] = drawn.append
        for k in range(3):
            space["picture"](space["slider"].value + k * space["slider"].step)
        assert len(set(drawn)) == 3
    finally:
        plt.close("all")


def test_paths_are_read_as_svg_means_them():
    path = path_of("M10 20L30,40h-5v6l1 -2Z")
    assert path.vertices.tolist() == [[10, 20], [30, 40], [25, 40], [25, 46], [26, 44], [10, 20]]
    assert path.codes.tolist() == [1, 2, 2, 2, 2, 79]


def test_a_row_tells_whether_its_goal_holds():
    assert line("Hill", ("ms", 12.345, 130.0, "a third", True)) == "| Hill | ms | 12.3 | 130 | a third | yes |"
    assert line("Hill", ("kB", 4.0, "", "10", False)) == "| Hill | kB | 4 |  | 10 | **no** |"
