"""Judge submissions in nbgrader's own process: scores and feedback in place of what the student's kernel put out."""

from nbformat.v4 import new_output
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor

from helpers.checks.feedback import Feedback, not_yet
from helpers.coursework.grading import MIME, assignment_module, verdict_on
from helpers.coursework.hiding import COLOURS, HIDDEN
from helpers.coursework.numbers import identifier

KEPT = ("text/plain", "image/png")  # of a student's outputs; a grader's browser runs none of their HTML
_LONGEST = 300


class Tidy(NbGraderPreprocessor):
    """Make a submission one that nbgrader can read: before anything else looks at it.

    Of cells that share a grade_id, the last keeps it, as with nbgrader itself, which then trips over the others.
    """

    def preprocess(self, nb, resources):
        """Return the notebook with every grade_id once, and no damaged metadata of nbgrader."""
        taken = set()
        for cell in reversed(nb.cells):
            marks = cell.metadata.get("nbgrader")
            if marks is None:
                continue
            name = marks.get("grade_id") if hasattr(marks, "get") else None
            if not isinstance(name, str) or name in taken:
                del cell.metadata["nbgrader"]
            else:
                taken.add(name)
        return nb, resources


class Judge(NbGraderPreprocessor):
    """Put the score and the feedback into every graded cell, in place of all that the kernel put there."""

    def preprocess_cell(self, cell, resources, cell_index):
        """Judge a graded cell; of any other cell keep text and pictures."""
        if cell.cell_type != "code":
            return cell, resources
        course = resources["nbgrader"]
        if not utils.is_grade(cell) or utils.is_solution(cell):
            cell.outputs = [_harmless(output) for output in cell.outputs]
            return cell, resources
        name, points = cell.metadata.nbgrader["grade_id"], float(cell.metadata.nbgrader["points"])
        share, feedback = self._judged(cell, name, course)
        shown = {"text/plain": repr(feedback), "text/html": feedback._repr_html_()}
        score = new_output("execute_result", {"text/plain": repr(round(points * share, 2))}, execution_count=None)
        cell.outputs = [new_output("display_data", shown), score]
        return cell, resources

    def _judged(self, cell, name, course):
        try:
            questions = assignment_module(course["assignment"]).QUESTIONS
        except ValueError:
            questions = {}
        if name not in questions:
            self.log.error("No question is called %s: the cell gets no points", name)
            return 0.0, not_yet("This cell is not known to grading; please tell your instructor.")
        handed_over = _handed_over(cell.outputs)
        if handed_over is None:
            return 0.0, _trouble(cell)
        if handed_over.get("question") != name:
            return 0.0, not_yet("What this cell handed over belongs to another question.")
        try:
            verdict = verdict_on(name, course["student"], handed_over)
        except Exception as error:  # one submission must not stop the others
            self.log.exception("Judging %s of %s failed: %s", name, course["student"], error)
            return 0.0, not_yet("This answer could not be judged; please tell your instructor.")
        return min(max(float(verdict.share), 0.0), 1.0), _with_owner(verdict.feedback, handed_over, course["student"])


def _handed_over(outputs):
    found = [output.data[MIME] for output in outputs if MIME in output.get("data", {})]
    return found[0] if len(found) == 1 and isinstance(found[0], dict) else None


def _trouble(cell):
    """Say why a cell handed nothing over, in one line and without its hidden lines."""
    for output in cell.outputs:
        if output.output_type == "error":
            reason = " ".join(COLOURS.sub("", f"{output.ename}: {output.evalue}").split())
            reason = HIDDEN.sub("", reason)[:_LONGEST].rstrip(": ")
            return not_yet(f"This cell stopped with {reason}.", "Does every cell above run, from top to bottom?")
    if cell.execution_count is None:
        return not_yet("This cell was not run: the kernel had ended in a cell above.", "Look for that cell.")
    return not_yet("This cell handed no answer over.", "Does every cell above run, from top to bottom?")


def _with_owner(feedback, handed_over, student):
    """Add to the feedback whose numbers the notebook was filled in with, if they are another student's."""
    typed = handed_over.get("student")
    try:
        if identifier(typed) == identifier(student):
            return feedback
        reason = f"The notebook says student = {str(typed)[:40]!r}, and it is the submission of {student!r}."
    except (TypeError, ValueError):
        reason = f"The notebook does not say whose it is; it is the submission of {student!r}."
    if feedback.state != "not yet":
        return feedback
    says = f"{feedback.says} {reason} The numbers of {student!r} count."
    return Feedback(feedback.state, says.strip(), feedback.next, feedback.slips)


def _harmless(output):
    if "data" in output:
        output["data"] = {kind: content for kind, content in output["data"].items() if kind in KEPT}
        output["data"].setdefault("text/plain", "")
    return output
