"""What the notebooks of an assignment call: `check` answers at once, `grade` hands the answers over.

No score is made here. Where a student's code runs, every name and every module can be replaced, so `grade` only writes
the answers down as an output of its cell. `helpers.coursework.judging` reads them in nbgrader's own process, where no
student's code runs, and replaces all outputs of that cell by the score and the feedback.
"""

import os

from helpers.checks.answers import is_unanswered
from helpers.checks.checking import never_raises
from helpers.checks.trying import Failed, tried
from helpers.coursework.numbers import assignment_module, hidden_numbers, numbers_for
from helpers.coursework.plain import plain, rebuilt
from helpers.coursework.questions import as_arguments, unreadable

MIME = "application/vnd.backpropagation.answers+json"
ASSIGNMENTS = {"nudge": "nudge-and-slope", "seven": "seven-nodes-by-hand", "engine": "build-the-engine"}


def assignment_of(question):
    """Return the assignment that a question belongs to; raises ValueError for an unknown question."""
    name = ASSIGNMENTS.get(str(question).partition("-")[0])
    if name is None or question not in assignment_module(name).QUESTIONS:
        raise ValueError(f"there is no question {question!r}")
    return name


@never_raises
def check(question, student, **answers):
    """Return the feedback for the answers to a question, as of the numbers of `student`. It never raises."""
    name = assignment_of(question)
    numbers = numbers_for(name, student)
    asked = assignment_module(name).QUESTIONS[question]
    return asked.judge(numbers, answers, results_of(asked, numbers, answers)).feedback


def grade(question, student, **answers):
    """Hand the answers to a question over, for grading. `student` is noted, and does not decide whose numbers count.

    That is the folder of the submission, where there is one.
    """
    from IPython.display import display

    name = assignment_of(question)
    asked = assignment_module(name).QUESTIONS[question]
    graded_as = os.environ.get("COURSEWORK_STUDENT") or student
    numbers = hidden_numbers(name, graded_as) if asked.tries else {}
    handed_over = {
        "question": question,
        "student": plain(student),
        "answers": {str(answer): plain(value) for answer, value in answers.items()},
        "results": plain(results_of(asked, numbers, answers)),
    }
    display({MIME: handed_over, "text/plain": "Handed over for grading."}, raw=True)


def verdict_on(question, student, handed_over):
    """Return the verdict on what `grade` handed over, for the student whose submission it is."""
    name = assignment_of(question)
    asked = assignment_module(name).QUESTIONS[question]
    numbers = hidden_numbers(name, student) if asked.tries else numbers_for(name, student)
    try:
        given = {str(answer): rebuilt(value) for answer, value in dict(handed_over["answers"]).items()}
        results = rebuilt(handed_over["results"])
    except Exception:  # only a kernel that was tampered with writes such a thing
        return unreadable("These answers could not be read.")
    if asked.tries and results is not None and len(asked.tries(numbers)) != (results and len(results)):
        results = [{"error": "it gave no result"}] * len(asked.tries(numbers))
    return asked.judge(numbers, given, results)


def results_of(asked, numbers, answers):
    """Return what the function that a student wrote gives for each try of a question, or None if there is none."""
    if asked.tries is None or all(is_unanswered(answers.get(name)) for name in asked.asks):
        return None
    return [_result(asked, arguments, answers) for arguments in asked.tries(numbers)]


def _result(asked, arguments, answers):
    try:
        if asked.run is not None:
            return asked.run(answers, *arguments)
        function = answers.get(asked.asks[0])
        if not callable(function):
            return {"error": f"{asked.asks[0]} is no function"}
        return tried(function, as_arguments(arguments))
    except Failed as failure:
        return {"error": str(failure)}
