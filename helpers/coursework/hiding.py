"""Keep hidden tests hidden: no hidden line in the feedback, nor in what a student's cell printed."""

import re

from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor

HIDDEN = re.compile(r"\n?[^\n]*BEGIN HIDDEN TESTS.*?(END HIDDEN TESTS[^\n]*|\Z)", re.DOTALL)
COLOURS = re.compile(r"\x1b\[[0-9;]*m")  # of an error's text


class HideTests(NbGraderPreprocessor):
    """Take the hidden lines out of the feedback, also where a student's cell printed one."""

    def preprocess(self, nb, resources):
        """Return the notebook without hidden lines."""
        hidden = set()
        for cell in nb.cells:
            if cell.cell_type == "code" and utils.is_grade(cell) and not utils.is_solution(cell):
                for region in HIDDEN.finditer(cell.source):
                    hidden.update(line.strip() for line in region[0].splitlines() if "grade(" in line)
                cell.source = HIDDEN.sub("", cell.source)
        for cell in nb.cells:
            for output in cell.get("outputs", []):
                _without(output, hidden)
        return nb, resources


def _without(output, hidden):
    for line in hidden:
        if isinstance(output.get("text"), str):
            output["text"] = output["text"].replace(line, "(hidden)")
        if "traceback" in output:
            text = "\n".join(output["traceback"])
            if line in COLOURS.sub("", text):
                output["traceback"] = [f"{output['ename']}: {output['evalue']}".replace(line, "(hidden)")]
        if isinstance(output.get("data", {}).get("text/plain"), str):
            output["data"]["text/plain"] = output["data"]["text/plain"].replace(line, "(hidden)")
