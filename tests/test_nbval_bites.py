"""The comparison of notebooks notices one changed digit, and nothing when nothing changed."""

import base64
import copy
import io
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import nbformat
import pytest
from nbval.plugin import IPyNbFile, coalesce_streams
from PIL import Image, ImageChops

from tests.made_up import save
from tests.refresh import ROOT, as_saved, lesson_paths, refresh

SOURCES = (
    """
    import ipywidgets as widgets
    from IPython.display import SVG, display

    print("a gradient of", 0.3386)
    """,
    """
    class Picture:
        def _repr_mimebundle_(self, **kwargs):
            svg = '<svg xmlns="http://www.w3.org/2000/svg" id="random-0123"><text x="6">5.25</text></svg>'
            return {"image/svg+xml": svg, "image/png": "iVBORw0KGgo=", "text/plain": "Node 4 has the value 5.25."}

    Picture()
    """,
    """
    slider = widgets.IntSlider(5, 0, 10)
    display(slider)
    widgets.interactive_output(lambda x: print("seen", x), {"x": slider})
    """,
    """
    slider.value = 6
    handle = display(1, display_id=True)
    handle.update(23)
    """,
    """
    5 + 1;
    """,
)
# The id of a cell, a text in its output and what it becomes.
CHANGES = {
    "printed": ("first-cell", "0.3386", "0.3387"),
    "svg": ("second-cell", ">5.25<", ">5.26<"),
    "words": ("second-cell", "value 5.25", "value 5.26"),
    "widget": ("third-cell", "IntSlider(value=5", "IntSlider(value=4"),
    "updated": ("fourth-cell", "23", "24"),
}


def altered(output, old, new):
    """Copy an output with a text replaced in it."""
    output = copy.deepcopy(output)
    if "text" in output:
        output.text = output.text.replace(old, new)
    for kind, value in output.get("data", {}).items():
        if isinstance(value, str):
            output.data[kind] = value.replace(old, new)
    return output


def test_pytest_fails_on_each_changed_digit_and_on_no_unchanged_notebook(tmp_path):
    untouched = save(tmp_path / "untouched.ipynb", *SOURCES)
    assert refresh(untouched)
    expected = {"untouched": set()}
    for name, (cell_id, old, new) in CHANGES.items():
        notebook = nbformat.read(untouched, as_version=4)
        number, cell = next((i, c) for i, c in enumerate(notebook.cells) if c.id == cell_id)
        before, cell.outputs = cell.outputs, [altered(output, old, new) for output in cell.outputs]
        assert cell.outputs != before, name
        (tmp_path / f"{name}.ipynb").write_bytes(as_saved(notebook).encode())
        expected[name] = {f"Cell {number}"}
    notebook = nbformat.read(untouched, as_version=4)
    notebook.cells[2].source = notebook.cells[2].source.replace('"seen", x', '"seen", 1 / (6 - x)')
    (tmp_path / "callback.ipynb").write_bytes(as_saved(notebook).encode())
    expected["callback"] = {"Cell 3"}  # where the slider moves

    assert failed_cells(tmp_path) == expected


SQUARE = """
from PIL import Image, ImageDraw

picture = Image.new("RGB", (60, 40), "white")
ImageDraw.Draw(picture).ellipse((20, 10, 35, 25), fill="black")
picture
"""


def test_pytest_fails_on_a_picture_that_shows_something_else(tmp_path):
    refresh(save(tmp_path / "untouched.ipynb", SQUARE))
    stored = nbformat.read(tmp_path / "untouched.ipynb", as_version=4)
    (output,) = stored.cells[0].outputs
    picture = Image.open(io.BytesIO(base64.b64decode(output.data["image/png"])))
    other_machine = picture.point(lambda level: min(255, level + 4))
    for name, drawn in {"other-machine": other_machine, "moved": ImageChops.offset(picture, 2, 0)}.items():
        file = io.BytesIO()
        drawn.save(file, "PNG")
        output.data["image/png"] = base64.b64encode(file.getvalue()).decode()
        (tmp_path / f"{name}.ipynb").write_bytes(as_saved(stored).encode())
    assert failed_cells(tmp_path) == {"untouched": set(), "other-machine": set(), "moved": {"Cell 0"}}


def failed_cells(folder):
    """Run pytest with the project's options on the notebooks of a folder; return the failed cells of each."""
    report = folder / "report.xml"
    command = [sys.executable, "-m", "pytest", "-c", "pyproject.toml", "-n0", "-p", "no:cacheprovider"]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    subprocess.run(
        [*command, f"--junitxml={report}", *map(str, sorted(folder.glob("*.ipynb")))],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        timeout=100,
        check=False,
    )
    # Outside the project the report names cells but not notebooks; they come in the order asked for.
    names = sorted(path.stem for path in folder.glob("*.ipynb"))
    failed = {name: set() for name in names}
    number = -1
    for case in ElementTree.parse(report).iter("testcase"):
        cell = case.get("name").split("::")[-1]
        number += cell == "Cell 0"
        if case.find("failure") is not None or case.find("error") is not None:
            failed[names[number]].add(cell)
    assert number + 1 == len(names)
    return failed


def last_digit_changed(text, pattern):
    """Change the last digit of the last match of a pattern, or return None where it matches nothing."""
    matches = list(re.finditer(pattern, text))
    if not matches:
        return None
    at = matches[-1].start("digit")
    return text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :]


def with_a_digit_changed(outputs):
    """Yield the kind of each text output with a number a reader sees, and the outputs with that number changed."""
    anywhere, in_markup = r"(?P<digit>\d)(?=\D*\Z)", r">[^<>]*(?P<digit>\d)\D*?<"
    for place, output in enumerate(outputs):
        kinds = ["text"] if output.output_type == "stream" else list(output.get("data", {}))
        for kind in kinds:
            if kind not in ("text", "text/plain", "image/svg+xml", "text/html", "text/markdown", "text/latex"):
                continue
            holder = output if kind == "text" else output.data
            pattern = in_markup if kind in ("image/svg+xml", "text/html") else anywhere
            changed = last_digit_changed(holder[kind], pattern)
            if changed is not None:
                outputs_changed = copy.deepcopy(outputs)
                (outputs_changed[place] if kind == "text" else outputs_changed[place].data)[kind] = changed
                yield kind, outputs_changed


def unnoticed(path, session):
    """Compare as nbval does every stored output with one whose digit is changed; list what it overlooks.

    Returns how many changes were tried and what was overlooked, without running the notebook.
    """
    collector = IPyNbFile.from_parent(session, path=path)
    collector.setup_sanitize_files()
    tried, overlooked = 0, []
    for item in collector.collect():
        stored = coalesce_streams(item.cell.outputs)
        same = item.options["check"] and item.compare_outputs(copy.deepcopy(stored), stored)
        if not same:
            overlooked.append(f"{item.cell.id}: not compared, or unlike itself")
        for kind, changed in with_a_digit_changed(stored):
            tried += 1
            if item.compare_outputs(changed, stored):
                overlooked.append(f"{item.cell.id}: a digit in {kind}")
    return tried, overlooked


@pytest.mark.parametrize("path", lesson_paths(), ids=lambda p: p.stem)
def test_every_number_a_lesson_shows_is_guarded(path, request):
    tried, overlooked = unnoticed(path, request.session)
    assert overlooked == []
    assert tried > 0, "no output holds a number, so the tests guard nothing"


def test_a_cell_left_out_of_the_comparison_is_noticed(tmp_path, request):
    path = save(tmp_path / "left-out.ipynb", "print(6)", tags=["nbval-ignore-output"])
    refresh(path)
    assert unnoticed(path, request.session) == (1, ["first-cell: not compared, or unlike itself"])
