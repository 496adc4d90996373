"""The assignments nudge-and-slope and seven-nodes-by-hand: their notebooks, and what a class earns with them.

Here without nbgrader; `test_coursework_grading` runs nbgrader itself.
"""

import re
import sys

import pytest

from helpers.coursework.grading import assignment_module, check
from helpers.coursework.numbers import hidden_numbers, numbers_for
from helpers.coursework.seven_nodes_by_hand import INNER, OUTPUT, READERS, VALUES, answers
from helpers.coursework.seven_numbers import network
from helpers.slips import AT_LOSS, EVERYWHERE
from helpers.slips.of_networks import GradientProblem, gradient_slips
from helpers.slips.of_values import ValueProblem, value_slips
from tests import coursework_submissions_nudge as nudge
from tests import coursework_submissions_seven as seven
from tests.coursework_in_process import released, scores, source
from tests.refresh import ROOT

CLASSES = {nudge.ASSIGNMENT: nudge, seven.ASSIGNMENT: seven}
# What the feedback has to say to a slip: {student: {question: words}}.
NAMED = {
    "one-after-the-other": {"nudge-point": "one after the other", "nudge-step": "one after the other"},
    "slopes-swapped": {"nudge-slopes": "Each slope was given to the wrong input"},
    "downhill": {"nudge-hill": "sign is turned", "nudge-four": "downhill", "nudge-walk": "downhill"},
    "uphill-on-the-loss": {"nudge-down": "wrong way"},
    "no-step": {"nudge-point": "the step is missing", "nudge-step": "the step is missing"},
    "not-per-unit": {"nudge-growth": "growth per unit", "nudge-quotient": "not divided"},
    "slope-of-the-start": {"nudge-four": "slope of the start", "nudge-walk": "slope of the start"},
    "follows-through": {
        "nudge-point": "follows from your own",
        "nudge-loss": "factor 2 of the square",
        "nudge-new-loss": "Right",
    },
    "half-way": {
        "nudge-slopes": "the growth for your h",
        "nudge-hill": "factor 2 of the square",
        "nudge-new-loss": "not its square",
    },
    "no-slopes": {"seven-fork": "slopes of nodes 4, 5 and 6 are missing"},
    "endless-function": {"nudge-walk": "does not come to an end"},
    "one-path": {"seven-fork": "path 2 → 4 → 7 alone"},
    "overwrites": {"seven-carry": "what the last reader brings"},
    "sign-turned": {"seven-output": "sign is turned", "seven-fork": "follows from your own"},
    "no-scale": {"seven-output": "the scale c is missing", "seven-fork": "the scale c is missing"},
    "no-slope-of-g": {"seven-output": "the slope of the sigmoid is missing"},
    "g-of-x": {"seven-output": "x was put into g where h belongs", "seven-inner": "x was put into g"},
    "weight-for-value": {"seven-inner": "weight stands where the value"},
    "slope-in-c": {"seven-own": "contains the slope"},
    "no-bias": {"seven-neuron": "bias b is missing"},
    "no-sigmoid-at-7": {"seven-values": "did not go through the sigmoid"},
    "not-squared": {"seven-loss": "not squared"},
}


@pytest.fixture(scope="module")
def graded():
    """Return {assignment: {student: scores}} for both classes."""
    return {
        name: {
            student: scores(name, student, notebook)
            for student, (notebook, _) in handed_in.submissions(released(source(name))).items()
        }
        for name, handed_in in CLASSES.items()
    }


@pytest.mark.parametrize("name", CLASSES)
def test_every_submission_earns_what_it_deserves(graded, name):
    expected = {student: points for student, (_, points) in CLASSES[name].submissions(released(source(name))).items()}
    found = {
        student: {question: points for question, (points, _, _) in one.items()} for student, one in graded[name].items()
    }
    assert found == expected
    assert len(found) >= 20


def test_the_feedback_names_the_slip(graded):
    for student, questions in NAMED.items():
        for question, words in questions.items():
            name = nudge.ASSIGNMENT if question.startswith("nudge") else seven.ASSIGNMENT
            _, feedback, shown = graded[name][student][question]
            assert words in repr(feedback), (student, question, feedback)
            assert words in repr(shown), (student, question, shown)


def test_the_feedback_of_the_first_assignment_keeps_to_the_words_of_its_lessons(graded):
    for student, one in graded[nudge.ASSIGNMENT].items():
        for question, (_, feedback, shown) in one.items():
            words = re.search("path|local derivative|upstream|Go back", f"{feedback!r} {shown!r}")
            assert not words, (student, question, feedback)


def all_right(numbers):
    """Return the right answers to those questions of seven-nodes-by-hand that others go on with."""
    right = answers(numbers)
    gradients = (("output", OUTPUT), ("readers", READERS), ("inner", INNER))
    found = {asked: {name: right[f"d{name}"] for name in names} for asked, names in gradients}
    return found | {"values": {name: right[name] for name in VALUES}, "at_2": right["dx2"]}


def told_with_one_wrong(student, question, asked, name, wrong):
    """Return the feedback where all answers are right but the one called `name`."""
    given = all_right(numbers_for(seven.ASSIGNMENT, student))
    return check(question, student, **{**given, asked: {**given[asked], name: wrong}})


def slips_elsewhere(student, name, of_value):
    """Return [(slip, wrong number)] of the steps at other nodes, at all nodes and at the loss."""
    numbers = numbers_for(seven.ASSIGNMENT, student)
    problem = (ValueProblem if of_value else GradientProblem)(network(numbers), name, numbers["x1"], numbers["target"])
    own = f"node {name[-1]}" if of_value or name not in READERS else "node 7"  # the arrow that leads to a reader
    for slip in value_slips(problem) if of_value else gradient_slips(problem):
        place = slip.where.partition(",")[0]
        if slip.of_a_step and place != own and not (name == "x7" and place == AT_LOSS):
            wrong = slip(problem)
            if wrong is not None and abs(wrong - problem.right) > 0.02 * abs(problem.right):
                yield slip, wrong


@pytest.mark.parametrize(
    "question, asked, names",
    [
        ("seven-values", "values", VALUES),
        ("seven-output", "output", OUTPUT),
        ("seven-readers", "readers", READERS),
        ("seven-inner", "inner", INNER),
    ],
)
def test_no_slip_is_named_at_a_node_that_the_student_has_right(question, asked, names):
    tried = 0
    for student in ("ada", "s1000"):
        for name in names:
            for slip, wrong in slips_elsewhere(student, name, asked == "values"):
                told = told_with_one_wrong(student, question, asked, name, wrong)
                assert told.state == "not yet", (student, name, slip)
                if slip.where not in (EVERYWHERE, AT_LOSS):
                    assert f"At {slip.where}" not in told.says and f"into {slip.where}" not in told.says, told
                assert slip.name not in told.slips or "node" in slip.where and name[-1] in told.says, (name, slip, told)
                tried += 1
    assert tried > 20


@pytest.mark.parametrize("question, name, known", [("seven-readers", "x4", "output"), ("seven-fork", "x2", "readers")])
def test_what_is_right_in_an_earlier_question_counts(question, name, known):
    numbers = numbers_for(seven.ASSIGNMENT, "ada")
    problem = GradientProblem(network(numbers), name, numbers["x1"], numbers["target"])
    slips = {(slip.name, slip.where): slip(problem) for slip in gradient_slips(problem)}
    wrong = slips["g'(x) for g'(h)", "node 7"]
    given = {"at_2": wrong} if name == "x2" else {"readers": {name: wrong}}
    assert "At node 7" in check(question, "ada", **given).says
    told = check(question, "ada", **given, **{known: all_right(numbers)[known]})
    assert told.state == "not yet" and not told.slips


def test_a_slip_is_named_where_it_was_made_and_where_nothing_speaks_against_it():
    numbers = numbers_for(seven.ASSIGNMENT, "ada")
    problem = ValueProblem(network(numbers), "x6", numbers["x1"])
    wrong = {slip.where: slip(problem) for slip in value_slips(problem) if slip.name == "the bias is missing"}
    told = told_with_one_wrong("ada", "seven-values", "values", "x6", wrong["node 6"])
    assert "At node 6, the bias b is missing" in told.says
    assert not told_with_one_wrong("ada", "seven-values", "values", "x6", wrong["node 2"]).slips
    told = check("seven-values", "ada", values={"x6": wrong["node 2"]})  # the other entries are not answered
    assert "At node 2, the bias b is missing" in told.says


@pytest.mark.parametrize("name", CLASSES)
def test_no_feedback_gives_an_answer_or_a_hidden_number_away(graded, name):
    for student, one in graded[name].items():
        right = assignment_module(name).answers(numbers_for(name, student))
        right = [n for answer in right.values() for n in (answer if isinstance(answer, tuple) else (answer,))]
        hidden = hidden_numbers(name, student).values()
        secret = {f"{abs(n):.{digits}g}" for n in right for digits in (3, 4, 5)} | {str(abs(n)) for n in right}
        secret = {number for number in secret | {f"{abs(n)}" for n in hidden} if len(number) > 3}
        for question, (_, feedback, _) in one.items():
            told = set(re.findall(r"\d+\.\d+", repr(feedback)))
            assert not told & secret - {str(abs(n)) for n in numbers_for(name, student).values()}, (student, question)
            assert "0x" not in repr(feedback) and "\n\n" not in repr(feedback)


@pytest.mark.parametrize("name", CLASSES)
def test_the_notebook_is_what_nbgrader_and_students_need(name):
    notebook, questions = source(name), assignment_module(name).QUESTIONS
    marks = [cell.metadata["nbgrader"] for cell in notebook.cells if "nbgrader" in cell.metadata]
    assert len({mark["grade_id"] for mark in marks}) == len(marks)
    assert all(mark["schema_version"] == 3 for mark in marks)
    tested = {mark["grade_id"]: mark["points"] for mark in marks if mark["grade"] and not mark["solution"]}
    assert tested == {question: asked.points for question, asked in questions.items()}
    assert sum(mark["points"] for mark in marks if mark["grade"]) == 40
    assert sum(mark["points"] for mark in marks if mark["grade"] and mark["solution"]) == 4
    assert "*Points*: 40, of which 4 for written answers" in notebook.cells[0].source
    assert all(not cell.get("outputs") and cell.get("execution_count") is None for cell in notebook.cells)


@pytest.mark.parametrize("name", [*CLASSES, "build-the-engine"])
def test_the_instructors_page_tells_the_time_the_points_and_the_lesson_of_the_notebook(name):
    title = source(name).cells[0].source
    lesson, needed = (
        re.search(r"lessons \d\d (?:to|and) (\d\d)", title)[1],
        r"\*Time\*: (.*?)\. \*Points\*: (\d+), of which (\d+)",
    )
    page = (ROOT / "notebooks/coursework/README.md").read_text(encoding="utf-8")
    row = re.search(rf"^\| `{name}` \| (.*) \|$", page, re.MULTILINE)[1].split(" | ")
    assert row == [lesson, *re.search(needed, title).groups()]
    assert "Each needs the lessons since the one before it" in page


def test_each_assignment_needs_the_lessons_since_the_one_before():
    titles = [source(name).cells[0].source for name in (*CLASSES, "build-the-engine")]
    needed = [re.search(r"lessons (\d\d) (?:to|and) (\d\d)", title).groups() for title in titles]
    assert needed == [("01", "03"), ("04", "06"), ("07", "08")]


@pytest.mark.parametrize("name", [*CLASSES, "build-the-engine"])
def test_an_assignment_needs_no_package_but_the_course(name):
    code = "\n".join(cell.source for cell in source(name).cells if cell.cell_type == "code")
    modules = {module for pair in re.findall(r"(?m)^(?:from (\w+)|import (\w+))", code) for module in pair if module}
    assert modules - set(sys.stdlib_module_names) == {"helpers"}


def test_the_readme_tells_what_the_assignments_take_and_give():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    titles = [source(name).cells[0].source for name in (*CLASSES, "build-the-engine")]
    times = [re.search(r"\*Time\*: (?:(\d+) to )?(\d+) minutes", title).groups() for title in titles]
    least, most = sum(int(low or high) for low, high in times), sum(int(high) for _, high in times)
    assert (least, most) == (210, 240) and "three and a half to four hours in all" in readme
    assert "after lessons 03, 06 and 08" in readme
    assert "40 points: 36 by hidden tests with partial credit, 4 for answers in words" in readme


@pytest.mark.parametrize("name", CLASSES)
def test_the_points_in_the_prose_are_those_of_the_cells(name):
    text = "\n".join(cell.source for cell in source(name).cells if cell.cell_type == "markdown")
    assert sum(map(int, re.findall(r"^## Part .*\((\d+) points\)", text, re.MULTILINE))) == 40
    asked = re.findall(r"\*\*\((\d+) points?(?:, (\d) each|( each))?\)\*\*", text)
    assert sum(int(points) * (4 if each else 1) for points, _, each in asked) == 40


@pytest.mark.parametrize("name", CLASSES)
def test_the_release_holds_no_solution_and_a_place_to_work(name):
    for cell in released(source(name)).cells:
        assert not re.search(r"SOLUTION|HIDDEN|grade\(|Mark scheme", cell.source)
        if cell.metadata.get("nbgrader", {}).get("solution") and cell.cell_type == "code":
            assert re.match(r'\w+ = None|\w+ = \{"|def \w+\(', cell.source) and "# your work here" in cell.source


@pytest.mark.parametrize("name", CLASSES)
def test_the_instructors_version_is_right_for_any_student(name):
    for student in ("ada", "Émile Noël", "s4711"):
        notebook = source(name)
        for cell in notebook.cells:
            cell.source = re.sub(r"\n*### BEGIN HIDDEN.*?END HIDDEN TESTS", "", cell.source, flags=re.DOTALL)
            cell.source = cell.source.replace("student = None", f"student = {student!r}")
        found = scores(name, student, notebook)
        assert sum(points for points, _, _ in found.values()) == 36
        assert all(shown.is_right for _, _, shown in found.values())
