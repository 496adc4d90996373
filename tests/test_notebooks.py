"""Every lesson is stored as its readers need it: run, tidy, readable and with words beside its pictures."""

import copy
import re
import statistics
import warnings
from urllib.parse import unquote

import nbformat
import pytest

from tests.refresh import KERNELSPEC, ROOT, as_saved, lesson_paths, not_meant, notebook_paths

LESSONS = lesson_paths()
MOST_WORDS, USUAL_WORDS = 120, 45
MOST_LINES, USUAL_LINES = 15, 5
# Measured: 107 characters of code are in sight in a window of 1280 pixels with the file browser open; letters differ.
MOST_CODE, MOST_IMPORT = 95, 100  # ruff wraps an import to one line for each name
MOST_PRINTED = 76  # measured: what fits a window of 800 pixels; a longer line breaks inside its words


READABLE_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
RANDOM_ID = re.compile(r"(?=.*[0-9])[0-9a-f]{8}(-.*)?")
SKIP_TAG = re.compile(r"nbval[-_]|skip", re.IGNORECASE)
SKIP_COMMENT = re.compile(r"^\s*#+\s*(NBVAL_|PYTEST_VALIDATE_)\w+", re.MULTILINE)
MACHINE = re.compile(
    r"""/(?:home|Users|root|tmp|work|private|mnt|opt|content)/\w
      | /var/folders/
      | \b[A-Za-z]:\\{1,2}(?:Users|Windows|Temp|hostedtoolcache)
      | \bsite-packages\b
      | \b0x[0-9a-fA-F]{5,}""",
    re.VERBOSE,
)
LINK = re.compile(
    r"""\]\(\s*<?([^)\s>]+)>?[^)]*\)|(?:href|src)\s*=\s*["']([^"']+)["']|^\[[^\]]+\]:\s*(\S+)""", re.MULTILINE
)


def problems(notebook, folder):
    """List what is wrong with a stored notebook, each in one line that begins with the cell's id."""
    return [*of_the_file(notebook), *of_the_ids(notebook), *of_the_order(notebook)] + [
        f"{cell.id}: {problem}"
        for cell in notebook.cells
        for check in (of_the_size, of_the_tags, of_the_machine, of_the_outputs, of_the_links)
        for problem in check(cell, folder)
    ]


def of_the_file(notebook):
    """Yield what a front end would trip over."""
    if (notebook.nbformat, notebook.nbformat_minor) != (4, 5):
        yield f"file: format {notebook.nbformat}.{notebook.nbformat_minor}, not 4.5"
    if notebook.metadata.get("kernelspec") != KERNELSPEC:
        yield "file: kernel is not the standard python3"
    if "widgets" in notebook.metadata:
        yield "file: widget state is stored"


def of_the_ids(notebook):
    """Yield ids that are missing, random or taken."""
    ids = [cell.get("id", "") for cell in notebook.cells]
    for name in ids:
        if not READABLE_ID.fullmatch(name) or RANDOM_ID.fullmatch(name):
            yield f"{name}: the id is not made of lower-case words and hyphens; write such a one into the file"
        elif ids.count(name) > 1:
            yield f"{name}: the id is used more than once"


def of_the_order(notebook):
    """Yield code cells that did not run in order from the top."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(code, start=1):
        if cell.execution_count != number:
            yield f"{cell.id}: execution count {cell.execution_count}, not {number}"


def of_the_size(cell, _):
    """Yield what makes a cell longer than a reader takes in at once."""
    if cell.cell_type == "code" and lines(cell) > MOST_LINES:
        yield f"{lines(cell)} lines of code, at most {MOST_LINES}"
    if cell.cell_type == "markdown" and words(cell) > MOST_WORDS:
        yield f"{words(cell)} words, at most {MOST_WORDS}"
    for line in cell.source.splitlines() if cell.cell_type == "code" else ():
        most = MOST_IMPORT if line.startswith("from ") else MOST_CODE
        if len(line) > most:
            yield f"{len(line)} characters in a line of code, at most {most}: {line}"


def of_the_tags(cell, _):
    """Yield marks that would keep the tests from comparing a cell."""
    for tag in cell.metadata.get("tags", []):
        if SKIP_TAG.search(tag):
            yield f"tag {tag} keeps it from being tested"
    if cell.cell_type == "code" and SKIP_COMMENT.search(cell.source):
        yield "a comment keeps it from being tested"
    for key in not_meant(cell.metadata):
        yield f"metadata {key} is stored"


def of_the_machine(cell, _):
    """Yield paths and addresses of the machine the notebook ran on."""
    for text in (cell.source, *texts(cell)):
        for found in MACHINE.findall(text):
            yield f"machine path or address {found}"


def of_the_outputs(cell, _):
    """Yield errors nobody meant to show and pictures without words."""
    on_purpose = "raises-exception" in cell.metadata.get("tags", [])
    for output in cell.get("outputs", []):
        if output.output_type == "error" and not on_purpose:
            yield f"error output {output.ename}"
        if output.output_type == "stream" and output.name == "stderr":
            yield "output on stderr"
        for line in printed(output).splitlines():
            if len(line) > MOST_PRINTED:
                yield f"{len(line)} characters in a printed line, at most {MOST_PRINTED}: {line}"
        data = output.get("data", {})
        if "image/png" in data and not is_sentence(data.get("text/plain", "")):
            yield "a picture without a sentence beside it"


def of_the_links(cell, folder):
    """Yield links to files that do not exist."""
    if cell.cell_type != "markdown":
        return
    for target in ("".join(groups) for groups in LINK.findall(without_code(cell.source))):
        if target.startswith("attachment:"):
            exists = target.removeprefix("attachment:") in cell.get("attachments", {})
        elif re.match(r"[a-z][a-z0-9+.-]*:|//|#", target):
            continue
        else:
            exists = (folder / unquote(re.split("[?#]", target)[0])).exists()
        if not exists:
            yield f"link to {target}, which does not exist"


def printed(output):
    """Return what is shown letter by letter: a text beside a picture or a widget is not."""
    if output.output_type == "stream":
        return output.text
    data = output.get("data", {})
    return data["text/plain"] if list(data) == ["text/plain"] else ""


def texts(cell):
    """Yield the text of every output; pictures in base64 hold any sequence of letters by chance."""
    for output in cell.get("outputs", []):
        yield output.get("text", "")
        yield "\n".join(output.get("traceback", []))
        for kind, value in output.get("data", {}).items():
            if kind not in ("image/png", "image/jpeg"):
                yield value if isinstance(value, str) else repr(value)


def is_sentence(text):
    """Tell whether a text equivalent is words for a reader and not a repr."""
    return not text.startswith("<") and text.rstrip().endswith(".") and len(re.findall(r"\w+", text)) >= 5


def without_code(markdown):
    """Remove code from prose, as brackets in it are no links and words in it are not read as prose."""
    return re.sub(r"(?s)```.*?```|`[^`\n]*`", " code ", markdown)


def words(cell):
    """Count the words a reader reads: a formula is one, markup and the targets of links are none."""
    prose = re.sub(r"(?s)\$\$.*?\$\$|\$[^$\n]+\$", " formula ", without_code(cell.source))
    prose = re.sub(r"<[^>]+>|\]\([^)]*\)", " ", prose)
    return len(re.findall(r"\w+(?:['’.,-]\w+)*", prose))


def lines(cell):
    """Count the lines of a code cell."""
    return len(cell.source.splitlines())


@pytest.mark.parametrize("path", notebook_paths(), ids=lambda p: p.stem)
def test_lesson_is_stored_well(path):
    text = path.read_bytes().decode()
    notebook = nbformat.reads(text, as_version=nbformat.NO_CONVERT)
    assert problems(notebook, path.parent) == []
    nbformat.validate(notebook)
    assert text == as_saved(notebook), "not written as JupyterLab writes; run tests/refresh.py"


@pytest.mark.parametrize("path", LESSONS, ids=lambda p: p.stem)
def test_lesson_warns_when_its_cells_are_long(path):
    notebook = nbformat.read(path, as_version=4)
    prose = [words(cell) for cell in notebook.cells if cell.cell_type == "markdown"]
    code = [lines(cell) for cell in notebook.cells if cell.cell_type == "code"]
    if statistics.median(prose) > USUAL_WORDS:
        warnings.warn(f"{path.name}: half of the prose cells have over {USUAL_WORDS} words", stacklevel=1)
    if statistics.median(code) > USUAL_LINES:
        warnings.warn(f"{path.name}: half of the code cells have over {USUAL_LINES} lines", stacklevel=1)


def good_notebook():
    """Make a notebook without a problem, for the tests below to break."""
    v4 = nbformat.v4
    picture = {"image/png": "iVBOR0x123456/tmp/a", "text/plain": "The curve falls from 6 to 5."}
    outputs = [v4.new_output("display_data", data=picture), v4.new_output("stream", name="stdout", text="6\n")]
    cells = [
        v4.new_markdown_cell("Read [the licence](../LICENSE), [this](#here) and $a$ `[b](c)`.", id="what-you-do"),
        v4.new_code_cell("print(6)", id="print-6", execution_count=1, outputs=outputs),
        v4.new_code_cell("1 / 0", id="w2to4", execution_count=2, metadata={"tags": ["raises-exception"]}),
    ]
    cells[2].outputs = [v4.new_output("error", ename="ZeroDivisionError", evalue="division by zero", traceback=[])]
    return v4.new_notebook(cells=cells, metadata={"kernelspec": dict(KERNELSPEC)})


def test_a_good_notebook_has_no_problem():
    assert problems(good_notebook(), ROOT / "tests") == []
    nbformat.validate(good_notebook())


@pytest.mark.parametrize(
    "source, printed",
    [("a" * 95, "−" * 76), ("from a import " + "a" * 86, "6")],
    ids=["longest", "import"],
)
def test_lines_as_long_as_they_may_be_are_no_problem(source, printed):
    notebook = good_notebook()
    notebook.cells[1].source, notebook.cells[1].outputs[1].text = source, f"6\n{printed}\n"
    assert problems(notebook, ROOT / "tests") == []


def set_source(cell, source):
    """Return a change that gives a cell another source."""
    return lambda notebook: notebook.cells[cell].update(source=source)


def add_output(kind, **content):
    """Return a change that adds an output to the first code cell."""
    return lambda notebook: notebook.cells[1].outputs.append(nbformat.v4.new_output(kind, **content))


def set_text(text):
    """Return a change of the words beside the picture."""
    return lambda notebook: notebook.cells[1].outputs[0].data.update({"text/plain": text})


@pytest.mark.parametrize(
    "problem, change",
    [
        ("file: format 4.4", lambda n: n.update(nbformat_minor=4)),
        ("file: kernel", lambda n: n.metadata.kernelspec.update(display_name="my kernel")),
        ("file: widget state", lambda n: n.metadata.update(widgets={})),
        ("1f00aa9c: the id", lambda n: n.cells[1].update(id="1f00aa9c")),
        ("af00aa9c: the id", lambda n: n.cells[1].update(id="af00aa9c")),
        ("Print_6: the id", lambda n: n.cells[1].update(id="Print_6")),
        ("w2to4: the id is used", lambda n: n.cells[0].update(id="w2to4")),
        ("print-6: execution count 2", lambda n: n.cells[1].update(execution_count=2)),
        ("print-6: execution count None", lambda n: n.cells[1].update(execution_count=None)),
        ("print-6: 16 lines", set_source(1, "a\n" * 16)),
        ("what-you-do: 121 words", set_source(0, "word " * 121)),
        ("print-6: 96 characters in a line of code", set_source(1, "print(6)\n" + "a" * 96)),
        ("print-6: 101 characters in a line of code", set_source(1, "from a import " + "a" * 87)),
        ("print-6: 77 characters in a printed line", add_output("stream", name="stdout", text="6\n" + "−" * 77)),
        ("print-6: 77 characters in a printed line", add_output("execute_result", data={"text/plain": "6" * 77})),
        ("print-6: tag nbval-skip", lambda n: n.cells[1].metadata.update(tags=["nbval-skip"])),
        ("print-6: tag nbval-ignore-output", lambda n: n.cells[1].metadata.update(tags=["nbval-ignore-output"])),
        ("print-6: a comment", set_source(1, "# NBVAL_IGNORE_OUTPUT\nprint(6)")),
        ("print-6: metadata scrolled", lambda n: n.cells[1].metadata.update(scrolled=True)),
        ("print-6: metadata editable", lambda n: n.cells[1].metadata.update(editable=True)),
        ("print-6: machine path", set_source(1, 'open("/home/me/data")')),
        ("print-6: machine path", set_source(1, r'open("C:\\Users\\me")')),
        ("print-6: machine path", add_output("stream", name="stdout", text="<object at 0x7f123456>")),
        ("print-6: error output", add_output("error", ename="E", evalue="", traceback=[])),
        ("print-6: output on stderr", add_output("stream", name="stderr", text="overflow")),
        ("print-6: a picture", set_text("<Figure size 640x480 with 1 Axes>")),
        ("print-6: a picture", set_text("")),
        ("what-you-do: link to ../LICENCE", set_source(0, "[licence](../LICENCE#mit)")),
        ("what-you-do: link to no.png", set_source(0, '<img alt="a" src="no.png">')),
        ("what-you-do: link to attachment:no.png", set_source(0, "![a](attachment:no.png)")),
    ],
)
def test_each_problem_is_found(problem, change):
    notebook = copy.deepcopy(good_notebook())
    change(notebook)
    found = problems(notebook, ROOT / "tests")
    assert found and all(line.startswith(problem.split(":")[0]) for line in found)
    assert any(line.startswith(problem) for line in found)
