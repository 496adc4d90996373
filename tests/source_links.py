"""Links from lessons to the line where a helper is defined, `../helpers/graph.py#line=42`, kept right as code moves.

JupyterLab opens the file at that line; it counts from 0. GitHub shows the file.
"""

import ast
import re
from functools import cache

LINK = re.compile(r"\[`(?P<name>[^`\]]+)`\]\((?P<file>[^)#\s]+\.py)#line=(?P<line>\d+)\)")


@cache
def lines_of_definitions(source):
    """Return {name: line, from 0} of the functions, classes, methods and values that a module defines."""
    found = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.setdefault(node.name, node.lineno - 1)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                for name in ast.walk(target):
                    if isinstance(name, ast.Name):
                        found.setdefault(name.id, node.lineno - 1)
    return found


def line_of(name, file):
    """Return the line, from 0, where `name`, such as "Node.backward" or "exp()", is defined in a file, or None."""
    plain = name.partition("(")[0].rpartition(".")[2]
    return lines_of_definitions(file.read_text(encoding="utf-8")).get(plain)


def relinked(markdown, folder):
    """Return Markdown whose links to lines lead to where things are defined now; `folder` is that of the notebook."""

    def corrected(link):
        file = (folder / link["file"]).resolve()
        line = line_of(link["name"], file) if file.exists() else None
        return link[0] if line is None else f"[`{link['name']}`]({link['file']}#line={line})"

    return LINK.sub(corrected, markdown)
