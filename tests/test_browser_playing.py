"""What plays, in a real browser: it moves by itself, stops when told, when it ends, and when nobody can see it."""

import pytest

from tests.accessibility import serious, unseen_focus
from tests.benchmarks.slow_network import SLOW, slowed
from tests.browser import BAD_OUTPUT
from tests.browser_fixtures import opening, write_notebooks
from tests.explorer_page import held_by, in_kernel
from tests.explorer_walk import walk
from tests.refresh import ROOT

pytest_plugins = "tests.browser_fixtures"

IMPORTS = f"import sys\n\nsys.path.insert(0, {str(ROOT)!r})\nfrom tests.small_player import Player"
TRAINER = "from helpers.explorers import Trainer"
NOTEBOOKS = {
    "short": [IMPORTS, "Player()"],
    "long": [IMPORTS, "Player(10_000)"],
    "twice": [IMPORTS, "shown = Player(10_000)\nshown", "shown"],
    "bug": [IMPORTS, "Player(bug=True)"],
    "trainer": [TRAINER, 'Trainer(trained=10, epochs="100")'],
    "training": [TRAINER, 'Trainer(trained=0, epochs="20,000")'],
    "diverging": [TRAINER, 'Trainer("five points, leaky ReLU", seed=1, rate=0.5)'],
}
FRAMES = 400


@pytest.fixture(scope="module")
def folder(browser, tmp_path_factory):
    return write_notebooks(NOTEBOOKS, tmp_path_factory.mktemp("notebooks"))


@pytest.fixture
def opened(browser, address, folder):
    with opening(browser, address, folder, width=1280, height=900, scripts=(SLOW,)) as opened:
        yield opened


def shown(explorer):
    """Return how many views the page has drawn."""
    return int(explorer.root.get_attribute("data-shown"))


def wait_for_frames(explorer, count):
    """Wait until the page has drawn so many views more."""
    goal = shown(explorer) + count
    explorer.page.wait_for_function(
        "([root, goal]) => Number(root.dataset.shown) >= goal",
        arg=[explorer.root.element_handle(), goal],
        timeout=300_000,
    )


def stands_still(explorer):
    """Tell whether nothing is drawn for half a second."""
    explorer.page.wait_for_timeout(200)  # what was on its way
    before = shown(explorer)
    explorer.page.wait_for_timeout(500)
    return shown(explorer) == before


def test_it_plays_to_its_end_one_frame_after_the_other(opened):
    (player,) = opened("short")
    assert player.root.locator("progress").get_attribute("aria-label") == "progress"
    player.button("play").click()
    player.page.wait_for_function("document.querySelector('.bp-progress').textContent === '40 of 40'")
    asked = player.follow()
    assert asked == [["press", "play"], *(["tick", frame] for frame in range(1, len(asked)))]
    assert len(asked) in (41, 42), "the last frame is not known to be the last before it comes"
    player.settle()
    assert player.root.locator(".bp-notice").inner_text() == "This is the end."
    assert player.root.locator("progress").get_attribute("aria-valuetext") == "40 of 40"
    assert stands_still(player)


@pytest.mark.parametrize("way", ["mouse", "Enter", " "])
def test_a_press_on_pause_stops_it_with_the_next_frame(opened, way):
    (player,) = opened("long")
    button = player.button("play")
    button.click()
    wait_for_frames(player, 5)
    assert button.inner_text() == "pause"
    if way == "mouse":
        button.click()
    else:
        player.page.keyboard.press(way)  # the button has kept the focus
    asked = player.settle()
    assert asked == [["press", "play"], ["press", "play"]]
    assert button.inner_text() == "play" and player.twin._state["at"] > 4
    assert stands_still(player)
    button.click()
    wait_for_frames(player, 5)
    player.button("reset").click()
    player.settle()
    assert player.twin._state["at"] == 0 and stands_still(player)


def test_a_pause_waits_for_no_more_than_what_is_on_its_way(opened):
    (player,) = opened("long")
    player.button("play").click()
    wait_for_frames(player, 5)
    player.button("play").evaluate("(button) => { window.asked.length = 0; button.click(); }")
    player.page.wait_for_timeout(1_000)
    kinds = [action[0] for actions in player.page.evaluate("window.asked") for action in actions[1]]
    assert kinds.count("tick") <= 3 and kinds.count("press") == 1, kinds


def test_on_a_slow_network_two_frames_are_on_their_way_and_a_pause_overtakes_the_rest(opened):
    (player,) = opened("long")
    player.settle()
    with slowed(player.page, 300):
        player.button("play").click()
        wait_for_frames(player, 6)
        asked = player.follow()
        frames = [what for kind, what in asked if kind == "tick"]
        assert frames == [*range(1, len(frames) + 1)] and len(frames) <= shown(player) + 2
        player.button("play").click()
        at = shown(player)
        player.settle()
        assert shown(player) - at <= 5


def test_other_controls_work_while_it_plays(opened):
    (player,) = opened("long")
    player.button("play").click()
    wait_for_frames(player, 3)
    for _ in range(3):
        player.slider("size").press("ArrowRight")
        wait_for_frames(player, 2)
    player.box("size").fill("2")
    wait_for_frames(player, 3)
    assert player.box("size").input_value() == "2", "what is being typed was taken back"
    player.box("size").press("Enter")
    player.button("play").click()
    player.settle()
    assert player.twin._state["size"] == 2 and player.box("size").input_value() == "2"


def test_the_live_region_speaks_at_the_start_and_the_end_only(opened):
    (player,) = opened("short")
    player.page.evaluate(
        """() => { const says = document.querySelector(".bp-says");
            window.said = [];
            new MutationObserver(() => window.said.push(says.textContent))
              .observe(says, { childList: true, characterData: true, subtree: true }); }"""
    )
    player.button("play").click()
    player.settle()
    assert player.page.evaluate("window.said") == ["Playing from 0.", "The dot is at 40."]


def test_two_views_of_one_explorer_play_no_faster(opened):
    first, second = opened("twice")
    second.root.scroll_into_view_if_needed()
    second.button("play").click()
    wait_for_frames(first, 20)
    second.button("play").click()
    second.settle()
    first.settle()
    ticks = first.twin._state["frame"] - 1
    assert first.twin._state["at"] == ticks > 5


def test_what_nobody_sees_asks_for_nothing_and_goes_on_when_seen(opened):
    (player,) = opened("long")
    player.button("play").click()
    wait_for_frames(player, 3)
    player.page.evaluate("window.jupyterapp.commands.execute('launcher:create')")
    player.root.wait_for(state="hidden")
    assert stands_still(player)
    player.page.evaluate(
        """() => { const { shell } = window.jupyterapp;
            shell.activateById([...shell.widgets("main")].find(({ context }) => context).id); }"""
    )
    player.root.wait_for(state="visible")
    wait_for_frames(player, 3)
    player.button("play").click()
    player.settle()


def test_a_removed_explorer_asks_for_nothing(opened):
    (player,) = opened("long")
    player.button("play").click()
    wait_for_frames(player, 3)
    player.page.evaluate("window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')")
    player.root.wait_for(state="detached")
    player.page.wait_for_timeout(300)
    player.page.evaluate("window.asked.length = 0")
    player.page.wait_for_timeout(800)
    assert player.page.evaluate("window.asked") == []


def test_a_restarted_kernel_stops_it(opened):
    (player,) = opened("long")
    player.button("play").click()
    wait_for_frames(player, 3)
    player.page.evaluate(
        "async () => { await window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart(); }"
    )
    player.root.locator(".bp-notice", has_text="un this cell again").wait_for(timeout=10_000)
    assert stands_still(player)
    assert player.page.locator(BAD_OUTPUT).count() == 0


def test_a_bug_stops_it_and_is_named(opened):
    (player,) = opened("bug")
    player.button("play").click()
    player.root.locator(".bp-notice", has_text="KeyError in this explorer: 'a bug'").wait_for(timeout=20_000)
    assert stands_still(player)
    assert player.page.locator(BAD_OUTPUT).count() == 0


# --- The Training explorer ---


def test_hands_on_the_trainer(opened):
    (trainer,) = opened("trainer")
    trainer.settle()
    walk(trainer)
    assert trainer.page.locator(BAD_OUTPUT).all_inner_texts() == []


def test_a_training_plays_pauses_and_goes_on_with_another_learning_rate(opened):
    (trainer,) = opened("training")
    button = trainer.button("play")
    button.click()
    wait_for_frames(trainer, 30)
    button.click()
    trainer.settle()
    steps, first = trainer.twin._state["steps"], trainer.twin.loss
    assert 25 <= steps < 20_000 and f"epoch {steps:,} of 20,000" == trainer.root.locator(".bp-progress").inner_text()
    button.click()
    wait_for_frames(trainer, 3)
    trainer.slider("rate").press("ArrowRight")
    wait_for_frames(trainer, 10)
    button.click()
    trainer.settle()
    rates = trainer.twin._state["rates"]
    assert [rate for _, rate in rates] == [0.01, 0.011] and rates[1][0] > steps
    assert trainer.twin.loss < first


def test_a_diverging_training_stops_with_the_reason_and_what_to_try(opened):
    (trainer,) = opened("diverging")
    trainer.button("again").click()
    trainer.button("play").click()
    trainer.settle()
    notice = trainer.root.locator(".bp-notice").inner_text()
    assert notice.startswith("training stopped at step ") and notice.endswith(
        "begin again with a smaller one, such as 0.05"
    )
    assert trainer.button("play").inner_text() == "play"
    trainer.slider("rate").press("Home")
    trainer.settle()
    assert trainer.root.locator(".bp-notice").inner_text() == ""
    trainer.button("step").click()
    trainer.settle()
    assert trainer.twin._state["steps"] == 1


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_the_trainer_is_accessible_at_rest_and_while_it_plays(opened, theme):
    (trainer,) = opened("training")
    page = trainer.page
    page.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", theme)
    page.wait_for_function(f"document.body.dataset.jpThemeName === '{theme}'")
    assert serious(trainer) == []
    assert unseen_focus(trainer) == []
    trainer.button("play").click()
    wait_for_frames(trainer, 3)
    assert serious(trainer) == []
    trainer.button("play").click()
    trainer.settle()


def test_many_frames_leave_nothing_behind(opened):
    (trainer,) = opened("training")
    in_kernel(trainer.page, "import helpers.explorers.trainer as trainer; trainer._SLOW = 10**9")  # one epoch a frame

    def held_after(frames):
        trainer.button("play").click()
        wait_for_frames(trainer, frames)
        trainer.button("play").click()
        trainer.page.wait_for_function("document.querySelector('[data-press=play]').textContent === 'play'")  # paused
        assert stands_still(trainer)
        return held_by(trainer.page)

    before, after = held_after(FRAMES // 5), held_after(FRAMES)
    nodes, heap, memory = (y - x for x, y in zip(before, after))
    print(
        f"{FRAMES} frames: {nodes:+.0f} nodes, {heap / 1e3:+.0f} kB of the page, {memory / 1e3:+.0f} kB of the kernel"
    )
    assert nodes < 1_000
    assert heap < 2e6
    assert memory < 5e6
