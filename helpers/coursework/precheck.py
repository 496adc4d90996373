"""Look through submissions before and after grading: `python -m helpers.coursework.precheck <assignment>`.

nbgrader exports 0, without a word, for a submission that it could not read or that was never graded, and for answers in
words that nobody has read. This lists those, and all whose cells were copied, deleted or edited, and says what to do
about each. Run it in the course folder.
"""

import argparse
import json
import sqlite3
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import nbformat

from helpers.coursework.numbers import identifier
from helpers.naming import listed

# The student of every answer in words that nobody has graded.
UNREAD = """
    select submitted_assignment.student_id from grade
    join submitted_notebook on grade.notebook_id = submitted_notebook.id
    join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
    join assignment on submitted_assignment.assignment_id = assignment.id
    where assignment.name = ? and grade.needs_manual_grade and grade.manual_score is null
"""
GRADE_IT = "run: nbgrader autograde {assignment} --student {student} --force"


@dataclass(frozen=True)
class Finding:
    """Hold one thing found: whose submission, what is wrong (a word), what was seen, and what to do."""

    student: str
    kind: str
    says: str
    do: str

    def __str__(self):
        return f"{self.student}: {self.kind}: {self.says}\n    {self.do}"


def findings(course, assignment, students=()):
    """Return the findings in a course folder. students: who should have submitted, besides those nbgrader knows.

    Raises ValueError where the folder has no release version of the assignment.
    """
    course = Path(course)
    release = course / "release" / assignment / f"{assignment}.ipynb"
    if not release.is_file():
        raise ValueError(f"{release} is missing; run: nbgrader generate_assignment {assignment}")
    cells = {_id(cell): cell for cell in nbformat.read(release, 4).cells if _id(cell)}
    unread = Counter(_asked(course, UNREAD, assignment))
    known = set(_asked(course, "select id from student"))
    expected = {*students, *known}
    there = {path.parent.name for path in (course / "submitted").glob(f"*/{assignment}") if path.is_dir()}
    found = [
        Finding(
            student,
            "missing",
            "there is no submission.",
            f"Ask for it; nbgrader exports {'0' if student in known else 'no line at all'}.",
        )
        for student in sorted(expected - there)
    ]
    for student in sorted(there):
        own = [Finding(student, *rest) for rest in _of_submission(course, assignment, student, cells)]
        if unread[student]:
            waiting = "1 answer in words waits" if unread[student] == 1 else f"{unread[student]} answers in words wait"
            says = f"{waiting} to be read; nbgrader exports 0 until then."
            own.append(Finding(student, "unread", says, "Read them in Formgrader, under Manual Grading."))
        found += [_filled(one, assignment) for one in own]
    return found


def _of_submission(course, assignment, student, cells):
    folder = course / "submitted" / student / assignment
    file = folder / f"{assignment}.ipynb"
    if not file.is_file():
        others = sorted(path.name for path in folder.glob("*.ipynb"))
        seen = f"it holds {', '.join(others)}" if others else "it holds no notebook"
        yield "missing", f"there is no {file.name}; {seen}.", "Rename the right one, or ask for it; now it counts 0."
        return
    try:
        notebook = nbformat.read(file, 4)
    except Exception as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:100]
        yield "unreadable", f"this is no notebook ({reason}).", "Ask for the file again; nbgrader exports 0."
        return
    yield from _of_cells(notebook, cells)
    yield from _of_identifier(notebook, student)
    yield from _of_grading(course, assignment, student, file)


def _of_cells(notebook, cells):
    submitted = {}
    for cell in notebook.cells:
        submitted.setdefault(_id(cell), []).append(cell)
    submitted.pop(None, None)
    if not submitted:
        says = "no cell carries the marks of nbgrader."
        yield "unmarked", says, "It was not made from the release version; ask for that, now all its parts count 0."
        return
    for name, copies in submitted.items():
        if name in cells and len(copies) > 1:
            do = "Only the last copy counts. If it is an answer in words, look at all of them."
            yield "duplicated", f"cell {name} is there {len(copies)} times.", do
    for name, cell in cells.items():
        marks = cell.metadata.nbgrader
        if name not in submitted and marks.get("grade"):
            yield "deleted", f"cell {name} is gone, with {marks.points:g} points.", "Ask for it again; it counts 0."
        elif name not in submitted and marks.get("solution"):
            yield "deleted", f"cell {name}, for an answer, is gone.", "What depends on it counts 0; ask again."
    edited = [
        name
        for name, copies in submitted.items()
        if name in cells and _is_locked(cells[name]) and any(_differs(copy, cells[name]) for copy in copies)
    ]
    if edited:
        do = "Grading puts every graded and locked cell back as released; nothing to do."
        yield "edited", f"locked cells were changed: {listed(edited)}.", do


def _of_identifier(notebook, student):
    for cell in notebook.cells:
        first = cell.source.lstrip().partition("\n")[0]
        if cell.cell_type == "code" and first.startswith("student") and "=" in first:
            line = next(line for line in reversed(cell.source.splitlines()) if line.startswith("student"))
            typed = line.partition("=")[2].partition("#")[0].strip()
            if typed == "None":
                yield "nameless", "the notebook does not say whose it is.", "Its numbers count as wrong; ask for it."
                return
            try:
                same = identifier(typed.strip("'\"")) == identifier(student)
            except (TypeError, ValueError):
                same = False
            if not same:
                do = "Copied, or mistyped. The numbers of the folder count; if it was mistyped, rename the folder."
                yield "another's", f"the notebook says student = {typed[:40]}.", do
            return


def _of_grading(course, assignment, student, submitted):
    graded = course / "autograded" / student / assignment / submitted.name
    if not graded.is_file():
        yield "not graded", "it was not autograded; nbgrader exports 0.", GRADE_IT
        return
    if graded.stat().st_mtime < submitted.stat().st_mtime:
        yield "graded before", "it is newer than its grades.", GRADE_IT
    try:
        cells = json.loads(graded.read_text(encoding="utf-8"))["cells"]
    except (ValueError, KeyError, OSError):
        yield "not graded", "the autograded notebook cannot be read.", GRADE_IT
        return
    for cell in cells:
        for output in cell.get("outputs", ()):
            if output.get("ename") in ("KernelDied", "CellTimeoutError", "OutputFlood"):
                where = cell["metadata"].get("nbgrader", {}).get("grade_id") or cell.get("id", "without a name")
                says = f"{output['ename']} in cell {where}: {output.get('evalue') or 'it took too long'}."
                yield "stopped", says, "What follows may count 0. Look whether it is a slip or a trick."


def _filled(finding, assignment):
    return Finding(
        finding.student,
        finding.kind,
        finding.says,
        finding.do.format(assignment=assignment, student=finding.student),
    )


def _id(cell):
    marks = cell.metadata.get("nbgrader")
    name = marks.get("grade_id") if hasattr(marks, "get") else None
    return name if isinstance(name, str) else None


def _is_locked(cell):
    marks = cell.metadata.nbgrader
    return not marks.get("solution") and bool(marks.get("grade") or marks.get("locked"))


def _differs(cell, released):
    marks, right = cell.metadata.nbgrader, released.metadata.nbgrader
    return (
        cell.source.split() != released.source.split()
        or cell.cell_type != released.cell_type
        or marks.get("points") != right.get("points")
        or bool(marks.get("grade")) != bool(right.get("grade"))
    )


def _asked(course, question, *values):
    """Return the first column of what the gradebook answers, [] where there is none yet."""
    database = course / "gradebook.db"
    if not database.is_file():
        return []
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return [row[0] for row in connection.execute(question, values)]
    finally:
        connection.close()


def main(arguments=None):
    """Print the findings; return 0 if there are none, 1 if there are, 2 if nothing could be looked at."""
    parser = argparse.ArgumentParser(prog="python -m helpers.coursework.precheck", description=__doc__)
    parser.add_argument("assignment")
    parser.add_argument("--course", default=".", help="the course folder (default: this one)")
    parser.add_argument("--students", help="a file with one identifier in each line: who should have submitted")
    options = parser.parse_args(arguments)
    try:
        lines = Path(options.students).read_text(encoding="utf-8").splitlines() if options.students else []
        found = findings(options.course, options.assignment, [line.strip() for line in lines if line.strip()])
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    for finding in found:
        print(finding)
    if found:
        kinds = Counter(finding.kind for finding in found)
        print(f"\n{len(found)} findings: " + ", ".join(f"{count} {kind}" for kind, count in kinds.items()) + ".")
        return 1
    print("Nothing found: every submission is there, as it was released, and graded.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
