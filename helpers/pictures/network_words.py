"""What is said of a network at one step of its passes, or of a choice in its picture: a title, lines and a sentence."""

from helpers.paths import owner, paths
from helpers.pictures.lines import note
from helpers.pictures.network_lines import (
    VERDICTS,
    count_words,
    forward_lines,
    nudge_words,
    own_lines,
    path_lines,
    value_lines,
)
from helpers.pictures.notation import counted, number, symbol


def title(passes, select, boxes):
    """Return the title of the picture: the question it answers, or the step it shows.

    boxes: what the boxes of the parameters hold, "values" or "gradients".
    """
    backward = passes.gradients is not None
    if select and backward:
        return f"How much does the loss change when {symbol(select)} changes?"
    if select:
        node = owner(passes.net, select)
        given = node in passes.net.inputs
        return f"Node {node}, the input" if given else f"How node {node} computes {symbol(f'x{node}')}"
    if passes.are_done:
        if backward and boxes == "gradients":
            return "The gradient of the loss at every parameter"
        return "Every value, and the gradient of the loss at every node" if backward else "Every value, and the loss"
    if not passes.done:
        return "Before the first step: only the input is known"
    kind, node = passes.done[-1]
    return f"Forward: node {node}" if kind == "forward" else f"Backward: scenario {kind}, node {node}"


def part_name(passes, name, boxes):
    """Name a part of the picture for those who cannot see it, with the numbers that are known so far.

    boxes: what the boxes of the parameters hold, "values" or "gradients".
    """
    net, node, found = passes.net, owner(passes.net, name), passes.found or {}
    if name.startswith("x") and node not in passes.known:
        return f"{name}, not computed yet"
    held = net.values[node] if name.startswith("x") else net.parameters[name]
    missing = ", gradient not yet known" if boxes == "gradients" and name in net.parameters else ""
    gradient = f", gradient {number(found[name], 4)}" if name in found else missing
    return f"{name} = {number(held, 4)}{gradient}"


def formula_words(passes, select):
    """Return the lines and the sentence for a node, or the owner of a parameter, in the forward pass."""
    net, node = passes.net, owner(passes.net, select)
    if node not in net.order:
        return (note(f"Node {node} is the input: its value is given."),), _value_words(net, node)
    if node not in passes.known:
        return forward_lines(net, node, known=False), f"Node {node} is not computed yet; press step."
    return forward_lines(net, node), _value_words(net, node) + (f" {_loss_words(passes)}" if passes.are_done else "")


def gradient_words(passes, select, nudge=None):
    """Return the lines and the sentence for the gradient of a choice, path by path; `nudge` is its `NudgeTest`."""
    net, gradients = passes.net, passes.gradients
    node = owner(net, select)
    if node in net.outputs and select == f"x{node}":
        lines, found = value_lines(net, gradients, node, passes.target), "from the loss alone"
    else:
        lines = path_lines(net, gradients, select)
        found = f"found along {counted(len(paths(net, gradients, select)), 'path')}"
    if nudge:
        says = f"The nudge of {select} finds {number(nudge.ratio, 4)} per unit,"
        says += f" the gradient is {number(nudge.gradient, 4)}: {VERDICTS[nudge.verdict]}"
        return (*lines, note(nudge_words(select, nudge))), says
    return lines, f"dL/d{select} = {number(gradients[select], 4)}, {found}. {_loss_words(passes)}"


def step_words(passes, counts=True):
    """Return the lines and the sentence for the last step that is done; `counts`: with its multiplications."""
    net, gradients = passes.net, passes.gradients
    if not passes.done:
        words = "Press step: each node computes once all the nodes it reads are known."
        return (note(words),), "Only the input is known."
    own = [node for kind, node in passes.done if kind == 3]
    count = (note(count_words(net, own), "muted"),) if own and counts else ()
    if passes.are_done and gradients is not None:
        words = "Choose a node or a box in the picture: its paths to the loss light up, and its product is written out."
        return (note(words), *count), f"All {len(net.parameters)} gradients are known. {_loss_words(passes)}"
    kind, node = passes.done[-1]
    where = f"Step {passes.count} of {len(passes.steps)}"
    if kind == "forward":
        end = f" {_loss_words(passes)}" if passes.are_done else ""
        return forward_lines(net, node), f"{where}: {_value_words(net, node)}{end}"
    names = net.names_of(node) if kind == 3 else [f"x{node}"]
    told = ", ".join(f"dL/d{name} = {number(gradients[name], 4)}" for name in names)
    lines = own_lines(net, gradients, node) if kind == 3 else value_lines(net, gradients, node, passes.target)
    return (*lines, *count), f"{where}: scenario {kind} at node {node}: {told}."


def _value_words(net, node):
    h = f"h{node} = {number(net.h[node], 4)} and " if node in net.order else ""
    return f"{h}x{node} = {number(net.values[node], 4)}."


def _loss_words(passes):
    return f"The loss is {number(passes.net.loss(passes.target), 4)}."
