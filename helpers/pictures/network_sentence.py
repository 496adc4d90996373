"""The sentence beside a network picture: its layers, and every number the picture shows."""

from helpers.pictures.notation import counted, listed, number, sentence


def network_sentence(show, columns, title):
    """Tell in one sentence what the picture of a network shows.

    show: what network_picture worked out. columns: the nodes from left to right.
    """
    order = [node for column in columns for node in column]
    layers = ", then ".join(listed(column) for column in columns)
    parts = [f"{counted(len(order), 'node')} in {counted(len(columns), 'layer')}, {layers}"]
    if show.values:
        parts.append(
            "values " + listed(f"x{node} = {number(show.values[node], 4)}" for node in order if node in show.values)
        )
    if show.now is not None:
        parts.append(f"node {show.now} is at work")
    if show.target is not None:
        loss = f" with loss {number(show.loss, 4)}" if show.loss is not None else ""
        told = "several targets" if hasattr(show.target, "items") else f"target {number(show.target, 4)}"
        parts.append(told + loss)
    flows = [f"x{node}" for node in reversed(order) if f"x{node}" in show.gradients]
    if flows:
        parts.append("gradients " + listed(f"dL/d{name} = {number(show.gradients[name])}" for name in flows))
    if show.mode == "values":
        parts.append("parameters " + listed(f"{name} = {number(value)}" for name, value in show.parameters.items()))
    elif show.mode == "gradients":
        told = [f"dL/d{name} = {number(value)}" for name, value in show.held.items()]
        parts += ["of the parameters " + listed(told)] if told else []
        missing = len(show.parameters) - len(told)
        parts += [f"the gradients of {counted(missing, 'parameter')} are not yet known"] if missing else []
    elif show.mode == "names":
        parts.append("parameters " + listed(show.parameters))
    if show.chosen:
        marked = f"the paths from {listed(show.chosen)} to the loss"
        if show.formula:
            marked = "what " + listed(f"node {node}" for node in sorted(show.starts)) + " computes from"
        parts.append(f"{marked} {'is' if show.formula else 'are'} marked")
    return sentence(title, "; ".join(parts))
