"""What the pre-check finds in a submitted notebook: cells that are not as released, or another student's name."""

from helpers.coursework.numbers import identifier
from helpers.naming import listed


def name_of(cell):
    """Return the name that nbgrader's marks give a cell, or None."""
    marks = cell.metadata.get("nbgrader")
    name = marks.get("grade_id") if hasattr(marks, "get") else None
    return name if isinstance(name, str) else None


def of_cells(notebook, cells):
    """Yield (kind, what was seen, what to do) of its cells; cells: {name: cell} of the release version."""
    submitted = {}
    for cell in notebook.cells:
        submitted.setdefault(name_of(cell), []).append(cell)
    submitted.pop(None, None)
    if not submitted:
        says = "no cell carries the marks of nbgrader."
        yield "unmarked", says, "It was not made from the release version; ask for that, now all its parts count 0."
        return
    for name, copies in submitted.items():
        if name in cells and len(copies) > 1:
            do = "Only the last copy counts. If it is an answer in words, look at all of them."
            yield "duplicated", f"cell {name} is there {len(copies)} times.", do
    for name, cell in cells.items():
        marks = cell.metadata.nbgrader
        if name not in submitted and marks.get("grade"):
            yield "deleted", f"cell {name} is gone, with {marks.points:g} points.", "Ask for it again; it counts 0."
        elif name not in submitted and marks.get("solution"):
            yield "deleted", f"cell {name}, for an answer, is gone.", "What depends on it counts 0; ask again."
    edited = [
        name
        for name, copies in submitted.items()
        if name in cells and is_locked(cells[name]) and any(_differs(copy, cells[name]) for copy in copies)
    ]
    if edited:
        do = "Grading puts every graded and locked cell back as released; nothing to do."
        yield "edited", f"locked cells were changed: {listed(edited)}.", do


def of_student(notebook, student):
    """Yield the same where the notebook does not say that it is by the student in whose folder it is."""
    for cell in notebook.cells:
        first = cell.source.lstrip().partition("\n")[0]
        if cell.cell_type == "code" and first.startswith("student") and "=" in first:
            line = next(line for line in reversed(cell.source.splitlines()) if line.startswith("student"))
            typed = line.partition("=")[2].partition("#")[0].strip()
            if typed == "None":
                yield "nameless", "the notebook does not say whose it is.", "Its numbers count as wrong; ask for it."
                return
            try:
                same = identifier(typed.strip("'\"")) == identifier(student)
            except (TypeError, ValueError):
                same = False
            if not same:
                do = "Copied, or mistyped. The numbers of the folder count; if it was mistyped, rename the folder."
                yield "another's", f"the notebook says student = {typed[:40]}.", do
            return


def is_locked(cell):
    """Tell whether grading puts a cell of the release version back as it was."""
    marks = cell.metadata.nbgrader
    return not marks.get("solution") and bool(marks.get("grade") or marks.get("locked"))


def _differs(cell, released):
    marks, right = cell.metadata.nbgrader, released.metadata.nbgrader
    return (
        cell.source.split() != released.source.split()
        or cell.cell_type != released.cell_type
        or marks.get("points") != right.get("points")
        or bool(marks.get("grade")) != bool(right.get("grade"))
    )
