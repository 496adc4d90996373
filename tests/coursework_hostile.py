"""Submissions that are careless or hostile, made of any assignment: what each hands in, and what it is worth."""

import copy
import json

import nbformat

from helpers.coursework import landlock
from helpers.coursework.numbers import assignment_module
from tests.coursework_run import answered, cell_of, student_cell

FOREVER = "while True:\n    pass"
STUBBORN = "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass"
AT_THE_END = {
    "endless": FOREVER,
    "stubborn": STUBBORN,
    "exits": "import sys\nsys.exit()",
    "dies": "import os\nos._exit(0)",
    "memory": "hoard = []\nwhile True:\n    hoard.append(bytearray(50_000_000))",
    "floods": "while True:\n    print('x' * 10_000)",
    "shouts": "print('x' * 60_000_000)\nraise SystemError",
    "raises": "1 / 0",
    "undecodable": "def broken(:",
}

BUILTINS = """
import builtins, math
import numpy as np
for name in ("abs", "all", "any", "isinstance", "max", "min", "round", "float", "callable", "len"):
    exec(f"builtins.{name} = lambda *a, **k: True")
math.isclose = np.isclose = lambda *a, **k: True
"""
PATCHED = """
import helpers.checks.answers as a, helpers.checks.checking as c, helpers.checks.comparing as d
import helpers.coursework.grading as g, helpers.coursework.questions as q
from helpers.checks.feedback import Feedback
right = lambda *a, **k: Feedback("right")
for module in (g, c, d, a, q):
    for name in dir(module):
        if callable(getattr(module, name)) and name not in ("display", "Feedback"):
            try:
                setattr(module, name, right)
            except Exception:
                pass
check = grade = right
"""
GENEROUS = """
import helpers.coursework.grading as g
g.grade = lambda *a, **k: 99.0
"""
FORGED = """
import helpers.coursework.grading as g
from IPython.display import display
def grade(question, student, **answers):
    display({g.MIME: {"question": question, "student": student, "answers": {}, "results": None, "share": 1,
            "verdict": "right", "score": 99}, "text/plain": "Right."}, raw=True)
    return 99.0
g.grade = grade
"""
SWALLOWED = """
ip = get_ipython()
ip.set_custom_exc((BaseException,), lambda *a, **k: None)
ip.showtraceback = lambda *a, **k: None
import ast
class Emptied(ast.NodeTransformer):
    def visit_Module(self, node):
        return ast.parse("40.0")
ip.ast_transformers.append(Emptied())
"""
FILES = """
import os, pathlib, sys, helpers
HERE = pathlib.Path(helpers.__file__).parent
for path in list(HERE.rglob("*.py")):
    try:
        path.write_text("raise SystemExit")
    except OSError:
        pass
"""
# {folder}: the course's own. Whoever can read it finds solutions, whoever can write there changes scores.
SPY = """
import pathlib, sqlite3
found = []
for path in (pathlib.Path({folder!r}), pathlib.Path("../../..").resolve()):
    for name in ("gradebook.db", "source/{assignment}/{assignment}.ipynb", "nbgrader_config.py"):
        try:
            found.append((path / name).read_bytes()[:20])
            (path / name).write_bytes(b"")
        except OSError as error:
            pass
    try:
        connection = sqlite3.connect(str(path / "gradebook.db"))
        connection.execute("update grade set auto_score = 0")
        connection.commit()
        found.append("database")
    except Exception:
        pass
print("found", found)
"""
KILLER = """
import os, signal
for process in {os.getppid(), int(os.environ.get("JPY_PARENT_PID", 0) or 0)} - {0, 1}:
    try:
        os.kill(process, signal.SIGKILL)
        print("killed")
    except OSError:
        print("could not")
"""
DAEMON = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(600)
    os._exit(0)
"""


def hostile(course, released):
    """Return {student: (notebook or bytes, other files, {grade_id: points})} for the assignment of a course."""
    points, everyone = course.points, {}
    nothing = dict.fromkeys(points, 0.0)
    last, fed = _last_part(course.source)
    without_last = {name: 0.0 if name in fed else most for name, most in points.items()}

    def perfect(student):
        return answered(course.source, student)

    def unanswered(student, code):
        notebook = copy.deepcopy(released)
        student_cell(notebook).source = f"student = {student!r}\n{code}"
        return notebook

    for name, code in AT_THE_END.items():
        notebook = perfect(name)
        cell = cell_of(notebook, last)
        cell.source = f"{code}\n{cell.source}"
        everyone[name] = notebook, {}, without_last
    spy = SPY.replace("{folder!r}", repr(str(course.folder))).replace("{assignment}", course.assignment)
    for name, code in {
        "builtins": BUILTINS,
        "patched": PATCHED,
        "generous": GENEROUS,
        "forged": FORGED,
        "swallowed": SWALLOWED,
        "files": FILES,
        "daemon": DAEMON,
        **({"spy": spy} if landlock.version() else {}),  # elsewhere nothing but a container keeps these two out
        **({"killer": KILLER} if landlock.version() >= 6 else {}),
    }.items():
        everyone[name] = unanswered(name, code), {}, nothing
    everyone["shadow"] = (
        unanswered("shadow", ""),
        {
            "helpers/__init__.py": "",
            "helpers/coursework/__init__.py": "",
            "helpers/coursework/grading.py": "check = grade = lambda *a, **k: 99.0",
            "sitecustomize.py": "raise SystemExit",
            "IPython.py": "raise SystemExit",
        },
        nothing,
    )
    everyone |= _careless(course, released, perfect)
    return everyone


def _careless(course, released, perfect):
    points, found = course.points, {}
    questions = assignment_module(course.assignment).QUESTIONS
    methods = {name: most if questions[name].tries else 0.0 for name, most in points.items()}
    first, last = next(iter(points)), list(points)[-1]

    found["perfect"] = perfect("perfect"), {}, points
    found["empty"] = released, {}, dict.fromkeys(points, 0.0)
    found["copied"] = perfect("perfect"), {}, methods

    edited = perfect("edited")
    for name in points:
        cell_of(edited, name).source = "40.0"
    found["edited"] = edited, {}, points

    deleted = perfect("deleted")
    deleted.cells.remove(cell_of(deleted, last))
    found["deleted"] = deleted, {}, {**points, last: 0.0}

    duplicated = perfect("duplicated")
    for name in (first, last):
        cell = cell_of(duplicated, name)
        duplicated.cells.insert(duplicated.cells.index(cell) + 1, copy.deepcopy(cell))
        duplicated.cells[duplicated.cells.index(cell) + 1].id = f"{cell.id}-again"
    found["duplicated"] = duplicated, {}, points

    richer = perfect("richer")
    for name in points:
        cell_of(richer, name).metadata.nbgrader.points = 1000
    found["richer"] = richer, {}, points

    found["no-json"] = b'{"cells": [', {}, dict.fromkeys(points, 0.0)
    old = perfect("old")
    old.nbformat_minor = 4
    for cell in old.cells:
        cell.pop("id", None)
    found["old"] = nbformat.writes(old).encode(), {}, points
    older = perfect("older")
    found["older"] = json.dumps(nbformat.convert(older, 3)).encode(), {}, points
    return found


def _last_part(source):
    """Return the grade_id of the last cell with a solution in code, and those of the tests after it."""
    code = [cell for cell in source.cells if cell.cell_type == "code"]
    marks = [cell.metadata.get("nbgrader", {}) for cell in code]
    last = max(k for k, mark in enumerate(marks) if mark.get("solution"))
    return marks[last]["grade_id"], [mark["grade_id"] for mark in marks[last:] if mark.get("grade")]
