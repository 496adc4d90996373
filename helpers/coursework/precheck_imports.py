"""What the pre-check finds in a submitted notebook: imports from `helpers` that the release version does not make."""

import ast
import warnings

from helpers.coursework.precheck_submitted import is_locked, name_of
from helpers.naming import listed

LONGEST = 100


def of_imports(notebook, cells):
    """Yield (kind, what was seen, what to do) of the cells that are run as submitted; cells: as in `of_cells`."""
    allowed = {found for cell in cells.values() if cell.cell_type == "code" for found in _imports(cell.source)}
    last = {name_of(cell): cell for cell in notebook.cells}
    for cell in notebook.cells:
        name = name_of(cell)
        is_put_back = name in cells and is_locked(cells[name]) and cell is last[name]
        found = [] if is_put_back or cell.cell_type != "code" else _imports(cell.source)
        if found := [one for one in found if one not in allowed]:
            says = f"cell {name or cell.get('id', 'without a name')} imports {listed(dict.fromkeys(found))[:LONGEST]}."
            yield "imports", says, "The answers, or the course's own engine? Read what the cell does with it."


def _imports(source):
    """Return what a cell imports from helpers, in words: "helpers.graph" or "Node of helpers.graph"."""
    found = []
    for tree in _trees(source):
        for part in ast.walk(tree):
            if isinstance(part, ast.Import):
                found += [one.name for one in part.names if _is_ours(one.name)]
            elif isinstance(part, ast.ImportFrom) and _is_ours(part.module):
                found += [f"{one.name} of {part.module}" for one in part.names]
    return found


def _is_ours(module):
    return (module or "").partition(".")[0] == "helpers"


def _trees(source):
    """Return the parsed cell, or, where it is no Python as a whole, each line of it that is."""
    found = _parsed(source)
    return [found] if found else [tree for line in source.splitlines() if (tree := _parsed(line.strip()))]


def _parsed(source):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
