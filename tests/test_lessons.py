"""What the lessons say: every number in the prose is computed, every solution runs, every figure is there."""

import doctest
import math
import re
from functools import cache
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
LESSONS = sorted(NOTEBOOKS.glob("*.ipynb"))

DECIMAL = re.compile(r"(?<![\w.,])-?\d+\.\d+(?:e[-+]?\d+)?(?![\d.]*\d)")
POWER_OF_TEN = re.compile(r"\s*(?:×|·|\\times|\\cdot)\s*10(?:\^\{?\s*(-?\d+)\s*\}?|([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))")
SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
FENCE = re.compile(r"```.*?```", re.DOTALL)


@cache
def read(path):
    return nbformat.read(path, as_version=4)


def plain(text):
    """Write every number one way: a hyphen for minus, and 1.13e-07 for 1.13 × 10⁻⁷."""

    def exponent(match):
        return f"e{int(match[1] or match[2].translate(SUPERSCRIPTS)):+03d}"

    return POWER_OF_TEN.sub(exponent, text.replace("−", "-").replace("{,}", ""))


def computed_text(notebook):
    """Return what the code of a notebook says and prints, the solutions of its exercises included."""
    texts = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            texts += FENCE.findall(cell.source)
            continue
        texts.append(cell.source)
        for output in cell.outputs:
            texts.append(output.get("text", ""))
            texts += [output.get("data", {}).get(kind, "") for kind in ("text/plain", "image/svg+xml")]
    return plain("\n".join(texts))


def prose_numbers(source):
    """Return the decimal numbers in a cell of prose, code fences and links left out."""
    prose = re.sub(r"\]\([^)]*\)", "]", FENCE.sub("", source))
    return DECIMAL.findall(plain(prose))


def unguarded(notebook):
    computed = computed_text(notebook)
    missing = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for number in prose_numbers(cell.source):
                if not re.search(rf"(?<![\d.]){re.escape(number.lstrip('-'))}(?!\d|e[-+]\d|\.\d)", computed):
                    missing.append((cell.id, number))
    return missing


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_every_number_in_the_prose_is_computed(path):
    assert unguarded(read(path)) == []


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_changed_number_in_the_prose_is_found(path):
    notebook = nbformat.from_dict(read(path))
    changed = 0
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for number in sorted(set(prose_numbers(cell.source)), key=len):
                odd = nbformat.v4.new_markdown_cell(f"The result is {number}137.", id="odd")
                altered = nbformat.from_dict({**notebook, "cells": [*notebook.cells, odd]})
                assert ("odd", f"{number}137") in unguarded(altered) or "e" in number
                changed += 1
                break
        if changed == 3:
            return


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_solutions_run(path):
    notebook, namespace = read(path), {}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, f"{path.name}:{cell.id}", "exec"), namespace)
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    report = []
    for cell in notebook.cells:
        for fence in FENCE.findall(cell.source) if cell.cell_type == "markdown" else ():
            session = fence.strip("`").removeprefix("python")
            if ">>>" in session:
                test = doctest.DocTestParser().get_doctest(session, dict(namespace), cell.id, path.name, 0)
                runner.run(test, out=report.append, clear_globs=False)
    assert not runner.summarize(verbose=False).failed, "".join(report)
    if path.stem[:2] != "00":
        assert runner.tries >= 2, "a lesson has at least two exercises with a solution that runs"


# The figures of the documents, each in the lesson where the learner meets it.
FIGURES = {
    "01": ["30.04698146865633", "29.970177554213326", "30.1101", "29.8901", "0.4167", "0.5833"],
    "02": ["30.612999999999996", "30.613", "30.616035999999998", "0.61", "-29.396"],
    "03": ["2"],
    "04": ["-7", "-6.0114", "0.952574", "0.9563"],
    "05": ["-6", "16", "0.999999887465", "1.1253514939e-07", "-6.75210896e-07", "-5.99999932479", "-18.000000225"],
    "06": ["-0.06343", "-1.753e-07", "-0.00666", "-4.179e-08", "23"],
}


@pytest.mark.parametrize("number, figures", FIGURES.items(), ids=FIGURES)
def test_the_figures_of_the_documents_are_shown(number, figures):
    (path,) = NOTEBOOKS.glob(f"{number}-*.ipynb")
    computed = computed_text(read(path))
    found = [float(text) for text in re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?(?:e[-+]\d+)?", computed)]
    for figure in figures:
        digits = len(figure.split("e")[0].lstrip("-0.").replace(".", ""))
        tolerance = 0.6 * 10.0 ** (math.floor(math.log10(abs(float(figure)))) - digits + 1)
        assert any(abs(value - float(figure)) <= tolerance for value in found), figure
