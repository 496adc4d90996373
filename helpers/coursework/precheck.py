"""Look through submissions before and after grading: `python -m helpers.coursework.precheck <assignment>`.

nbgrader exports 0, without a word, for a submission that it could not read or that was never graded, and for answers in
words that nobody has read. This lists those, all whose cells were copied, deleted or edited, and those that import from
`helpers` what they should not; and says what to do about each. Run it in the course folder.
"""

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import nbformat

from helpers.coursework.grading import ASSIGNMENTS
from helpers.coursework.precheck_graded import known_students, of_grading, unread
from helpers.coursework.precheck_imports import of_imports
from helpers.coursework.precheck_submitted import name_of, of_cells, of_student
from helpers.naming import listed


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

    Raises ValueError where the folder has no such assignment, or no release version of it.
    """
    course = Path(course)
    release = course / "release" / assignment / f"{assignment}.ipynb"
    if not release.is_file() and not (course / "source" / assignment).is_dir():
        known = f"run this in notebooks/coursework; the assignments are {listed(ASSIGNMENTS.values())}"
        raise ValueError(f"there is no assignment {assignment} in this folder; {known}")
    if not release.is_file():
        raise ValueError(f"{release} is missing; run: nbgrader generate_assignment {assignment}")
    cells = {name_of(cell): cell for cell in nbformat.read(release, 4).cells if name_of(cell)}
    waiting, known = unread(course, assignment), known_students(course)
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
        if waiting[student]:
            count = "1 answer waits" if waiting[student] == 1 else f"{waiting[student]} answers wait"
            says = f"{count} to be read; until then nbgrader exports 0, or what was given before."
            do = "Formgrader, Manual Grading: give points, or press Resolve where those of before still hold."
            own.append(Finding(student, "unread", says, do))
        found += own
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
    yield from of_cells(notebook, cells)
    yield from of_imports(notebook, cells)
    yield from of_student(notebook, student)
    yield from of_grading(course, assignment, student, file)


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
        print(
            f"\n{len(found)} finding{'s' if len(found) > 1 else ''}: "
            + ", ".join(f"{count} {kind}" for kind, count in kinds.items())
            + "."
        )
        return 1
    print("Nothing found: every submission is there, as it was released, and graded.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
