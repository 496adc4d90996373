"""`tests/refresh.py` stores what changed, all that changed and nothing else."""

import base64
import io
import json

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from matplotlib.transforms import ScaledTranslation
from PIL import Image

from tests.made_up import save
from tests.refresh import CellFailed, as_saved, main, merge_streams, refresh, same_picture, tidy

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


def test_only_neighbouring_pieces_of_the_same_stream_are_joined():
    def piece(name, text):
        return nbformat.v4.new_output("stream", name=name, text=text)

    outputs = [piece("stdout", "1"), piece("stdout", "2"), piece("stderr", "3"), piece("stdout", "4")]
    assert [o.text for o in merge_streams(outputs)] == ["12", "3", "4"]
