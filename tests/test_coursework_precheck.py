"""The pre-check lists what nbgrader exports as 0 without a word, and what was copied, deleted or edited."""

import copy
import os
import sqlite3

import nbformat
import pytest

from helpers.coursework import precheck
from tests.coursework_run import Course, answered, cell_of, student_cell

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
    seen = []
    for score, grade in ((None, words[0]), (0.0, words[0]), (2.0, words[1])):
        gradebook.execute("update grade set manual_score = ? where id = ?", (score, grade))
        gradebook.commit()
        seen.append([(one.student, one.kind, one.says) for one in precheck.findings(course.folder, ASSIGNMENT)])
    assert seen == [
        [("ada", "unread", "2 answers in words wait to be read; nbgrader exports 0 until then.")],
        [("ada", "unread", "1 answer in words waits to be read; nbgrader exports 0 until then.")],
        [],
    ]


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


def test_no_release(tmp_path, capsys):
    assert precheck.main([ASSIGNMENT, "--course", str(tmp_path)]) == 2
    assert "generate_assignment" in capsys.readouterr().err
