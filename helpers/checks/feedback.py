"""What a check answers: a first word, a sentence and the next step, as accessible HTML and as the same words."""

from dataclasses import dataclass
from html import escape

# The first words, and a line at the left that differs in kind, not only in colour. The colours stand out on white and
# on black, and are plain ones: from a notebook that is not trusted JupyterLab drops every style that names a variable.
FIRST = {"right": "Right.", "unanswered": "Not answered yet.", "not yet": "Not yet:"}
_EDGES = {
    "right": "6px double #2e7d32",
    "unanswered": "3px dotted #808080",
    "not yet": "3px dashed #c04a00",
}


@dataclass(frozen=True)
class Feedback:
    """Hold the answer of a check.

    state: "right", "unanswered" or "not yet". says: what follows the first word. next: what to do now, or a line for
    each of several slips. slips: the names of the slips that were recognised.
    """

    state: str
    says: str = ""
    next: str = ""
    slips: tuple = ()

    @property
    def is_right(self):
        """Whether the answer was right."""
        return self.state == "right"

    def __repr__(self):
        line = f"{FIRST[self.state]} {self.says}".strip()
        return f"{line}\n{self.next}" if self.next else line

    def _repr_html_(self):
        style = f"border-left:{_EDGES[self.state]};padding:0.3em 0.8em"
        line = f"<strong>{FIRST[self.state]}</strong> {escape(self.says)}".strip()
        rest = "".join(f"<br>{escape(line)}" for line in self.next.splitlines())
        return f'<div role="status" style="{style}">{line}{rest}</div>'


def unanswered(next=""):
    """Return the feedback for a question that nobody has answered."""
    return Feedback("unanswered", "", next)


def not_yet(says, next="", slips=()):
    """Return the feedback for an answer that is not right, beginning with a capital letter."""
    return Feedback("not yet", says, next, tuple(slips))
