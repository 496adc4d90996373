"""Every link leads somewhere: to a file, to a heading in it, or to the line where what it names is defined."""

import re
from urllib.parse import unquote

import nbformat
import pytest

from tests.prose import markdown_files
from tests.refresh import ROOT, notebook_paths

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
    """List what is wrong with a link to a line, `#line=12`, counted from 0 as JupyterLab does."""
    number, name = re.fullmatch(r"line=(\d+)", place), text.strip("`").split(".")[-1].removesuffix("()")
    lines = file.read_text(encoding="utf-8").splitlines()
    defined = [
        at for at, line in enumerate(lines) if re.match(rf"\s*(?:def|class) {re.escape(name)}\b|{name}\b.*=", line)
    ]
    if number is None:
        return [f"{target}: a line is named line=12"]
    if int(number[1]) not in defined:
        return [f"{target}: {name} is defined at {', '.join(f'line={at}' for at in defined) or 'no line'}"]
    return []


@pytest.mark.parametrize("name", SOURCES)
def test_every_link_leads_somewhere(name):
    assert wrong_links(SOURCES[name], markdown_of(SOURCES[name])) == []


@pytest.mark.parametrize(
    "link, reason",
    {
        "[a](nowhere.md)": "no such file",
        "[a](README.md#nowhere)": "no such heading",
        "[a](notebooks/glossary.ipynb#Node)": "no such heading",
        "[`backward`](helpers/graph.py#line=1)": "backward is defined at line=",
        "[`nothing`](helpers/graph.py#line=1)": "no line",
    }.items(),
)
def test_a_wrong_link_is_noticed(link, reason):
    (problem,) = wrong_links(ROOT / "README.md", link)
    assert reason in problem


def test_right_links_are_not_blamed():
    text = "[a](README.md#start) [b](notebooks/glossary.ipynb#node) [c](https://example.org/nowhere#x) [d](#test)"
    assert wrong_links(ROOT / "README.md", text) == []


def test_every_lesson_leads_to_the_next_and_to_the_glossary():
    lessons = [path for path in notebook_paths() if path.name[0].isdigit()]
    for path, following in zip(lessons, [*lessons[1:], None]):
        targets = [target.partition("#")[0] for _, target in LINK.findall(markdown_of(path))]
        assert "glossary.ipynb" in targets, f"{path.name} does not link to the glossary"
        assert following is None or following.name in targets, f"{path.name} does not link to {following.name}"
