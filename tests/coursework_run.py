"""A course folder of nbgrader, run for real: generate, submit, autograde, feedback, export, by its own commands."""

import copy
import csv
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import nbformat

from tests.refresh import ROOT

COURSEWORK = ROOT / "notebooks" / "coursework"
_HIDDEN = re.compile(r"\n?### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS", re.DOTALL)


class Course:
    """Hold one course folder with one assignment in it."""

    def __init__(self, folder, assignment):
        self.folder, self.assignment = Path(folder), assignment
        self.folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(COURSEWORK / "nbgrader_config.py", self.folder)
        shutil.copytree(COURSEWORK / "source" / assignment, self.folder / "source" / assignment)
        self.source = nbformat.read(self._file("source"), 4)

    def run(self, command, *options, timeout=300, helpers=ROOT):
        """Run a command of nbgrader for the assignment; return what it says, and how it ended.

        helpers: the folder in which `helpers` is found first.
        """
        environment = {**os.environ, "PYTHONPATH": str(helpers), "PYTHONDONTWRITEBYTECODE": "1"}
        program = [sys.executable, "-m", "nbgrader", command, *options]
        began = time.monotonic()
        done = subprocess.run(
            program, cwd=self.folder, env=environment, capture_output=True, text=True, timeout=timeout, check=False
        )
        self.took = time.monotonic() - began
        return done

    def generate(self):
        """Make the release version and return it."""
        done = self.run("generate_assignment", self.assignment)
        assert done.returncode == 0, done.stderr
        return nbformat.read(self._file("release"), 4)

    def submit(self, student, notebook, files=None):
        """Put a submission into its place: a notebook, or the bytes of its file, and other files by their path."""
        folder = self.folder / "submitted" / student / self.assignment
        folder.mkdir(parents=True, exist_ok=True)
        if notebook is not None:
            content = notebook if isinstance(notebook, bytes) else nbformat.writes(notebook).encode()
            (folder / f"{self.assignment}.ipynb").write_bytes(content)
        for name, text in (files or {}).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")

    def autograde(self, cell=5, notebook=60, timeout=400):
        """Grade all submissions in one run; cell, notebook: seconds that each may take."""
        return self.run(
            "autograde",
            self.assignment,
            f"--RunApart.timeout={cell}",
            f"--RunApart.whole_time={notebook}",
            timeout=timeout,
        )

    def feedback(self):
        """Write the feedback and return {student: HTML}."""
        done = self.run("generate_feedback", self.assignment)
        pages = self.folder.glob(f"feedback/*/{self.assignment}/{self.assignment}.html")
        return {page.parent.parent.name: page.read_text(encoding="utf-8") for page in pages}, done

    def export(self):
        """Return {student: score} of what nbgrader exports."""
        done = self.run("export")
        assert done.returncode == 0, done.stderr
        with open(self.folder / "grades.csv", encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["assignment"] == self.assignment]
        return {row["student_id"]: float(row["score"]) for row in rows}

    def scores(self, student):
        """Return {grade_id: score by autograding} of a student, for the cells that no person grades."""
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as gradebook:
            submission = gradebook.find_submission_notebook(self.assignment, self.assignment, student)
            return {grade.name: grade.auto_score or 0.0 for grade in submission.grades if grade.name in self.points}

    @property
    def points(self):
        """Return {grade_id: points} of the cells that are graded by themselves."""
        marks = [cell.metadata.get("nbgrader", {}) for cell in self.source.cells]
        return {m["grade_id"]: float(m["points"]) for m in marks if m.get("grade") and not m.get("solution")}

    def graded(self, student):
        """Return the autograded notebook of a student, or None."""
        path = self.folder / "autograded" / student / self.assignment / f"{self.assignment}.ipynb"
        return nbformat.read(path, 4) if path.exists() else None

    def _file(self, step):
        return self.folder / step / self.assignment / f"{self.assignment}.ipynb"


def answered(source, student):
    """Return the source as a student would hand it in who does everything right."""
    notebook = copy.deepcopy(source)
    for cell in notebook.cells:
        cell.source = re.sub(r"\n? *### (BEGIN|END) SOLUTION", "", _HIDDEN.sub("", cell.source))
        if cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == "markdown":
            cell.source = "Three sentences of my own."
    student_cell(notebook).source = f"student = {student!r}"
    return notebook


def cell_of(notebook, name):
    """Return the cell of a grade_id."""
    return next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == name)


def student_cell(notebook):
    """Return the cell in which a student says who it is."""
    return next(c for c in notebook.cells if c.cell_type == "code" and c.source.startswith("student = "))


def replaced(notebook, changes):
    """Return a copy whose cells have other sources: {grade_id: source}."""
    notebook = copy.deepcopy(notebook)
    for name, source in changes.items():
        cell_of(notebook, name).source = source
    return notebook
