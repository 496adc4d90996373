"""Fill in the notebook that students receive, as a student would: cell by cell."""

from copy import deepcopy


def filled(released, student, cells):
    """Return a copy of the released notebook: `student` typed in, and the cells {id: source} replaced.

    student: what is typed; None leaves the cell as it is. Raises KeyError for an id that is no cell to work in.
    """
    notebook = deepcopy(released)
    to_work_in = {cell.metadata["nbgrader"]["grade_id"]: cell for cell in notebook.cells if _is_open(cell)}
    for name, source in cells.items():
        to_work_in[name].source = source
    if student is not None:
        typed = [cell for cell in notebook.cells if cell.source.startswith("student = None")]
        typed[0].source = f"student = {student!r}"
    return notebook


def _is_open(cell):
    return cell.metadata.get("nbgrader", {}).get("solution", False)
