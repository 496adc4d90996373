"""Small notebooks that the tests of the tests write into a temporary folder."""

import textwrap

import nbformat
from nbformat import v4

NAMES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def notebook(*sources, tags=()):
    """Make a notebook of code cells named first-cell, second-cell and so on, not yet run."""
    cells = [
        v4.new_code_cell(textwrap.dedent(source).strip(), id=f"{name}-cell", metadata={"tags": [*tags]} if tags else {})
        for name, source in zip(NAMES[: len(sources)], sources, strict=True)
    ]
    return v4.new_notebook(cells=cells)


def save(path, *sources, **options):
    """Write a made-up notebook and return its path."""
    nbformat.write(notebook(*sources, **options), path)
    return path
