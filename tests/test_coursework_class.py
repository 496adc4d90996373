"""A simulated class for each assignment, graded by nbgrader itself: every score to the point, every slip named."""

import html
import json
import re

import nbformat
import pytest

from tests import coursework_submissions_engine, coursework_submissions_nudge, coursework_submissions_seven
from tests.coursework_run import Course

pytest.importorskip("nbgrader")
CLASSES = {
    "nudge-and-slope": coursework_submissions_nudge,
    "seven-nodes-by-hand": coursework_submissions_seven,
    "build-the-engine": coursework_submissions_engine,
}


@pytest.fixture(scope="module", params=CLASSES)
def graded(request, tmp_path_factory):
    """Grade a whole class in one run."""
    course = Course(tmp_path_factory.mktemp("course"), request.param)
    course.released = course.generate()
    source = course.source if request.param == "build-the-engine" else course.released
    course.expected = CLASSES[request.param].submissions(source)
    for student, (notebook, *_) in course.expected.items():
        course.submit(student, notebook)
    done = course.autograde()
    assert done.returncode == 0, done.stderr
    course.pages, _ = course.feedback()
    return course


def test_scores_are_as_expected_to_the_point(graded):
    found = {student: graded.scores(student) for student in graded.expected}
    nothing = dict.fromkeys(graded.points, 0.0)
    assert found == {student: {**nothing, **points} for student, (_, points, *_) in graded.expected.items()}


def test_export_gives_the_same_scores(graded):
    assert graded.export() == {student: sum(points.values()) for student, (_, points, *_) in graded.expected.items()}


def test_feedback_names_the_slip(graded):
    for student, (_, _, *slip) in graded.expected.items():
        if slip and slip[0]:
            assert slip[0] in html.unescape(graded.pages[student]), student


def test_feedback_shows_no_hidden_test(graded):
    for student, page in graded.pages.items():
        assert "HIDDEN TESTS" not in page and "import grade" not in page, student


def test_release_holds_no_solution_no_hidden_test_and_no_output(graded):
    text = json.dumps(graded.released)
    for word in ("BEGIN SOLUTION", "END SOLUTION", "HIDDEN", "import grade", "Mark scheme", "MARK SCHEME"):
        assert word not in text
    assert not any(cell.get("outputs") for cell in graded.released.cells)
    solutions = [
        part.partition("### END SOLUTION")[0]
        for cell in graded.source.cells
        for part in cell.source.split("### BEGIN SOLUTION")[1:]
    ]
    assert solutions
    shown = "\n".join(cell.source for cell in graded.released.cells)
    for solution in solutions:
        for line in solution.strip().splitlines():
            assert len(line.strip()) < 12 or line.strip() not in shown


def test_points_are_those_of_the_questions_and_those_promised(graded):
    from helpers.coursework.numbers import assignment_module

    questions = assignment_module(graded.assignment).QUESTIONS
    assert graded.points == {name: question.points for name, question in questions.items()}
    titles = re.findall(r"(?m)^## Part .*\((\d+) points", "\n".join(cell.source for cell in graded.source.cells))
    assert sum(map(int, titles)) == 40
    marks = [cell.metadata.get("nbgrader", {}) for cell in graded.source.cells]
    assert sum(mark["points"] for mark in marks if mark.get("grade") or mark.get("task")) == 40
    assert all(mark["schema_version"] == 3 for mark in marks if mark)
    nbformat.validate(graded.source)
