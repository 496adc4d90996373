"""Your turn in every lesson: unanswered as stored, right answers and slips recognised, nonsense answered in words.

The answers stand in `tests.your_turn_answers` as code. Each is worked out in the lesson's own namespace, with its
engine and its functions, and never with the check that is to judge it.
"""

import ast
import io
import re
import tokenize
from dataclasses import dataclass
from functools import cache
from html import unescape

import nbformat
import pytest

from helpers.checks.feedback import Feedback
from tests.refresh import NOTEBOOKS
from tests.test_lessons import path_of
from tests.your_turn_answers import TABLE, TOOLS

DETAILS = re.compile(r"<details>.*?</details>", re.DOTALL)
NUMBER = re.compile(r"(?<![\w.,])[-−]?\d+(?:\.\d+)?(?:e[-+]?\d+)?(?: ?/ ?\d+)?")


class Raises:
    """An object on which everything raises."""

    def _no(self, *arguments):
        raise RuntimeError("no.")

    __eq__ = __float__ = __iter__ = __len__ = __bool__ = __repr__ = __str__ = __abs__ = __call__ = _no
    __hash__ = None


class ListThatRaises(list):
    """A list that cannot be read."""

    __iter__ = __len__ = __getitem__ = Raises._no


class TextThatRaises(str):
    """A text that cannot be read."""

    split = __repr__ = __str__ = Raises._no


NONSENSE = {
    "text": "abc",
    "no text": "",
    "NaN": float("nan"),
    "infinity": float("inf"),
    "a list": [1.5, 2.5, 3.5, 4.5],
    "an empty list": [],
    "an empty mapping": {},
    "a mapping": {"q": 1},
    "a function": lambda: 1,
    "a type": int,
    "an object that raises": Raises(),
    "a list of such": [Raises(), Raises()],
    "a list that raises": ListThatRaises([1, 2]),
    "a text that raises": TextThatRaises("abc"),
    "a truth value": True,
    "a complex number": 1j,
    "a huge number": 10**400,
    "not implemented": NotImplemented,
}


@dataclass
class Exercise:
    """Hold one check cell of a lesson, its names as they were there, and the prose since the check before."""

    cell: object
    names: dict
    prose: list
    checks: set

    def __post_init__(self):
        *self.before, last = ast.parse(self.cell.source).body
        assert isinstance(last, ast.Expr), f"{self.cell.id}: its last line is not the check"
        (call,) = [n for n in ast.walk(last) if isinstance(n, ast.Call) and getattr(n.func, "id", "") in self.checks]
        assert isinstance(call.args[0], ast.Name), f"{self.cell.id}: the check is not given the answer by its name"
        self.last, self.answer = last, call.args[0].id

    def ask(self, *answer):
        """Run the cell, with an answer in place of None if there is one, and return what it shows."""
        names = dict(self.names)
        exec(compile(ast.Module(self.before, []), self.cell.id, "exec"), names)
        if answer:
            names[self.answer] = answer[0]
        return eval(compile(ast.Expression(self.last.value), self.cell.id, "eval"), names)

    def value(self, code):
        """Return the value of code from the table."""
        names = {**self.names, **TOOLS}
        exec(compile(ast.Module(self.before, []), self.cell.id, "exec"), names)
        return eval(code, names)


def imported(notebook, package="helpers.checks"):
    """Return the names that a lesson imports from a package and its modules: by default, its checks."""
    trees = [ast.parse(cell.source) for cell in notebook.cells if cell.cell_type == "code"]
    imports = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    imports = [node for node in imports if f"{node.module}.".startswith(f"{package}.")]
    return {alias.asname or alias.name for node in imports for alias in node.names}


def calls(tree):
    """Return the names of the functions that code calls."""
    return {getattr(node.func, "id", "") for node in ast.walk(tree) if isinstance(node, ast.Call)}


@cache
def exercises(number):
    """Run a lesson and return its exercises, by the ids of their cells."""
    notebook, names, found, prose = nbformat.read(path_of(number), as_version=4), {}, {}, []
    checks, explorers = imported(notebook), imported(notebook, "helpers.explorers")
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            prose.append(cell.source)
        elif cell.cell_type == "code":
            if calls(ast.parse(cell.source)) & checks:
                found[cell.id] = Exercise(cell, dict(names), prose, checks)
                prose = []
            if not calls(ast.parse(cell.source)) & explorers:  # what an explorer shows is tested on its own
                exec(compile(cell.source, f"{number}:{cell.id}", "exec"), names)
    for exercise in found.values():  # what stands above the first is the lesson itself, which may say anything
        if any("## Your turn" in text for text in exercise.prose):
            first = next(k for k, text in enumerate(exercise.prose) if "## Your turn" in text)
            exercise.prose = exercise.prose[first:]
    return found


def tells(text, right):
    """Tell whether a text contains the right answer: its number, or all of its numbers in their order."""
    if callable(right) or isinstance(right, (str, set)):
        return False
    wanted = [*(right.values() if isinstance(right, dict) else right if hasattr(right, "__iter__") else [right])]
    text = re.sub(r"has length \d+; give \d+ numbers", "", text)  # what was given and asked, not what is right
    found = [value for value in map(number_in, NUMBER.findall(text)) if value is not None]
    runs = [found[k : k + len(wanted)] for k in range(len(found) - len(wanted) + 1)]
    return any(all(abs(n - r) <= 2e-3 * abs(r) for n, r in zip(run, wanted)) for run in runs)


def number_in(text):
    """Return the number that a text stands for, or None."""
    top, _, bottom = text.replace("−", "-").replace(" ", "").partition("/")
    return float(top) / float(bottom or 1) if float(bottom or 1) else None


def text_of(html):
    """Return what a reader of HTML reads."""
    return unescape(re.sub(r"<[^>]+>", "", html.replace("<br>", "\n"))).strip()


def is_a_sentence(feedback):
    """Tell whether a feedback is readable words, the same in text and in HTML."""
    words = repr(feedback)
    return (
        text_of(feedback._repr_html_()) == words
        and 1 <= len(words.splitlines()) <= 1 + max(1, len(feedback.slips))
        and words.rstrip()[-1] in ".?:…"
        and "Traceback" not in words
    )


ALL = [(number, name) for number, lesson in TABLE.items() for name in lesson]
EACH = pytest.mark.parametrize("number, name", ALL, ids=[f"{number}-{name}" for number, name in ALL])


@pytest.mark.parametrize("number", TABLE)
def test_every_check_of_a_lesson_has_its_answers_here(number):
    assert list(exercises(number)) == list(TABLE[number])
    cells = nbformat.read(path_of(number), as_version=4).cells
    titles = re.findall(r"(?m)^\*\*(\d)\.", "\n".join(cell.source for cell in cells if cell.cell_type == "markdown"))
    asked = titles[-int(max(titles)) :]
    assert asked == [str(k + 1) for k in range(len(asked))] and 2 <= len(asked) <= 4


def test_no_lesson_is_left_out():
    imports = {path.stem[:2] for path in NOTEBOOKS.glob("*.ipynb") if imported(nbformat.read(path, as_version=4))}
    assert imports == set(TABLE)


@EACH
def test_an_exercise_has_a_hint_and_a_solution_that_unfold(number, name):
    prose = "\n".join(exercises(number)[name].prose)
    assert [summary for summary in re.findall(r"<summary>(.*?)</summary>", prose)] == ["Hint", "Solution"]
    hint, solution = DETAILS.findall(prose)
    assert ">>>" in solution and ">>>" not in hint


@EACH
def test_the_stored_exercise_is_not_answered(number, name):
    exercise = exercises(number)[name]
    feedback = exercise.ask()
    shown = [output.data for output in exercise.cell.outputs if "data" in output]
    assert shown == [{"text/html": feedback._repr_html_(), "text/plain": repr(feedback)}]
    assert exercise.ask().state == exercise.ask(None).state == exercise.ask(...).state == "unanswered"
    assert is_a_sentence(exercise.ask())


@EACH
def test_the_right_answer_is_right(number, name):
    exercise, answers = exercises(number)[name], TABLE[number][name]
    for code in answers.right:
        feedback = exercise.ask(exercise.value(code))
        assert isinstance(feedback, Feedback) and feedback.is_right, f"{code}: {feedback}"
        assert is_a_sentence(feedback)


@EACH
def test_each_slip_is_named(number, name):
    exercise, answers = exercises(number)[name], TABLE[number][name]
    right = exercise.value(answers.right[0])
    assert len(answers.slips) >= 2 and all(len(words) > 3 for words in answers.slips.values())
    for code, words in answers.slips.items():
        feedback = exercise.ask(exercise.value(code))
        assert feedback.state == "not yet" and words in repr(feedback), f"{code}: {feedback}"
        assert is_a_sentence(feedback) and not tells(repr(feedback), right), f"{code}: {feedback}"
        assert repr(exercise.ask(exercise.value(code))) == repr(feedback)


@pytest.mark.parametrize("nonsense", NONSENSE.values(), ids=NONSENSE)
@EACH
def test_nonsense_gets_a_sentence(number, name, nonsense):
    exercise, answers = exercises(number)[name], TABLE[number][name]
    right = exercise.value(answers.right[0])
    for answer in (nonsense, (nonsense, nonsense), [None, nonsense], {"b7": nonsense}):
        feedback = exercise.ask(answer)
        assert isinstance(feedback, Feedback) and not feedback.is_right
        assert is_a_sentence(feedback) and not tells(repr(feedback), right), repr(feedback)
        if isinstance(right, str):
            assert repr(exercise.ask(right)).partition(" ")[2] not in repr(feedback)


def shown_answers(exercise, answers, source=None, prose=None, outputs=None):
    """Yield what a cell, its output or its prose outside the <details> shows that the check would call right."""
    source = exercise.cell.source if source is None else source
    prose = exercise.prose if prose is None else prose
    outputs = exercise.cell.outputs if outputs is None else outputs
    right = exercise.value(answers.right[0])
    candidates = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.expr) and not calls(node) & exercise.checks:
            code = ast.unparse(node)
            try:
                candidates[code] = exercise.value(code)
            except Exception:  # a name inside a lambda, a target of an assignment
                continue
    for comment in comments(source):
        options = re.findall(r'"([^"]+)"', comment.partition("such as")[0])
        if 0 < len(options) < 3:  # three or more are the choices to choose from
            candidates |= {option: option for option in options}
        if "such as" in comment:
            candidates["such as"] = ast.literal_eval(comment.partition("such as")[2].strip())
    for code, value in candidates.items():
        if exercise.ask(value).is_right:
            yield f"{code} in the cell"
    outside = re.sub(r"(?m)^\*\*\d\.", "**", DETAILS.sub("", "\n".join(prose)))
    shown = [output.get("text", "") for output in outputs]
    shown += [text_of(str(text)) for output in outputs for text in output.get("data", {}).values()]
    for text in [outside, *comments(source), *shown]:
        if tells(text, right) or isinstance(right, str) and text.count(f'"{right}"') > len(comments(source)):
            yield f"an answer in: {text[:60]}"
        if isinstance(right, str) and repr(exercise.ask(right)).partition(" ")[2] in text:
            yield f"why it is right in: {text[:60]}"


def comments(source):
    """Return the comments in code."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return [token.string for token in tokens if token.type == tokenize.COMMENT]


@EACH
def test_no_answer_is_shown_outside_the_details(number, name):
    assert list(shown_answers(exercises(number)[name], TABLE[number][name])) == []


@EACH
def test_a_shown_answer_is_found(number, name):
    exercise, answers = exercises(number)[name], TABLE[number][name]
    right = exercise.value(answers.right[0])
    as_code = answers.right[0]
    source = exercise.cell.source.replace("None", f"({as_code})") if not callable(right) else f"{as_code}\ncheck()"
    assert list(shown_answers(exercise, answers, source=source))
    if not callable(right):
        outputs = [{"data": {"text/plain": repr(exercise.ask(right)) + f" It is {right!r}."}}]
        found = list(shown_answers(exercise, answers, outputs=outputs))
        assert found or isinstance(right, set)
