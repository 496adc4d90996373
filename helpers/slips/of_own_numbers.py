"""Slips of keeping numbers of "own numbers", in which node i holds i, where another network is asked."""

from helpers.network import seven_nodes
from helpers.slips import Slip
from helpers.slips.by_hand import ByHand

NAME = 'numbers of "own numbers"'
SAYS = 'This uses the numbers of "own numbers".'
HINT = "Give the product the x and the h of this network, and its scale."


def own_number_slips(problem):
    """Return the slips of working with "own numbers", or with all of it but h, in a problem of seven nodes."""
    own_net = seven_nodes("own numbers")
    if problem.net.sources != own_net.sources:
        return []

    def all_but_h(p):
        own, asked = ByHand(own_net, p.x), p.hand.neurons[p.node]
        neuron = own.neurons[p.node]
        neuron.h, neuron.g, neuron.rest = asked.h, asked.g, asked.rest
        return p.by_hand(own)

    kept = [lambda p: p.by_hand(ByHand(own_net, p.x))]
    if problem.name != f"x{problem.node}":
        kept.append(all_but_h)
    return [Slip(NAME, SAYS, HINT, answer) for answer in kept]
