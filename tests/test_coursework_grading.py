"""Careless and hostile submissions cost their own author points, and nobody else's; nbgrader run for real."""

import re
from pathlib import Path

import pytest

from helpers.coursework import landlock
from tests.coursework_hostile import hostile
from tests.coursework_run import Course, cell_of

pytest.importorskip("nbgrader")
ASSIGNMENTS = ("nudge-and-slope", "seven-nodes-by-hand", "build-the-engine")


@pytest.fixture(scope="module", params=ASSIGNMENTS)
def graded(request, tmp_path_factory):
    """Grade a whole class of hostile submissions in one run."""
    course = Course(tmp_path_factory.mktemp("course"), request.param)
    course.expected = hostile(course, course.generate())
    for student, (notebook, files, _) in course.expected.items():
        course.submit(student, notebook, files)
    course.log = course.autograde(cell=3, timeout=900)
    course.time = course.took
    course.pages, course.told = course.feedback()
    course.ordinary = course.took
    return course


def test_scores_are_as_expected_to_the_point(graded):
    found = {student: graded.scores(student) for student in graded.expected}
    assert found == {student: points for student, (*_, points) in graded.expected.items()}


def test_export_gives_the_same_scores(graded):
    exported = graded.export()
    assert exported == {student: sum(points.values()) for student, (*_, points) in graded.expected.items()}


def test_the_run_ends_in_bounded_time(graded):
    # On a busy machine all takes longer; writing the feedback, where nothing of a submission runs, tells how much.
    print(f"graded in {graded.time:.0f} s, feedback in {graded.ordinary:.0f} s")
    assert graded.time < max(6 * len(graded.expected), 20 * graded.ordinary)


def test_only_what_is_no_notebook_is_not_graded(graded):
    assert [student for student in graded.expected if graded.graded(student) is None] == ["no-json"]
    assert set(graded.pages) == set(graded.expected) - {"no-json"}


def test_feedback_shows_no_hidden_test(graded):
    for student, page in graded.pages.items():
        text = re.sub(r"<[^>]+>", "", page)
        assert "HIDDEN TESTS" not in text, student
        assert "import grade" not in text, student


def test_nothing_outlives_a_submission(graded):
    left = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"{graded.folder.name}".encode() in (process / "environ").read_bytes():
                left.append((process / "cmdline").read_bytes())
        except OSError:
            continue
    assert not [line for line in left if b"start_apart" in line]


@pytest.mark.skipif(not landlock.version(), reason="this system has no Landlock: the kernel is not shut in")
def test_a_kernel_sees_nothing_of_the_course_folder(graded):
    texts = [
        output.text for cell in graded.graded("spy").cells for output in cell.get("outputs", []) if "text" in output
    ]
    assert "found []" in "".join(texts)


def test_feedback_says_what_happened(graded):
    for student, words in {
        "dies": "was not run",
        "endless": "NameError",
        "copied": "The numbers of &#39;copied&#39;",
    }.items():
        text = graded.pages[student].replace("'", "&#39;").replace("&#x27;", "&#39;")
        assert words in text, student


def test_a_student_sees_the_same_words_at_home_and_in_the_feedback(graded):
    name = next(iter(graded.points))
    perfect = cell_of(graded.graded("perfect"), name)
    assert perfect.outputs[0].data["text/plain"].startswith("Right.")


def test_output_that_a_grader_opens_is_text_or_a_picture(graded):
    for student in graded.pages:
        for cell in graded.graded(student).cells:
            kinds = {kind for output in cell.get("outputs", []) for kind in output.get("data", {})}
            is_graded = cell.metadata.get("nbgrader", {}).get("grade_id") in graded.points
            assert kinds <= {"text/plain", "image/png"} | ({"text/html"} if is_graded else set()), student
