"""Every lesson with an explorer, in JupyterLab: opened, run, and its explorers used by mouse and keyboard."""

import re
import shutil

import nbformat
import pytest

from helpers.explorers.controls import Slider
from tests.accessibility import serious, unseen_focus
from tests.browser import BAD_OUTPUT, open_notebook, run_all, server
from tests.explorer_page import WATCH, explorers_in
from tests.explorer_walk import now, of_kind, place_of, walk
from tests.refresh import PNG, WIDGET, lesson_paths

pytest_plugins = "tests.browser_fixtures"

LESSONS = [path for path in lesson_paths() if "helpers.explorers" in path.read_text(encoding="utf-8")]
every_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem, indirect=True)


@pytest.fixture(scope="module")
def folder(browser, tmp_path_factory):
    found = tmp_path_factory.mktemp("lessons")
    for path in LESSONS:
        shutil.copy(path, found)
    return found


class Lesson:
    """A lesson in a page of its own, opened when it is first asked for."""

    def __init__(self, browser, address, path):
        self.path, self.page = path, browser.new_page(viewport={"width": 1280, "height": 900})
        self.page.add_init_script(f"({WATCH})()")
        open_notebook(self.page, address, path.name)
        self.stills = self.page.locator(".jp-OutputArea-output img").evaluate_all(
            "(all) => all.filter((image) => image.naturalWidth).map((image) => image.src)"
        )
        self.live_before = self.page.locator(".bp-explorer, .jp-Cell-outputArea :text('model not found')").count()
        self.bad = run_all(self.page)
        self.explorers = explorers_in(self.page, path)


@pytest.fixture(scope="module")
def lesson(request, browser, address, folder):
    opened = Lesson(browser, address, folder / request.param.name)
    yield opened
    opened.page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    opened.page.close()


@every_lesson
def test_before_it_runs_a_picture_stands_in_each_explorers_place(lesson):
    assert lesson.explorers, "the lesson imports an explorer and shows none"
    assert lesson.live_before == 0
    cells = nbformat.read(lesson.path, as_version=4).cells
    stored = [output.get("data", {}) for cell in cells for output in cell.get("outputs", ())]
    pictures = ["data:image/png;base64," + data[PNG].replace("\n", "") for data in stored if WIDGET in data]
    assert len(pictures) >= len(lesson.explorers)
    assert set(pictures) <= set(lesson.stills)


@every_lesson
def test_it_runs_and_shows_what_the_engine_computes(lesson):
    assert lesson.bad == []
    for explorer in lesson.explorers:
        explorer.settle()


@every_lesson
def test_every_control_and_every_part_by_mouse_and_keyboard(lesson):
    for explorer in lesson.explorers:
        walk(explorer)
    assert lesson.page.locator(BAD_OUTPUT).all_inner_texts() == []


@every_lesson
def test_no_key_reaches_the_notebook(lesson):
    page, cells = lesson.page, "window.jupyterapp.shell.currentWidget.content.model.toJSON().cells.map((c) => c.source)"
    before = page.evaluate(cells)
    for explorer in lesson.explorers:
        for selector in ("input[type=range]", "input[type=text]", "select", "button", "[role=radio][tabindex='0']"):
            for found in explorer.root.locator(f"{selector}:not(:disabled)").all()[:1]:
                found.focus()
                for key in ("d", "d", "a", "x", "b", "ArrowUp"):
                    page.keyboard.press(key)
                page.keyboard.press("Enter")  # a box takes what was typed only then
                explorer.settle()
                assert page.evaluate(cells) == before, f"{explorer.name}: keys on {selector} reach the notebook"
        explorer.reset()


@every_lesson
@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_accessible(lesson, theme):
    lesson.page.evaluate("(theme) => window.jupyterapp.commands.execute('apputils:change-theme', { theme })", theme)
    lesson.page.wait_for_function(f"document.body.dataset.jpThemeName === '{theme}'")
    for explorer in lesson.explorers:
        assert serious(explorer) == []
        assert unseen_focus(explorer) == []


@every_lesson
def test_run_all_again_leaves_only_live_explorers(lesson):
    count = len(lesson.explorers)
    assert run_all(lesson.page) == []
    again = explorers_in(lesson.page, lesson.path)
    assert len(again) == count
    for explorer in again:
        explorer.settle()
        explorer.reset()
    outputs = lesson.page.locator(".jp-Cell-outputArea").all_inner_texts()
    assert not any(re.search("model not found|Error displaying", text) for text in outputs)
    lesson.explorers = again


@pytest.mark.skipif(not LESSONS, reason="no lesson has an explorer")
def test_in_notebook_7_a_lesson_runs_and_keys_reach_its_explorer(browser, folder, tmp_path):
    path = folder / LESSONS[-1].name
    with server(folder, tmp_path, app="notebook") as address:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.add_init_script(f"({WATCH})()")
        open_notebook(page, address, path.name, app="notebook")
        assert run_all(page) == []
        for explorer in explorers_in(page, path):
            name = next(name for name in of_kind(explorer, Slider) if not now(explorer, name).get("disabled"))
            before = place_of(explorer, name, explorer.twin._state[name])
            explorer.slider(name).press("ArrowRight")
            assert explorer.settle()
            after, log = place_of(explorer, name, explorer.twin._state[name]), now(explorer, name)["log"]
            assert after == pytest.approx(before + now(explorer, name)["step"], abs=0.03 if log else 1e-9)
            for key in ("d", "d", "x"):
                page.keyboard.press(key)
            explorer.settle()
        cells = len(nbformat.read(path, as_version=4).cells)
        assert page.locator(".jp-Notebook-cell").count() == cells
        page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
        page.close()
