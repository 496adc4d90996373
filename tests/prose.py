"""The prose of the project: what people read in lessons, pages, docstrings, comments and messages."""

import ast
import io
import re
import tokenize
from functools import cache

import nbformat

from tests.refresh import ROOT

CODE = re.compile(r"(?ms)^```.*?^```|`[^`\n]*`|\$\$.*?\$\$|\$[^$\n]+\$|<!--.*?-->|<[^>\n]+>")
FOLDERS_OF_NBGRADER = {"release", "submitted", "autograded", "feedback"}  # what students and nbgrader leave there
TARGET = re.compile(r"\]\([^)]*\)|^\[[^\]]+\]:.*$|https?://\S+", re.MULTILINE)


@cache
def pages():
    """Return {path: prose} of every lesson, page and module that is under version control or about to be."""
    found = {}
    for path in [*sorted(ROOT.glob("notebooks/**/*.ipynb")), *markdown_files(), *sorted(ROOT.glob("helpers/**/*.py"))]:
        if ".ipynb_checkpoints" in path.parts or FOLDERS_OF_NBGRADER & set(path.parts):
            continue
        read = {".ipynb": of_notebook, ".md": of_markdown, ".py": of_python}[path.suffix]
        found[path.relative_to(ROOT).as_posix()] = read(path.read_text(encoding="utf-8"))
    return found


def markdown_files():
    """Return the pages written in Markdown."""
    hidden = [*ROOT.glob(".github/**/*.md")]
    return sorted([*ROOT.glob("*.md"), *ROOT.glob("notebooks/**/*.md"), *ROOT.glob("helpers/**/*.md"), *hidden])


def of_markdown(text):
    """Return Markdown without its code, formulas, addresses and tags."""
    return TARGET.sub(" ", CODE.sub(" ", text))


def of_notebook(text):
    """Return the Markdown cells of a notebook, and the comments and docstrings of its code."""
    cells = nbformat.reads(text, as_version=4).cells
    read = {"markdown": of_markdown, "code": of_cell, "raw": of_markdown}
    return "\n\n".join(read[cell.cell_type](cell.source) for cell in cells)


def of_cell(source):
    """Return the comments of a code cell; what is no Python, such as a magic command, has none."""
    try:
        return of_python(source)
    except (SyntaxError, tokenize.TokenError):
        return ""


def of_python(source):
    """Return the comments and docstrings of a module."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = [token.string.lstrip("# ") for token in tokens if token.type == tokenize.COMMENT]
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, documented)]
    return "\n".join([*comments, *(ast.get_docstring(node) or "" for node in nodes)])
