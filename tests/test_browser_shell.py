"""What all explorers share, in a real browser: with a small explorer that has one of everything."""

import base64
import random
import zlib
from contextlib import contextmanager

import pytest

from helpers.explorers import explorer
from tests.browser import BAD_OUTPUT, run_all
from tests.browser_fixtures import opening, write_notebooks
from tests.explorer_page import held_by, in_kernel
from tests.explorer_walk import click, now, walk_choice, walk_drags, walk_places, walk_slider, walk_targets
from tests.refresh import ROOT

pytest_plugins = "tests.browser_fixtures"

IMPORTS = f"import sys\n\nsys.path.insert(0, {str(ROOT)!r})\nfrom tests.small_explorer import Small"
NOTEBOOKS = {
    "one": [IMPORTS, "Small()"],
    "two": [IMPORTS, "first = Small()\nfirst", "second = Small()\nsecond"],
    "twice": [IMPORTS, "shown = Small()\nshown", "shown"],
    "seven": ["from helpers.explorers import SevenNodes", 'SevenNodes("own numbers")'],
    "late": [IMPORTS, "early = Small()", "early.set(x=7)", "early"],
}
MOVES = 1_000
# Unpacks each [packed, plain], in base 64, and gives the places of those that come out otherwise than `plain`.
UNPACK = """async ([code, pairs]) => {
  const inflated = new Function(code + "; return inflated")();
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const same = (one, other) => one.length === other.length && one.every((byte, k) => byte === other[k]);
  const fails = (packed) => { try { return !inflated(packed); } catch { return true; } };
  return pairs.flatMap(([packed, plain], k) => {
    const found = bytes(packed);
    return same(inflated(found), bytes(plain)) && fails(found.slice(0, -6)) ? [] : [k]; }); }"""


@pytest.fixture(scope="module")
def folder(browser, tmp_path_factory):
    return write_notebooks(NOTEBOOKS, tmp_path_factory.mktemp("notebooks"))


@pytest.fixture
def opened(browser, address, folder):
    with opening(browser, address, folder, width=1000, height=800) as opened:
        yield opened


def test_hands_on_one_of_everything(opened):
    (small,) = opened("one")
    small.settle()
    for at, name in enumerate(("x", "count", "size")):
        walk_slider(small, name, places=10 if at else 100)
    walk_choice(small, "sign")
    walk_targets(small)
    walk_drags(small)
    walk_places(small)
    assert small.page.locator(BAD_OUTPUT).count() == 0


@pytest.mark.parametrize("width", [1280, 800])
def test_the_controls_of_the_seven_nodes_stay_where_they_are(opened, width):
    (seven,) = opened("seven")
    seven.page.set_viewport_size({"width": width, "height": 900})
    seven.page.wait_for_timeout(500)  # the columns of the page settle
    seven.settle()
    before = seven.places()
    assert len(before) == 15
    for name in ("w1to2", "b2", "c7", "w4to7", "x1", "x5"):
        click(seven, name)
        seven.settle()
        assert seven.places() == before, name
        for key in ("Home", "End") if seven.slider("value").is_enabled() else ():
            seven.slider("value").press(key)
            seven.settle()
            assert seven.places() == before, (name, key)
    seven.reset()
    assert seven.places() == before
    room = 10 * seven.root.bounding_box()["width"]
    assert all(left + wide <= room for left, _, wide in before.values()), "a control sticks out"


def packings():
    """Return pairs (packed, plain) with every kind of block, repeats near and far, and bytes of every value."""
    rng = random.Random(7)
    plains = [b"", b"a", b"ab" * 40_000, rng.randbytes(70_000), bytes(rng.choices(b"abc <>", k=9_000))]
    far = rng.randbytes(300)
    plains += [bytes(range(256))] + [far + bytes(rng.choices(b"ab", k=k)) + far for k in (1, 500, 9_000, 32_000)]
    for plain in plains:
        for level in (0, 1, 9):
            for strategy in (zlib.Z_DEFAULT_STRATEGY, zlib.Z_FIXED, zlib.Z_RLE, zlib.Z_HUFFMAN_ONLY):
                packing = zlib.compressobj(level, strategy=strategy)
                yield packing.compress(plain) + packing.flush(), plain


def test_the_page_unpacks_whatever_zlib_packs(browser):
    page, code = browser.new_page(), (ROOT / "helpers" / "explorers" / "inflate.js").read_text(encoding="utf-8")
    pairs = [[base64.b64encode(data).decode() for data in pair] for pair in packings()]
    assert page.evaluate(UNPACK, [code, pairs]) == []
    assert len(pairs) == 120 and code in explorer.Explorer._esm
    page.close()


def test_a_wrong_button_says_why_and_changes_nothing(opened):
    (small,) = opened("one")
    for _ in range(3):
        small.button("double").click()
        small.settle()
    assert small.wanted["notice"] == "x is 8; choose one of at most 5 to double it"
    assert small.root.locator(".bp-text").inner_text() == "3 dots"
    small.button("fail").click()
    with pytest.raises(KeyError):
        small.settle()
    small.settle()
    assert small.root.locator(".bp-notice").inner_text() == "KeyError in this explorer: 'a bug'"
    small.reset()
    assert small.root.locator(".bp-notice").inner_text() == ""
    assert small.page.locator(BAD_OUTPUT).count() == 0


def test_two_explorers_know_nothing_of_each_other(opened):
    first, second = opened("two")
    first.slider("x").press("ArrowRight")
    assert first.settle() and not second.settle()
    second.button("double").click()
    assert second.settle() and not first.settle()
    assert (first.twin._state["x"], second.twin._state["x"]) == (2.5, 4.0)


def test_two_views_of_one_explorer_show_the_same(opened):
    first, second = opened("twice")
    assert first.model == second.model
    first.slider("x").press("ArrowRight")
    first.settle()
    second.settle()
    second.part("left").click()
    second.settle()
    first.settle()
    assert first.twin._state["select"] == "left"


def test_an_explorer_moved_by_a_cell_shows_it(opened):
    (small,) = opened("late")
    small.settle()
    assert small.box("x").input_value() == "7"
    in_kernel(small.page, "early.set(x=-3.5)")
    small.twin.set(x=-3.5)
    small.settle()
    in_kernel(small.page, "early.choose('right'); early.reset()")
    small.twin.reset()
    small.settle()


def test_what_cannot_be_pressed_keeps_the_focus_and_asks_for_nothing(opened):
    (small,) = opened("one")
    assert now(small, "size")["disabled"]
    assert small.slider("size").is_disabled() and small.box("size").is_disabled()
    small.part("left").click()
    small.settle()
    assert small.slider("size").is_enabled()
    small.page.keyboard.press("Escape")
    small.settle()
    assert small.slider("size").is_disabled()
    assert small.focused() == "left"


def test_a_held_key_and_a_hasty_hand_end_at_the_right_picture(opened):
    (small,) = opened("one")
    small.slider("x").focus()
    for _ in range(10):
        small.page.keyboard.press("ArrowRight")
    small.page.keyboard.press("Home")
    for _ in range(7):
        small.page.keyboard.press("ArrowRight")
    asked = small.settle()
    assert small.twin._state["x"] == -6.5
    assert len(asked) <= 18


@contextmanager
def busy_kernel(page, folder):
    """Keep a kernel busy from here to the end of the block, however long the page takes."""
    begun, over = folder / "begun", folder / "over"
    code = f"""import pathlib, time
pathlib.Path({str(begun)!r}).touch()
while not pathlib.Path({str(over)!r}).exists():
    time.sleep(0.05)"""
    page.evaluate(
        """(code) => { window.jupyterapp.shell.currentWidget.context.sessionContext.session.kernel
            .requestExecute({ code }); }""",
        code,
    )
    try:
        while not begun.exists():
            page.wait_for_timeout(50)
        yield
    finally:
        over.touch()


def test_a_busy_kernel_is_said_to_be_busy_and_catches_up(opened, tmp_path):
    (small,) = opened("one")
    before = small.root.locator(".bp-says").inner_text()
    with busy_kernel(small.page, tmp_path):
        small.slider("x").press("ArrowRight")
        small.root.locator(".bp-notice", has_text="The kernel is busy or gone").wait_for()
        for _ in range(5):
            small.slider("x").press("ArrowRight")
        assert small.root.locator(".bp-says").inner_text() == before
    small.settle()
    assert small.twin._state["x"] == 5.0
    assert small.root.locator(".bp-notice").inner_text() == ""


def test_after_a_restart_it_says_how_to_come_back_and_does(opened):
    (small,) = opened("one")
    page = small.page
    page.evaluate(
        "async () => { await window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart(); }"
    )
    notice = small.root.locator(".bp-notice", has_text="Run this cell again")
    notice.wait_for(timeout=10_000)
    small.slider("x").press("ArrowRight")  # nobody answers
    page.wait_for_timeout(300)
    assert page.locator(BAD_OUTPUT).count() == 0
    assert small.root.locator(".bp-picture svg").is_visible()
    assert run_all(page) == []
    assert page.locator(".bp-explorer").count() == 1
    page.evaluate("window.asked.length = 0")
    small.root.locator(".bp-notice:empty").wait_for(state="attached")
    small.slider("x").press("ArrowRight")
    page.wait_for_function("document.querySelector('.bp-says').textContent.startsWith('x1 is 2.5')")


def test_a_thousand_moves_leave_nothing_behind(opened):
    (small,) = opened("one")
    small.move(MOVES // 5)
    before = held_by(small.page)
    small.move(MOVES)
    after = held_by(small.page)
    nodes, heap, memory = (y - x for x, y in zip(before, after))
    print(f"{MOVES} moves: {nodes:+.0f} nodes, {heap / 1e3:+.0f} kB of the page, {memory / 1e3:+.0f} kB of the kernel")
    assert nodes < 500
    assert heap < 2e6
    assert memory < 5e6
