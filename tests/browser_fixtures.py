"""What the tests in a browser begin with; a module that has a fixture `folder`, of notebooks, gets the rest here."""

from contextlib import contextmanager

import nbformat
import pytest

from tests.browser import chromium, open_notebook, run_all, server
from tests.explorer_page import WATCH, explorers_in
from tests.refresh import KERNELSPEC


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def address(folder, tmp_path_factory):
    with server(folder, tmp_path_factory.mktemp("scratch")) as found:
        yield found


def write_notebooks(notebooks, folder):
    """Write {name: code of its cells} as notebooks into a folder, and return the folder."""
    metadata = {"kernelspec": KERNELSPEC, "language_info": {"name": "python"}}
    for name, cells in notebooks.items():
        cells = [nbformat.v4.new_code_cell(code, id=f"cell-{at}") for at, code in enumerate(cells)]
        nbformat.write(nbformat.v4.new_notebook(metadata=metadata, cells=cells), folder / f"{name}.ipynb")
    return folder


@contextmanager
def opening(browser, address, folder, width, height, scripts=()):
    """Give a function that opens a notebook in a page of this size, runs it and returns its explorers.

    scripts: what the page runs first. With run=False the function returns the page of a notebook that has not run.
    """
    pages = []

    def opened(name, run=True):
        page = browser.new_page(viewport={"width": width, "height": height})
        pages.append(page)
        for script in (f"({WATCH})()", *scripts):
            page.add_init_script(script)
        open_notebook(page, address, f"{name}.ipynb")
        if not run:
            return page
        bad = run_all(page)
        assert bad == [], bad
        return explorers_in(page, folder / f"{name}.ipynb")

    yield opened
    for page in pages:
        page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
        page.close()
