"""The shell of explorers that play, in Python: which frame follows which, and what a hand or a bug does in between."""

import pytest

from tests.small_player import Player
from tests.test_explorer_shell import Page, content, whole


def test_a_tick_is_the_next_frame_and_says_which_comes_after_it():
    page = Page(Player())
    assert "playing" not in page.ask() and page.ask()["progress"] == [0, 40, "0 of 40"]
    assert page.ask(("press", "play"))["playing"] == 1
    shown = page.ask(("tick", 1))
    assert (shown["playing"], shown["progress"], shown["svg"]) == (
        2,
        [1, 40, "1 of 40"],
        page.explorer._view.picture.svg,
    )


def test_a_tick_that_is_late_changes_nothing():
    page = Page(Player())
    page.ask(("press", "play"))
    page.ask(("tick", 1))
    before = whole(page.explorer)
    for late in (1, 0, 7, None, "2"):  # such as that of a second page
        page.ask(("tick", late))
        assert whole(page.explorer) == before
    page.ask(("press", "play"))
    before = whole(page.explorer)
    for late in (2, 0):
        assert "playing" not in page.ask(("tick", late))
        assert whole(page.explorer) == before


def test_an_explorer_that_cannot_play_takes_no_tick():
    from tests.small_explorer import Small

    page = Page(Small())
    before = whole(page.explorer)
    page.ask(("tick", 0))
    assert whole(page.explorer) == before


def test_it_ends_by_itself_and_the_view_may_say_why():
    page = Page(Player(3))
    page.ask(("press", "play"))
    shown = [page.ask(("tick", frame)) for frame in (1, 2, 3)]
    assert ["playing" in one for one in shown] == [True, True, False]
    assert [one["notice"] for one in shown] == ["", "", "This is the end."]
    assert page.ask(("set", {"size": ""}))["notice"].startswith("size is empty")


def test_a_hand_in_between_stops_nothing_and_is_told_what_was_wrong():
    page = Page(Player())
    page.ask(("press", "play"))
    assert page.ask(("set", {"size": 3}))["playing"] == 1
    wrong = "size is the text 'x'; type a number, such as 0.5"
    assert page.ask(("set", {"size": "x"}))["notice"] == wrong
    assert page.ask(("tick", 1))["notice"] == wrong  # or nobody could read it
    assert page.ask(("set", {"size": 4}))["notice"] == ""


def test_what_is_said_does_not_change_with_every_frame():
    page = Page(Player())
    page.ask(("press", "play"))
    said = {page.ask(("tick", frame))["says"] for frame in range(1, 30)}
    assert said == {"Playing from 0."}
    assert page.ask(("press", "play"))["says"] == "The dot is at 29."


def test_a_bug_in_a_frame_ends_it():
    page = Page(Player(bug=True))
    page.ask(("press", "play"))
    for frame in range(1, 13):
        page.ask(("tick", frame))
    with pytest.raises(KeyError):
        page.ask(("tick", 13))
    assert "playing" not in content(page.explorer._packed())
    assert page.answers[-1][1]["notice"] == "KeyError in this explorer: 'a bug'"
    before = page.explorer._state
    page.ask(("tick", 13))
    assert page.explorer._state == before
    assert page.ask(("press", "play"))["notice"] == ""


def test_cells_do_what_pages_do():
    player = Player()
    player.press("play")
    assert player.says == "Playing from 0." and player._view.playing == 1
    player.reset()
    assert player.says == "The dot is at 0." and not player._view.playing
