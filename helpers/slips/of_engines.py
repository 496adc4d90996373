"""Known slips in a backward pass: what each leaves as the gradients of all nodes of a graph, and its words."""

from helpers.slips.graphs_to_try import Shape, ancestors, gradients, value_at


def overwritten(shape):
    """Return what = in place of += leaves."""
    found = [0.0] * len(shape.parents)
    found[shape.calls[-1]] = 1.0
    for node in sorted(ancestors(shape), reverse=True):
        for parent, local in zip(shape.parents[node], shape.local[node]):
            found[parent] = found[node] * local
    return found


def stale(shape):
    """Return what is left where no call clears the gradients of the one before; the output is set to 1."""
    return _without_clearing(shape, False)


def stale_with_seed_added(shape):
    """Return the same, where the 1 of the output is added too."""
    return _without_clearing(shape, True)


def _without_clearing(shape, seed_is_added):
    found = [0.0] * len(shape.parents)
    for call in shape.calls:
        found[call] = (found[call] if seed_is_added else 0.0) + 1.0
        for node in sorted(ancestors(Shape("", shape.parents, shape.local, (call,))), reverse=True):
            for parent, local in zip(shape.parents[node], shape.local[node]):
                found[parent] += found[node] * local
    return found


def breadth_first(shape):
    """Return what comes out if a node hands on as soon as it is reached, from near the output to far."""
    return _in_order_found(shape, 0)


def depth_first(shape):
    """Return what comes out if a node hands on as soon as it is reached, one way to its end first."""
    return _in_order_found(shape, -1)


def _in_order_found(shape, take):
    found, waiting, done = [0.0] * len(shape.parents), [shape.calls[-1]], set()
    found[shape.calls[-1]] = 1.0
    while waiting:
        node = waiting.pop(take)
        if node in done:
            continue
        done.add(node)
        for parent, local in zip(shape.parents[node], shape.local[node]):
            found[parent] += found[node] * local
            waiting.append(parent)
    return found


def unseeded(shape):
    """Return what comes out if the output's own gradient is never set to 1."""
    return [0.0] * len(shape.parents)


def local_only(shape):
    """Return what comes out if the upstream gradient is left out."""
    found = [0.0] * len(shape.parents)
    found[shape.calls[-1]] = 1.0
    for node in sorted(ancestors(shape), reverse=True):
        for parent, local in zip(shape.parents[node], shape.local[node]):
            found[parent] += local
    return found


def upstream_only(shape):
    """Return what comes out if the local derivatives are left out."""
    return gradients(Shape(shape.about, shape.parents, tuple((1.0,) * len(p) for p in shape.parents), shape.calls))


def parents_value(shape):
    """Return what comes out if a parent's value stands in place of the local derivative."""
    values = tuple(tuple(value_at(parent) for parent in places) for places in shape.parents)
    return gradients(Shape(shape.about, shape.parents, values, shape.calls))


def one_step(shape):
    """Return what comes out if only the output hands on, as where nodes are visited from the inputs on."""
    found = [0.0] * len(shape.parents)
    last = shape.calls[-1]
    found[last] = 1.0
    for parent, local in zip(shape.parents[last], shape.local[last]):
        found[parent] += local
    return found


# (name, what it leaves, what it says, hint)
SLIPS = (
    ("= in place of +=", overwritten, "A contribution overwrote the one before: = in place of +=.",
     "Two readers hand something on to the same node. What is its gradient?"),
    ("not cleared", stale, "Gradients of an earlier backward were left in, and added to.",
     "What has to happen to the gradients before a pass begins?"),
    ("not cleared", stale_with_seed_added, "Gradients of an earlier backward were left in, and added to.",
     "What has to happen to the gradients before a pass begins?"),
    ("no topological order", breadth_first,
     "Nodes hand on as soon as they are reached, before all their readers have: no topological order.",
     "When is the gradient of a node complete?"),
    ("no topological order", depth_first,
     "Nodes hand on as soon as they are reached, before all their readers have: no topological order.",
     "When is the gradient of a node complete?"),
    ("one step only", one_step, "Only the parents of the output got a gradient, and handed nothing on.",
     "Which node hands on first, and which one next?"),
    ("no seed", unseeded, "All gradients stay 0: the output's own gradient is 0 when it hands on.",
     "Is it set to 1, and after the clearing?"),
    ("the local derivative alone", local_only,
     "Local derivatives are handed on without the upstream gradient.",
     "What does a node multiply its local derivative with?"),
    ("the upstream gradient alone", upstream_only,
     "The gradient is handed on without the local derivative.",
     "If a node moves by 1, by how much does its reader move?"),
    ("the value for the local derivative", parents_value,
     "The gradient is handed on times the parent's value, in place of the local derivative.",
     "If a node moves by 1, by how much does its reader move?"),
)  # fmt: skip
NO_SEED = next(slip for slip in SLIPS if slip[0] == "no seed")
