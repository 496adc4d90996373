"""What the tests in a browser begin with; a module that has a fixture `folder`, of notebooks, gets the rest here."""

import nbformat
import pytest

from tests.browser import chromium, server
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
