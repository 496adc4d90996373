"""Run notebooks and store what they show, with no more of a diff than the change deserves.

    python tests/refresh.py [notebook ...]

Without arguments every lesson is run. A second run changes nothing. A notebook in which a cell fails stays as it was.
An assignment is stored without outputs, and is not run.
"""

import asyncio
import subprocess
import sys
from pathlib import Path

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.output_widget import OutputWidget
from nbval.kernel import CURRENT_ENV_KERNEL_NAME, NbvalKernelspecManager
from traitlets import default

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # this file is also run by its path

from tests.same_picture import same_picture  # noqa: E402
from tests.source_links import relinked  # noqa: E402

NOTEBOOKS = ROOT / "notebooks"
AT_ONCE = 2
SECONDS_A_CELL = 120

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
# What a front end notes about the last person who looked at a cell.
PERSONAL_METADATA = (
    "ExecuteTime",
    "collapsed",
    "execution",
    "jp-MarkdownHeadingCollapsed",
    "jupyter",
    "scrolled",
    "trusted",
)
# What JupyterLab leaves of a choice that was made and taken back.
NO_CHOICE = {"deletable": True, "editable": True, "slideshow": {"slide_type": ""}, "tags": []}

PNG = "image/png"
WIDGET = "application/vnd.jupyter.widget-view+json"


class CellFailed(Exception):
    """A cell raised, ran too long or lost its kernel; the message is one line that names it."""


class OwnKernelManager(AsyncKernelManager):
    """Starts the kernel of this very environment, as the tests do, whatever kernels the machine has."""

    @default("kernel_spec_manager")
    def _own_environment(self):
        return NbvalKernelspecManager(parent=self)


class SilentOutput(OutputWidget):
    """Captures what an Output widget shows without telling the kernel.

    nbclient answers the kernel while it waits for the cell to end; measured, one time in ten it then misses
    the end and waits for the whole timeout.
    """

    def send(self, *_, **__):
        """Send nothing, as in the tests, where no front end answers either."""


def notebook_paths():
    """List every notebook; coursework is unfinished on purpose and belongs to nbgrader."""
    left_out = {"coursework", ".ipynb_checkpoints"}
    return sorted(p for p in NOTEBOOKS.rglob("*.ipynb") if not left_out & set(p.relative_to(NOTEBOOKS).parts))


def lesson_paths():
    """List the lessons, whose names begin with their number."""
    return [path for path in notebook_paths() if path.name[0].isdigit()]


def as_saved(notebook):
    """Return the text that JupyterLab would write to disk."""
    return nbformat.writes(notebook, version=nbformat.NO_CONVERT).rstrip("\n") + "\n"


def refresh(path):
    """Run one notebook and store its outputs; return whether the file changed."""
    return asyncio.run(refresh_async(Path(path)))


async def refresh_async(path):
    """Run one notebook and store its outputs, leaving the caller free to run another.

    Links to lines of the helpers are set to where things stand now.
    """
    before = path.read_bytes()
    notebook, found = (nbformat.reads(before.decode(), as_version=4) for _ in range(2))
    drop_empty_end(notebook)
    if is_assignment(notebook):
        tidy(notebook, found)
        clear(notebook)
    else:
        await execute(notebook, path)
        for stored in (found, committed(path) or found):
            tidy(notebook, stored)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = relinked(cell.source, path.resolve().parent)
    nbformat.validate(notebook)
    after = as_saved(notebook).encode()
    if after == before:
        return False
    path.write_bytes(after)
    return True


def committed(path):
    """Return a notebook as git has it, or None: a front end has stored names and pictures of its own since."""
    command = ["git", "show", f"HEAD:./{path.name}"]
    try:
        text = subprocess.run(command, cwd=path.resolve().parent, capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):  # no git, or a notebook it does not know
        return None
    return nbformat.reads(text.decode(), as_version=4)


def is_assignment(notebook):
    """Tell whether nbgrader has marked a cell."""
    return any("nbgrader" in cell.metadata for cell in notebook.cells)


def drop_empty_end(notebook):
    """Remove the empty cells that Shift+Enter in the last cell adds."""
    while notebook.cells and not (notebook.cells[-1].source.strip() or "nbgrader" in notebook.cells[-1].metadata):
        notebook.cells.pop()


def clear(notebook):
    """Leave no sign that a notebook was run."""
    notebook.metadata.language_info = nbformat.from_dict({"name": KERNELSPEC["language"]})
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None


async def execute(notebook, path):
    """Run all cells in a fresh kernel whose working directory is the notebook's folder."""
    running = None

    def note(cell, **_):
        nonlocal running
        running = cell

    def raise_captured(**_):
        # An error in a widget's callback lands in its Output widget, where nbclient lets it pass.
        for state in client.widget_state.values():
            for output in state.get("outputs", ()):
                if output["output_type"] == "error":
                    raise RuntimeError(f"in a widget: {output['ename']}: {output['evalue']}")

    client = NotebookClient(
        notebook,
        timeout=SECONDS_A_CELL,
        kernel_manager_class=OwnKernelManager,
        kernel_name=CURRENT_ENV_KERNEL_NAME,
        resources={"metadata": {"path": str(path.resolve().parent)}},
        record_timing=False,
        on_cell_start=note,
        on_cell_executed=raise_captured,
    )
    client.widget_registry["@jupyter-widgets/output"]["OutputModel"] = SilentOutput
    try:
        # The kernel's own stderr holds only its warnings about the connection.
        await client.async_execute(stderr=subprocess.DEVNULL)
    except Exception as error:
        if running is None:
            raise
        raise CellFailed(f"{path.name}: cell {running.id}: {summary(running, error)}") from error


def summary(cell, error):
    """Say in one line what went wrong in a cell."""
    for output in cell.outputs:
        if output.output_type == "error":
            return " ".join(f"{output.ename}: {output.evalue}".split())
    return " ".join(f"{type(error).__name__}: {error}".split())


def tidy(notebook, stored):
    """Remove what differs from person to person and from machine to machine."""
    tidy_metadata(notebook.metadata, stored.metadata)
    stored_cells = {cell.id: cell for cell in stored.cells if cell.cell_type == "code"}
    for cell in notebook.cells:
        for key in not_meant(cell.metadata):
            del cell.metadata[key]
        if cell.cell_type == "code":
            cell.outputs = merge_streams(cell.outputs)
            if cell.id in stored_cells:
                keep_stored(cell.outputs, stored_cells[cell.id].outputs)


def not_meant(metadata):
    """Return the keys of a cell's metadata that nobody chose."""
    return [key for key in metadata if key in PERSONAL_METADATA or metadata[key] == NO_CHOICE.get(key, ...)]


def tidy_metadata(metadata, stored):
    """Name the standard kernel and keep the stored Python version, so that another one makes no diff."""
    metadata.kernelspec = nbformat.from_dict(KERNELSPEC)
    metadata.pop("widgets", None)  # GitHub refuses to show a notebook whose widget state it cannot read
    version = stored.get("language_info", {}).get("version")
    if version:
        metadata.language_info.version = version


def merge_streams(outputs):
    """Join neighbouring pieces of a stream, which a kernel cuts at moments that differ from run to run."""
    merged = []
    for output in outputs:
        last = merged[-1] if merged else None
        if last and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            merged.append(output)
    return merged


def keep_stored(outputs, stored):
    """Take the stored PNG wherever the new one shows the same, and the stored name of a widget."""
    for new, old in zip((o.get("data", {}) for o in outputs), (o.get("data", {}) for o in stored), strict=False):
        if PNG in new and PNG in old and same_picture(new[PNG], old[PNG]):
            new[PNG] = old[PNG]
        if WIDGET in new and WIDGET in old:
            new[WIDGET] = old[WIDGET]  # random, and of no meaning once its kernel is gone


async def refresh_all(paths):
    """Refresh notebooks, a few at a time, and return the messages of those that failed."""
    turn = asyncio.Semaphore(AT_ONCE)

    async def one(path):
        async with turn:
            try:
                changed = await refresh_async(path)
            except CellFailed as failure:
                return str(failure)
        print(f"{path.name}: {'changed' if changed else 'as stored'}", flush=True)

    return [failure for failure in await asyncio.gather(*map(one, paths)) if failure]


def main(arguments):
    """Refresh the notebooks named, or all lessons; return the exit code."""
    unknown = [name for name in arguments if not Path(name).is_file()]
    if unknown:
        print(
            f"there is no notebook {unknown[0]}; give its path, such as notebooks/00-start-here.ipynb", file=sys.stderr
        )
        return 1
    failures = asyncio.run(refresh_all([Path(name) for name in arguments] or notebook_paths()))
    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
