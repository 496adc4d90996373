"""What goes into a network, x and target, checked against its wiring before anything is computed.

Both become rows: one for each input, or output, in the order of the network's nodes. A row is a float
for one sample, and for a batch the rows are those of a matrix, nodes x samples.
"""

import math

import numpy as np

from helpers.values import checked_value


def input_rows(x, wiring):
    """Return the rows of a number, a batch, a matrix (inputs x samples) or a mapping {input node: number or batch}.

    Raises TypeError or ValueError for a missing or unknown node, a wrong shape or what is not a number.
    """
    if type(x) is float and len(wiring.inputs) == 1 and math.isfinite(x):
        return [x]  # the common case, before any message is written
    rows = _by_node(x, wiring.inputs, "x", "input")
    batch = next((len(row) for row in rows if type(row) is not float), None)
    if batch is None or isinstance(rows, np.ndarray):
        return rows
    for i, (node, row) in enumerate(zip(wiring.inputs, rows)):
        if type(row) is float:
            rows[i] = np.full(batch, row)
        elif len(row) != batch:
            raise ValueError(f"x of node {node} has {len(row)} numbers and another {batch}; give equal lengths")
    return np.array(rows)


def target_rows(target, wiring, batch):
    """Return the rows of a target; `batch` is None for one sample, else its length.

    One number is the target of every sample. Raises as `input_rows`.
    """
    if type(target) is float and batch is None and len(wiring.outputs) == 1 and math.isfinite(target):
        return [target]
    rows = _by_node(target, wiring.outputs, "target", "output")
    for i, (node, row) in enumerate(zip(wiring.outputs, rows)):
        if type(row) is float:
            rows[i] = row if batch is None else np.full(batch, row)
        elif len(row) != batch:
            samples = "one sample" if batch is None else f"{batch} samples"
            raise ValueError(f"target of node {node} has {len(row)} numbers for {samples}; give one for each")
    return rows if batch is None else np.asarray(rows)


def batch_of(rows):
    """Return the number of samples in rows of a batch, or None for one sample."""
    return None if type(rows) is list else rows.shape[1]


def _by_node(given, nodes, what, kind):
    """Return a list with one float or batch a node, or a matrix that was given as one."""
    if not hasattr(given, "items"):
        if isinstance(given, np.ndarray) and given.ndim == 2:
            return _checked_matrix(given, nodes, what, kind)
        if len(nodes) > 1:
            example = ", ".join(f"{node}: …" for node in nodes[:6]) + (", …" if len(nodes) > 6 else "")
            raise ValueError(
                f"this network has {len(nodes)} {kind}s; give {what} as {{{example}}}, or an array with a row for each"
            )
        return [_checked_batch(given, what, nodes[0])]
    known = set(nodes)
    for node in given:
        if node not in known:
            raise ValueError(f"node {node!r} is no {kind} of this network; {what} is for {_listed(nodes)}")
    for node in nodes:
        if node not in given:
            raise ValueError(f"{what} has no number for node {node!r}, an {kind} of this network; add one")
    return [_checked_batch(given[node], what, node) for node in nodes]


def _checked_matrix(given, nodes, what, kind):
    if len(given) != len(nodes):
        needed = f"one row for each {kind}, {len(nodes)}" if len(nodes) > 1 else "a number or a flat batch"
        raise ValueError(f"{what} of {_listed(nodes)} has shape {given.shape}; give {needed}")
    return checked_value(given, what)


def _checked_batch(value, what, node):
    if type(value) is float and math.isfinite(value):
        return value
    value = checked_value(value, f"{what} of node {node}")
    if type(value) is not float and value.ndim != 1:
        raise ValueError(f"{what} of node {node} has shape {value.shape}; give a number or a flat batch")
    return value


def _listed(nodes):
    if len(nodes) > 6:
        return f"nodes {nodes[0]} to {nodes[-1]}"
    return f"node{'s' if len(nodes) > 1 else ''} {', '.join(map(str, nodes))}"
