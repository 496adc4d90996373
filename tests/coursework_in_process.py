"""Score a submission without nbgrader and without a kernel: quick, for submissions that are no danger."""

import contextlib
import io
import re
from copy import deepcopy

import nbformat

from helpers.coursework.grading import assignment_module, check, results_of, verdict_on
from helpers.coursework.numbers import hidden_numbers
from helpers.coursework.plain import plain
from tests.refresh import ROOT


def source(assignment):
    """Return the source notebook of an assignment."""
    return nbformat.read(ROOT / "notebooks" / "coursework" / "source" / assignment / f"{assignment}.ipynb", 4)


def released(notebook):
    """Return the notebook without solutions and hidden tests."""
    notebook = deepcopy(notebook)
    for cell in notebook.cells:
        cell.source = re.sub(r"### BEGIN SOLUTION.*?### END SOLUTION", "# your work here", cell.source, flags=re.DOTALL)
        cell.source = re.sub(r"\n*### BEGIN HIDDEN.*?END HIDDEN TESTS", "", cell.source, flags=re.DOTALL)
    return notebook


def scores(assignment, student, notebook):
    """Return {question: (points, feedback of grading, feedback in the notebook)} of a submission by `student`."""
    found, names = {}, {}

    def handed_over(question, typed, **answers):
        asked = assignment_module(assignment).QUESTIONS[question]
        results = results_of(asked, hidden_numbers(assignment, student), answers)
        data = {"answers": {name: plain(value) for name, value in answers.items()}, "results": plain(results)}
        verdict = verdict_on(question, student, data)
        shown = check(question, typed, **answers)
        found[question] = (round(asked.points * verdict.share, 2), verdict.feedback, shown)

    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        if cell.metadata.get("nbgrader", {}).get("grade", False):
            found[cell.metadata["nbgrader"]["grade_id"]] = (0, None, None)
            names["check"] = handed_over
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(cell.source, names)
        except Exception:  # as in a notebook, where the next cell runs all the same
            continue
    return found
