"""The pre-check lists what nbgrader exports as 0 without a word, and what was copied, deleted or edited."""

import copy
import os
import re
import shutil
import sqlite3

import nbformat
import pytest

from helpers.coursework import precheck
from tests.coursework_run import Course, answered, cell_of, student_cell
from tests.refresh import ROOT

pytest.importorskip("nbgrader")
ASSIGNMENT = "build-the-engine"


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    course = Course(tmp_path_factory.mktemp("course"), ASSIGNMENT)
    course.generate()
    return course


@pytest.fixture
def course(released):
    """Hold a course with one faultless submission, as if it had been graded."""
    for folder in ("submitted", "autograded"):
        path = released.folder / folder
        if path.exists():
            path.rename(released.folder / f"old-{folder}-{len(list(released.folder.iterdir()))}")
    hand_in(released, "ada", answered(released.source, "ada"))
    return released


def hand_in(course, student, notebook, graded=True):
    course.submit(student, notebook)
    if graded:
        place = course.folder / "autograded" / student / ASSIGNMENT
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{ASSIGNMENT}.ipynb").write_text(nbformat.writes(answered(course.source, student)), encoding="utf-8")


@pytest.fixture
def gradebook(course):
    """Open the gradebook of a course, which is as it was afterwards."""
    file = course.folder / "gradebook.db"
    before = file.read_bytes()
    connection = sqlite3.connect(file)
    yield connection
    connection.close()
    file.write_bytes(before)


def kinds(course, students=()):
    return [(one.student, one.kind) for one in precheck.findings(course.folder, ASSIGNMENT, students)]


def test_faultless(course, capsys):
    assert kinds(course) == []
    assert precheck.main([ASSIGNMENT, "--course", str(course.folder)]) == 0
    assert capsys.readouterr().out.startswith("Nothing found")


def test_missing(course):
    assert kinds(course, ["ada", "bob"]) == [("bob", "missing")]


def test_what_is_exported_for_a_missing_student(course, gradebook):
    assert course.run("db", "student", "add", "cleo").returncode == 0
    told = {one.student: one.do for one in precheck.findings(course.folder, ASSIGNMENT, ["bob"])}
    assert set(told) == {"bob", "cleo"}
    assert "exports no line at all" in told["bob"] and "exports 0" in told["cleo"]


def test_answers_in_words_that_nobody_has_read(course, gradebook):
    notebook = answered(course.source, "ada")
    for name in ("engine-words-order", "engine-words-cost"):
        cell_of(notebook, name).source = "In my own words."
    hand_in(course, "ada", notebook)
    assert course.run("autograde", ASSIGNMENT, "--force").returncode == 0
    words = [row[0] for row in gradebook.execute("select id from grade where needs_manual_grade")]
    assert len(words) == 2 and kinds(course) == [("ada", "unread")]
    seen = [unread(course)]
    for score, grade in ((0.0, words[0]), (2.0, words[1])):
        given_by_hand(gradebook, score, grade)
        seen.append(unread(course))
    assert seen == [["2 answers wait to be read"], ["1 answer waits to be read"], []]


def test_answers_that_changed_after_they_were_read(course, gradebook):
    hand_in(course, "ada", answered(course.source, "ada"))
    assert course.run("autograde", ASSIGNMENT, "--force").returncode == 0
    words = [row[0] for row in gradebook.execute("select id from grade where needs_manual_grade")]
    (code, *_) = [row[0] for row in gradebook.execute("select id from grade where auto_score = 8")]
    for score, grade in ((1.5, words[0]), (2.0, words[1]), (7.0, code)):
        given_by_hand(gradebook, score, grade)
    assert unread(course) == [] and course.export() == {"ada": 28 + 7 + 3.5}
    notebook = answered(course.source, "ada")
    cell_of(notebook, "engine-words-order").source = "Something else, and wrong."
    hand_in(course, "ada", notebook)
    assert course.run("autograde", ASSIGNMENT, "--force").returncode == 0
    assert course.export() == {"ada": 28 + 7 + 3.5}  # nbgrader keeps the points of before
    assert unread(course) == ["3 answers wait to be read"]


def given_by_hand(gradebook, score, grade):
    """Give points as Formgrader does."""
    gradebook.execute("update grade set manual_score = ?, needs_manual_grade = 0 where id = ?", (score, grade))
    gradebook.commit()


def unread(course):
    """Return how many answers wait, in the words of the findings, of which there are no others."""
    found = precheck.findings(course.folder, ASSIGNMENT)
    assert all(one.kind == "unread" and one.says.endswith("exports 0, or what was given before.") for one in found)
    return [one.says.partition(";")[0] for one in found]


def test_wrong_name(course):
    hand_in(course, "bob", None, graded=False)
    place = course.folder / "submitted" / "bob" / ASSIGNMENT / "Untitled.ipynb"
    place.write_text("{}")
    (found,) = precheck.findings(course.folder, ASSIGNMENT)
    assert (found.student, found.kind) == ("bob", "missing") and "Untitled.ipynb" in found.says


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[]", b'{"cells": 3}'])
def test_unreadable(course, content):
    hand_in(course, "bob", content)
    assert ("bob", "unreadable") in kinds(course) or ("bob", "unmarked") in kinds(course)


def test_not_graded_and_graded_before(course):
    hand_in(course, "bob", answered(course.source, "bob"), graded=False)
    (found,) = precheck.findings(course.folder, ASSIGNMENT)
    assert found.kind == "not graded" and "autograde build-the-engine --student bob" in found.do
    file = course.folder / "submitted" / "ada" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    later = file.stat().st_mtime + 1000
    os.utime(file, (later, later))
    assert ("ada", "graded before") in kinds(course)


def test_copied_deleted_edited(course):
    notebook = answered(course.source, "bob")
    notebook.cells.append(copy.deepcopy(cell_of(notebook, "engine-nudge")))
    notebook.cells[-1].id = "again"
    notebook.cells.remove(cell_of(notebook, "engine-order"))
    cell_of(notebook, "engine-bias").source = "3.0"
    cell_of(notebook, "engine-weight").metadata.nbgrader.points = 100
    hand_in(course, "bob", notebook)
    assert kinds(course) == [("bob", "duplicated"), ("bob", "deleted"), ("bob", "edited")]
    says = precheck.findings(course.folder, ASSIGNMENT)[-1].says
    assert "engine-weight and engine-bias" in says


@pytest.mark.parametrize(
    "line, kind",
    [
        ('student = "ada"', "another's"),
        ("student = None", "nameless"),
        ('student = " Bob "', None),
        ("student = 'bob'  # me", None),
        ("student = 3 +", "another's"),
    ],
)
def test_whose(course, line, kind):
    notebook = answered(course.source, "bob")
    student_cell(notebook).source = line
    hand_in(course, "bob", notebook)
    assert kinds(course) == ([("bob", kind)] if kind else [])


def test_unmarked(course):
    notebook = answered(course.source, "bob")
    for cell in notebook.cells:
        cell.metadata.pop("nbgrader", None)
    hand_in(course, "bob", notebook)
    assert kinds(course)[0] == ("bob", "unmarked")


IMPORTS = {
    "from helpers.coursework.build_the_engine import answers": ["answers of helpers.coursework.build_the_engine"],
    "def f():\n    import helpers.graph as g, math\n    return g": ["helpers.graph"],
    "from helpers.coursework import numbers, engine_numbers as e": [
        "numbers of helpers.coursework and engine_numbers of helpers.coursework"
    ],
    "from helpers.coursework.grading import *": ["* of helpers.coursework.grading"],
    "from helpers.coursework.grading import check, grade": ["grade of helpers.coursework.grading"],
    "%%time\nfrom helpers.graph import Node": ["Node of helpers.graph"],
    "from helpers.coursework.grading import check\nfrom helpers.coursework.numbers import numbers_for": [],
    "import numpy as np, helpersome\nfrom math import exp\nfrom . import helpers": [],
    "s = 'from helpers.graph import Node'  # import helpers": [],
    "from helpers.graph import": [],
    "def (:\n\0": [],
    "(" * 5000: [],
    "-" * 3000 + "1": [],  # too deep for the parser
    "-" * 9000 + "1": [],
}


@pytest.mark.parametrize("source", IMPORTS, ids=lambda source: " ".join(source.split())[:40])
def test_imports_in_a_cell_for_an_answer(course, source):
    notebook = answered(course.source, "bob")
    cell_of(notebook, "engine-write-order").source = source
    hand_in(course, "bob", notebook)
    found = precheck.findings(course.folder, ASSIGNMENT)
    assert [(one.student, one.kind) for one in found] == [("bob", "imports")] * len(IMPORTS[source])
    assert [one.says for one in found] == [f"cell engine-write-order imports {said}." for said in IMPORTS[source]]


def test_a_cell_that_is_no_text(course):
    notebook = answered(course.source, "bob")
    cell_of(notebook, "engine-write-order").source = "LONE\nimport helpers"
    hand_in(course, "bob", nbformat.writes(notebook).encode().replace(b"LONE", b"\\ud800"))
    assert kinds(course) == [("bob", "imports")]


def test_imports_in_a_cell_that_was_added_or_is_put_back(course):
    notebook = answered(course.source, "bob")
    cell = copy.deepcopy(student_cell(notebook))
    cell.id, cell.source = "of-my-own", "import helpers"
    notebook.cells.insert(3, cell)
    cell_of(notebook, "engine-node").source = "from helpers.graph import Node"
    hand_in(course, "bob", notebook)
    told = [(one.kind, one.says) for one in precheck.findings(course.folder, ASSIGNMENT)]
    assert told == [
        ("edited", "locked cells were changed: engine-node."),
        ("imports", "cell of-my-own imports helpers."),
    ]
    # Of two copies the first is run as it is: only the last is put back.
    notebook.cells.append(copy.deepcopy(cell_of(notebook, "engine-node")))
    notebook.cells[-1].id = "again"
    hand_in(course, "bob", notebook)
    says = [one.says for one in precheck.findings(course.folder, ASSIGNMENT) if one.kind == "imports"]
    assert says == ["cell of-my-own imports helpers.", "cell engine-node imports Node of helpers.graph."]


def test_the_instructors_page_names_every_kind_of_finding():
    page = (ROOT / "notebooks/coursework/README.md").read_text(encoding="utf-8")
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "helpers/coursework").glob("precheck*.py")]
    named = r"""yield "([\w' ]+)", |student, "(\w+)", says|\n +student,\n +"(\w+)","""
    known = {kind for text in sources for kinds in re.findall(named, text) for kind in kinds if kind}
    assert len(known) == 13 and {"imports", "unread", "missing", "another's", "not graded"} <= known
    assert {kind for kind in known if f"*{kind}*" not in page} == set()


def test_no_release(tmp_path, capsys):
    (tmp_path / "source" / ASSIGNMENT).mkdir(parents=True)
    assert precheck.main([ASSIGNMENT, "--course", str(tmp_path)]) == 2
    assert "run: nbgrader generate_assignment build-the-engine" in capsys.readouterr().err


def test_the_release_version_is_enough(course, tmp_path):
    shutil.copytree(course.folder / "release", tmp_path / "release")
    assert precheck.findings(tmp_path, ASSIGNMENT) == []


@pytest.mark.parametrize("name, folder", [("nosuch", "."), (ASSIGNMENT, "submitted")])
def test_no_such_assignment_or_another_folder(course, capsys, name, folder):
    assert precheck.main([name, "--course", str(course.folder / folder)]) == 2
    assert capsys.readouterr().err == (
        f"there is no assignment {name} in this folder; run this in notebooks/coursework; "
        "the assignments are nudge-and-slope, seven-nodes-by-hand and build-the-engine\n"
    )
