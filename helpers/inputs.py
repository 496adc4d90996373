"""What goes into a network, x and target, checked against its wiring before anything is computed."""

import math

import numpy as np

from helpers.values import checked_value


def checked_inputs(x, wiring):
    """Return {input node: float, or array over the batch} from a number, a 1-D batch or a mapping.

    Raises TypeError or ValueError for a missing or unknown node, a wrong shape or what is not a number.
    """
    inputs = _by_node(x, wiring.inputs, "x", "input")
    batch = batch_length(inputs)
    for node, value in inputs.items() if batch else ():
        if type(value) is float:
            inputs[node] = np.full(batch, value)
        elif len(value) != batch:
            raise ValueError(f"x of node {node} has {len(value)} numbers and another {batch}; give equal lengths")
    return inputs


def checked_targets(target, wiring, batch):
    """Return {output node: float, or array over the batch}; `batch` is None for one sample, else its length.

    One number is the target of every sample. Raises as `checked_inputs`.
    """
    targets = _by_node(target, wiring.outputs, "target", "output")
    for node, value in targets.items():
        if type(value) is float:
            targets[node] = value if batch is None else np.full(batch, value)
        elif len(value) != batch:
            samples = "one sample" if batch is None else f"{batch} samples"
            raise ValueError(f"target of node {node} has {len(value)} numbers for {samples}; give one for each")
    return targets


def batch_length(values):
    """Return the number of samples in a batch of values, or None for one sample."""
    for value in values.values():
        if type(value) is not float:
            return len(value)
    return None


def _by_node(given, nodes, what, kind):
    if not hasattr(given, "items"):
        if len(nodes) > 1:
            example = ", ".join(f"{node}: …" for node in nodes)
            raise ValueError(f"this network has {len(nodes)} {kind}s; give {what} as {{{example}}}")
        return {nodes[0]: _checked_batch(given, what, nodes[0])}
    known = set(nodes)
    for node in given:
        if node not in known:
            raise ValueError(f"node {node!r} is no {kind} of this network; {what} is for {_listed(nodes)}")
    for node in nodes:
        if node not in given:
            raise ValueError(f"{what} has no number for node {node!r}, an {kind} of this network; add one")
    return {node: _checked_batch(given[node], what, node) for node in nodes}


def _checked_batch(value, what, node):
    if type(value) is float and math.isfinite(value):
        return value  # the common case, before any message is written
    value = checked_value(value, f"{what} of node {node}")
    if type(value) is not float and value.ndim != 1:
        raise ValueError(f"{what} of node {node} has shape {value.shape}; give a number or a flat batch")
    return value


def _listed(nodes):
    return f"node{'s' if len(nodes) > 1 else ''} {', '.join(map(str, nodes))}"
