"""The exact numbers the tests compare with, and how close is close enough."""

import json
import math
from pathlib import Path

DATA = Path(__file__).parent / "data"


def seven_node_instances():
    """Return the two worked instances of the seven nodes, every number as a float."""

    def floats(entry):
        if isinstance(entry, dict):
            return {key: floats(value) for key, value in entry.items()}
        try:
            return float(entry)
        except ValueError:
            return entry  # a title

    return [floats(instance) for instance in json.loads((DATA / "seven_node.json").read_text())]


def worked_examples():
    """Return the worked examples, collected from public sources and recomputed."""
    return json.loads((DATA / "worked_examples.json").read_text())["examples"]


def close(found, exact, relative=1e-12):
    """Tell whether two numbers agree to 12 digits (absolutely, where the exact one is 0)."""
    return math.isclose(found, exact, rel_tol=relative, abs_tol=relative if exact == 0 else 0.0)


def misses(found, exact, relative=1e-12):
    """Return the names whose number is not close to the exact one, with both."""
    return {name: (found[name], exact[name]) for name in exact if not close(found[name], exact[name], relative)}
