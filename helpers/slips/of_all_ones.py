"""Slips of keeping a number from "all ones", the network in which every parameter is 1, where another is asked."""

from helpers.naming import counted
from helpers.slips import Slip
from helpers.slips.by_hand import ByHand, source_of


def old_gradient(problem):
    """Return the slip of giving the gradient in "all ones" to a `GradientProblem`, if its network is another."""
    changed = _changed(problem.net, problem.net.order)
    says = 'This is the gradient in "all ones"; {}.'
    return _slips('the gradient in "all ones"', says, "Use the values of this network.", changed)


def old_source(problem):
    """Return the slip of multiplying with what the source of a weight holds in "all ones", in a `GradientProblem`."""
    source = source_of(problem.net, problem.name)
    if source is None or source in problem.net.inputs:  # an input holds what it is given
        return []
    says = f'The value of node {source} is the one of "all ones"; here it is another.'
    hint = f"Which value does node {source} hold in this network?"

    def answer(p):
        value = _all_ones(p).values[source]
        to_weight = p.hand.neurons[p.node].to_weight(p.net.parameters[p.name], value)
        return p.hand.upstream(p.target)[p.node] * to_weight

    return [Slip('a value of "all ones"', says, hint, answer)]


def old_node(problem):
    """Return the slips of taking what the node of a parameter holds from "all ones", in a `GradientProblem`."""
    node = problem.node
    if problem.name == f"x{node}":  # all of it is old then
        return []

    def with_old(*steps):
        def answer(p):
            hand, old = ByHand(p.net, p.x), _all_ones(p).neurons[node]
            vars(hand.neurons[node]).update({step: getattr(old, step) for step in steps})
            return p.by_hand(hand)

        return answer

    says, hint = '{} is the one of "all ones"; here it is another.', "What is {} in this network?"
    slips = [Slip('an h of "all ones"', says.format(f"h{node}"), hint.format(f"h{node}"), with_old("h", "g", "rest"))]
    if node in problem.net.outputs:
        x = f"x{node}, which the slope of the loss contains,"
        slips.append(Slip('an output of "all ones"', says.format(x), hint.format(f"x{node}"), with_old("x")))
    return slips


def old_value(problem):
    """Return the slip of giving the number in "all ones" to a `ValueProblem`, if other parameters lead to it."""
    changed = _changed(problem.net, problem.nodes)
    says = f'This is {problem.name if problem.node else "the loss"} of "all ones"; {{}}.'
    stands = "does it" if len(changed) == 1 else "do they"
    return _slips('the value in "all ones"', says, f"In which formula {stands} stand?", changed)


def _slips(name, says, hint, changed):
    if not changed:
        return []
    differ = f"{counted(len(changed), 'parameter')} differ here"
    if len(changed) == 1:
        ((parameter, value),) = changed
        differ = f"here {parameter} is {value:g}".replace("-", "−")
    return [Slip(name, says.format(differ), hint, lambda problem: problem.by_hand(_all_ones(problem)))]


def _changed(net, nodes):
    return [(name, net.parameters[name]) for node in nodes for name in net.names_of(node) if net.parameters[name] != 1]


def _all_ones(problem):
    return ByHand(problem.net.with_parameters(dict.fromkeys(problem.net.parameters, 1.0)), problem.x)
