"""Every link leads somewhere: to a file, to a heading in it, or to the line where what it names is defined."""

import re
from urllib.parse import unquote

import nbformat
import pytest

from tests.prose import markdown_files
from tests.refresh import ROOT, notebook_paths
from tests.source_links import line_of, relinked

LINK = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\(\s*<?([^)\s>]+)>?\s*\)")
HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
COURSEWORK = sorted(ROOT.glob("notebooks/coursework/source/*/*.ipynb"))
SOURCES = {path.relative_to(ROOT).as_posix(): path for path in [*notebook_paths(), *COURSEWORK, *markdown_files()]}


def markdown_of(path):
    """Return the Markdown of a notebook or a page, without its blocks of code."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        cells = nbformat.reads(text, as_version=4).cells
        text = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return re.sub(r"(?ms)^```.*?^```", "", text)


def anchors_of(path):
    """Return the places in a file that a link may name: as JupyterLab calls them in a notebook, GitHub in a page."""
    plain = [re.sub(r"[`*]", "", heading) for heading in HEADING.findall(markdown_of(path))]
    if path.suffix == ".ipynb":
        return {heading.replace(" ", "-") for heading in plain}
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in plain}


def wrong_links(path, markdown):
    """List the links of a page or notebook that lead nowhere, each with the reason."""
    found = []
    for text, target in LINK.findall(markdown):
        if re.match(r"[a-z][a-z0-9+.-]*:", target):
            continue  # another site
        file, _, place = unquote(target).partition("#")
        to = (path.parent / file).resolve() if file else path
        if not to.exists():
            found.append(f"{target}: there is no such file")
        elif place and to.suffix in (".ipynb", ".md"):
            if place not in anchors_of(to):
                found.append(f"{target}: there is no such heading")
        elif place:
            found += wrong_line(to, place, text, target)
    return found


def wrong_line(file, place, text, target):
    """List what is wrong with a link to a line, `#line=12`."""
    number, line = re.fullmatch(r"line=(\d+)", place), line_of(text.strip("`"), file)
    if number is None:
        return [f"{target}: a line is named line=12"]
    if line is None:
        return [f"{target}: {text} is not defined there"]
    return [] if int(number[1]) == line else [f"{target}: {text} is defined at line={line}; run tests/refresh.py"]


@pytest.mark.parametrize("name", SOURCES)
def test_every_link_leads_somewhere(name):
    assert wrong_links(SOURCES[name], markdown_of(SOURCES[name])) == []


@pytest.mark.parametrize(
    "link, reason",
    {
        "[a](nowhere.md)": "no such file",
        "[a](README.md#nowhere)": "no such heading",
        "[a](notebooks/glossary.ipynb#Node)": "no such heading",
        "[`Node.backward`](helpers/graph.py#line=1)": "is defined at line=",
        "[`nothing`](helpers/graph.py#line=1)": "not defined there",
        "[`Node`](helpers/graph.py#L1)": "a line is named",
    }.items(),
)
def test_a_wrong_link_is_noticed(link, reason):
    (problem,) = wrong_links(ROOT / "README.md", link)
    assert reason in problem


def test_a_link_follows_a_definition_that_moves(tmp_path):
    (tmp_path / "module.py").write_text("import math\n\n\nclass A:\n    def b(self):\n        pass\n\n\nc, d = 1, 2\n")
    text = "[`A.b`](module.py#line=0), [`d`](module.py#line=0), [`e`](module.py#line=7), [`A`](gone.py#line=7)"
    moved = "[`A.b`](module.py#line=4), [`d`](module.py#line=8), [`e`](module.py#line=7), [`A`](gone.py#line=7)"
    assert relinked(text, tmp_path) == moved


def test_right_links_are_not_blamed():
    text = "[a](README.md#start) [b](notebooks/glossary.ipynb#node) [c](https://example.org/nowhere#x) [d](#test)"
    assert wrong_links(ROOT / "README.md", text) == []


def test_every_lesson_leads_to_the_next_and_to_the_glossary():
    lessons = [path for path in notebook_paths() if path.name[0].isdigit()]
    for path, following in zip(lessons, [*lessons[1:], None]):
        targets = [target.partition("#")[0] for _, target in LINK.findall(markdown_of(path))]
        assert "glossary.ipynb" in targets, f"{path.name} does not link to the glossary"
        assert following is None or following.name in targets, f"{path.name} does not link to {following.name}"
