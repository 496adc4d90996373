"""`tests/refresh.py` stores what changed, all that changed and nothing else."""

import base64
import io
import json
import shutil
import subprocess

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from matplotlib.transforms import ScaledTranslation
from PIL import Image

from tests.made_up import save
from tests.refresh import PNG, ROOT, CellFailed, as_saved, main, merge_streams, refresh, tidy
from tests.same_picture import same_picture

MIXED = (
    """
    import sys
    import ipywidgets as widgets
    import matplotlib.pyplot as plt
    print("one", flush=True)
    print("two", flush=True)
    """,
    """
    figure, axes = plt.subplots(figsize=(3, 2))
    axes.plot([0, 1], [0, 6])
    plt.show()
    """,
    """
    widgets.interact(lambda x: print(x), x=(0, 5));
    """,
    """
    handle = display(1, display_id=True)
    handle.update(2)
    """,
)
ASSIGNMENTS = sorted(ROOT.glob("notebooks/coursework/source/*/*.ipynb"))
# What JupyterLab 4.6 wrote: {kind: {"committed": a notebook, what was done before Ctrl+S: the notebook saved}}.
SAVED = json.loads((ROOT / "tests" / "data" / "saved_by_jupyterlab.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory):
    """Run the mixed notebook once, for the tests that only look at it."""
    path = save(tmp_path_factory.mktemp("refresh") / "mixed.ipynb", *MIXED)
    assert refresh(path)
    return path


def figure_png(shift=0, label="0.3386", ticks="02468"):
    """Draw a figure whose mark is moved by some pixels, as base64 PNG."""
    figure, axes = plt.subplots(figsize=(4, 3), dpi=100)
    axes.set_xticks(range(0, 10, 2), list(ticks))
    axes.plot(np.linspace(0, 8), np.sin(np.linspace(0, 8)))
    axes.plot([4], [0.5], "o", transform=axes.transData + ScaledTranslation(shift / 100, 0, figure.dpi_scale_trans))
    axes.text(2, -0.5, label, size=7, color="#595959")
    buffer = io.BytesIO()
    figure.savefig(buffer, dpi=100)
    plt.close(figure)
    return base64.b64encode(buffer.getvalue()).decode()


def jittered(png, levels=8):
    """Redraw a PNG as another machine might: every edge a little lighter or darker."""
    pixels = np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB")).astype(int)
    edges = np.abs(np.diff(pixels, axis=1, prepend=255)) > 0
    noise = np.random.default_rng(0).integers(-levels, levels + 1, pixels.shape)
    buffer = io.BytesIO()
    Image.fromarray((pixels + edges * noise).clip(0, 255).astype("uint8")).save(buffer, "png")
    return base64.b64encode(buffer.getvalue()).decode()


def replace_png(path, change):
    """Put another picture in place of the stored one and return the file's new bytes."""
    notebook = nbformat.read(path, as_version=4)
    data = notebook.cells[1].outputs[0].data
    data["image/png"] = change(data["image/png"])
    path.write_bytes(as_saved(notebook).encode())
    return path.read_bytes()


def test_a_second_run_changes_nothing(refreshed):
    before = refreshed.read_bytes()
    assert not refresh(refreshed)
    assert refreshed.read_bytes() == before


def test_the_file_is_what_jupyterlab_saves(refreshed):
    text = refreshed.read_bytes().decode()
    saved = json.loads(text)
    assert text == json.dumps(saved, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    assert [cell["execution_count"] for cell in saved["cells"]] == [1, 2, 3, 4]
    assert saved["metadata"]["kernelspec"] == {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    }
    assert "widgets" not in saved["metadata"]
    assert saved["cells"][0]["outputs"] == [{"name": "stdout", "output_type": "stream", "text": ["one\n", "two\n"]}]
    assert saved["cells"][3]["outputs"][0]["data"] == {"text/plain": ["2"]}


def test_another_picture_is_stored_and_another_rendering_is_not(refreshed, tmp_path):
    copy = tmp_path / refreshed.name
    copy.write_bytes(refreshed.read_bytes())
    before = replace_png(copy, jittered)
    assert before != refreshed.read_bytes()
    assert not refresh(copy)
    assert copy.read_bytes() == before

    replace_png(copy, lambda _: figure_png())
    assert refresh(copy)
    assert copy.read_bytes() == refreshed.read_bytes()


def test_a_rendering_of_the_same_figure_is_the_same_picture():
    assert same_picture(jittered(figure_png()), figure_png())


@pytest.mark.parametrize(
    "change",
    [{"label": "0.3388"}, {"label": "0,3386"}, {"ticks": "02468"[:-1] + "6"}, {"shift": 1}, {"shift": 3}],
    ids=str,
)
def test_a_changed_figure_is_another_picture(change):
    assert not same_picture(figure_png(**change), figure_png())


def test_a_picture_of_another_size_or_none_at_all_is_another_picture():
    small = io.BytesIO()
    Image.new("RGB", (3, 3)).save(small, "png")
    assert not same_picture(base64.b64encode(small.getvalue()).decode(), figure_png())
    assert not same_picture("bm90IGEgcGljdHVyZQ==", figure_png())


@pytest.mark.parametrize(
    "sources, cell, error",
    [
        (["print(6)", "1 / 0"], "second-cell", "ZeroDivisionError: division by zero"),
        (["import os", "os._exit(1)"], "second-cell", "Kernel died"),
        (
            [
                "import ipywidgets as widgets",
                "slider = widgets.IntSlider(1)\nwidgets.interactive_output(lambda x: print(6 / x), {'x': slider})",
                "slider.value = 0",
            ],
            "third-cell",
            "in a widget: ZeroDivisionError: division by zero",
        ),
    ],
    ids=["error", "dead kernel", "error in a widget"],
)
def test_a_failing_notebook_stays_as_it_was(tmp_path, capsys, sources, cell, error):
    path = save(tmp_path / "failing.ipynb", *sources)
    before = path.read_bytes()
    with pytest.raises(CellFailed):
        refresh(path)
    assert main([str(path)]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1 and lines[0].startswith(f"failing.ipynb: cell {cell}: ") and error in lines[0]
    assert path.read_bytes() == before


def test_an_error_on_purpose_is_stored(tmp_path):
    path = save(tmp_path / "on-purpose.ipynb", "1 / 0", tags=["raises-exception"])
    assert refresh(path)
    assert nbformat.read(path, as_version=4).cells[0].outputs[0].ename == "ZeroDivisionError"


def test_metadata_of_people_and_machines_goes_and_the_rest_stays():
    def cell_and_notebook(version):
        cell = nbformat.v4.new_code_cell("6", id="first-cell")
        cell.metadata.update(
            {"execution": {"iopub.status.busy": "2030"}, "collapsed": True, "scrolled": True, "tags": ["keep"]}
        )
        metadata = {"language_info": {"name": "python", "version": version}, "widgets": {}, "title": "keep"}
        return cell, nbformat.v4.new_notebook(cells=[cell], metadata=metadata)

    cell, notebook = cell_and_notebook("3.14.0")
    tidy(notebook, cell_and_notebook("3.11.7")[1])
    assert cell.metadata == {"tags": ["keep"]}
    assert notebook.metadata.language_info.version == "3.11.7"
    assert notebook.metadata.kernelspec.name == "python3"
    assert notebook.metadata.title == "keep"
    assert "widgets" not in notebook.metadata


def text_of(notebook):
    """Write a notebook as it stands in the file of what JupyterLab saved."""
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def saved_elsewhere(notebook):
    """Change what JupyterLab saved as another machine would, with a newer Python and other edges in the picture."""
    notebook = json.loads(text_of(notebook).replace('"version": "3.11.7"', '"version": "3.14.2"'))
    for output in (output for cell in notebook["cells"] for output in cell.get("outputs", ())):
        if PNG in output.get("data", {}):
            output["data"][PNG] = jittered(output["data"][PNG])
    return notebook


NOISES = [(kind, done) for kind, saved in SAVED.items() for done in saved if done != "committed"]
ELSEWHERE = [(kind, done, "elsewhere") for kind, done in (("lesson", "run again"), ("assignment", "run"))]
NOISES += ELSEWHERE


@pytest.fixture(scope="module")
def brought_back(tmp_path_factory):
    """Commit notebooks, save over them what JupyterLab saved, and refresh them: the folder, and what was saved."""
    if shutil.which("git") is None:
        pytest.skip("no git found: without it a notebook is compared with itself, not with what is committed")
    folder, saved = tmp_path_factory.mktemp("repository"), {}
    for noise in NOISES:
        (folder / file_of(noise)).write_text(text_of(SAVED[noise[0]]["committed"]), encoding="utf-8")
    author = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false"]
    for command in (["init", "-q"], ["add", "."], [*author, "commit", "-q", "-m", "notebooks"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    for noise in NOISES:
        notebook = SAVED[noise[0]][noise[1]]
        saved[noise] = text_of(saved_elsewhere(notebook) if noise in ELSEWHERE else notebook)
        (folder / file_of(noise)).write_text(saved[noise], encoding="utf-8")
    assert main([str(folder / file_of(noise)) for noise in NOISES]) == 0
    return folder, saved


def file_of(noise):
    return "-".join(noise).replace(" ", "-").replace("+", "-") + ".ipynb"


@pytest.mark.parametrize("noise", NOISES, ids=": ".join)
def test_what_jupyterlab_saves_is_brought_back_to_what_is_committed(brought_back, noise):
    folder, saved = brought_back
    committed = text_of(SAVED[noise[0]]["committed"])
    assert saved[noise] != committed
    assert (folder / file_of(noise)).read_text(encoding="utf-8") == committed


@pytest.mark.parametrize("path", ASSIGNMENTS, ids=lambda path: path.stem)
def test_every_assignment_is_stored_as_it_is_brought_back(tmp_path, path):
    copy = tmp_path / "notebooks" / "coursework" / "source" / path.parent.name / path.name
    shutil.copytree(path.parent, copy.parent)
    assert not refresh(copy)


def test_a_changed_output_is_stored_though_another_is_committed(brought_back, tmp_path):
    folder = tmp_path / "changed"
    shutil.copytree(brought_back[0], folder)
    path = folder / file_of(("lesson", "run again"))
    path.write_text(path.read_text(encoding="utf-8").replace("[0, 6]", "[6, 0]"), encoding="utf-8")
    assert refresh(path)
    changed, committed = (
        nbformat.reads(text, 4) for text in (path.read_text(encoding="utf-8"), text_of(SAVED["lesson"]["committed"]))
    )
    pictures = [notebook.cells[2].outputs[0].data[PNG] for notebook in (changed, committed)]
    assert not same_picture(*pictures)
    assert not refresh(path)


def test_only_neighbouring_pieces_of_the_same_stream_are_joined():
    def piece(name, text):
        return nbformat.v4.new_output("stream", name=name, text=text)

    outputs = [piece("stdout", "1"), piece("stdout", "2"), piece("stderr", "3"), piece("stdout", "4")]
    assert [o.text for o in merge_streams(outputs)] == ["12", "3", "4"]
