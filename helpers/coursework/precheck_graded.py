"""What the pre-check finds of grading: submissions not graded or stopped, and answers that wait for a person."""

import json
import sqlite3
from collections import Counter

# The student of every answer that waits for a person: also those graded by one, and then handed in again.
UNREAD = """
    select submitted_assignment.student_id from grade
    join submitted_notebook on grade.notebook_id = submitted_notebook.id
    join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
    join assignment on submitted_assignment.assignment_id = assignment.id
    where assignment.name = ? and grade.needs_manual_grade
"""


def known_students(course):
    """Return the students that nbgrader knows."""
    return set(_asked(course, "select id from student"))


def unread(course, assignment):
    """Return {student: how many answers wait for a person}."""
    return Counter(_asked(course, UNREAD, assignment))


def of_grading(course, assignment, student, submitted):
    """Yield (kind, what was seen, what to do) of the grading of one submitted notebook."""
    grade_it = f"run: nbgrader autograde {assignment} --student {student} --force"
    graded = course / "autograded" / student / assignment / submitted.name
    if not graded.is_file():
        yield "not graded", "it was not autograded; nbgrader exports 0.", grade_it
        return
    if graded.stat().st_mtime < submitted.stat().st_mtime:
        yield "graded before", "it is newer than its grades.", grade_it
    try:
        cells = json.loads(graded.read_text(encoding="utf-8"))["cells"]
    except (ValueError, KeyError, OSError):
        yield "not graded", "the autograded notebook cannot be read.", grade_it
        return
    for cell in cells:
        for output in cell.get("outputs", ()):
            if output.get("ename") in ("KernelDied", "CellTimeoutError", "OutputFlood"):
                where = cell["metadata"].get("nbgrader", {}).get("grade_id") or cell.get("id", "without a name")
                says = f"{output['ename']} in cell {where}: {output.get('evalue') or 'it took too long'}."
                yield "stopped", says, "What follows may count 0. Look whether it is a slip or a trick."


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
