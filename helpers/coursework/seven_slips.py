"""The slips that only seven-nodes-by-hand knows, in the functions that a student writes for it."""

import math

from helpers.slips import slip_of_function

# In carry_back. A reader is three numbers: its upstream gradient, its slope, the weight of the arrow.
CARRY_SLIPS = (
    slip_of_function(
        "= in place of +=",
        "It returns what the last reader brings, and loses the others.",
        "What happens to a sum that a loop writes anew each time?",
        lambda readers: math.prod(readers[-1]),
    ),
    slip_of_function(
        "= in place of +=",
        "It returns what the first reader brings, and leaves before the others.",
        "Where does the return stand: in the loop, or behind it?",
        lambda readers: math.prod(readers[0]),
    ),
    slip_of_function(
        "paths multiplied",
        "What the readers bring is multiplied.",
        "Multiply along a path. And over paths?",
        lambda readers: math.prod(map(math.prod, readers)),
    ),
    slip_of_function(
        "the slope is missing",
        "The slope of each reader is missing.",
        "A nudge has to pass the reader's sigmoid.",
        lambda readers: math.fsum(u * w for u, s, w in readers),
    ),
    slip_of_function(
        "the weight is missing",
        "The weight of each arrow is missing.",
        "How much does h grow per unit of x?",
        lambda readers: math.fsum(u * s for u, s, w in readers),
    ),
    slip_of_function(
        "the upstream gradient is missing",
        "What comes back to each reader from the loss is missing.",
        "Multiply all three numbers of a reader.",
        lambda readers: math.fsum(s * w for u, s, w in readers),
    ),
)

# In own_gradients. u, s, g, v: the upstream gradient, the slope of the node, its g(h), and the values of its sources.
PARAMETER_SLIPS = (
    slip_of_function(
        "the slope is in the gradient of c",
        "The gradient of c contains the slope; c stands outside the sigmoid.",
        "x = c · g(h) is a straight line in c. What is its slope?",
        lambda u, s, g, v: (u * s, u * s * g, *(u * s * x for x in v)),
    ),
    slip_of_function(
        "the slope of g for g itself",
        "The gradient of c is that of b here.",
        "How much does x = c · g(h) grow per unit of c?",
        lambda u, s, g, v: (u * s, u * s, *(u * s * x for x in v)),
    ),
    slip_of_function(
        "the local derivative alone",
        "The upstream gradient is missing everywhere.",
        "How much does the loss move per unit of x?",
        lambda u, s, g, v: (s, g, *(s * x for x in v)),
    ),
    slip_of_function(
        "the slope is missing",
        "The slope is missing in the gradients of b and the weights.",
        "A nudge of b has to pass the sigmoid.",
        lambda u, s, g, v: (u, u * g, *(u * x for x in v)),
    ),
    slip_of_function(
        "the value is missing",
        "The gradients of the weights lack the values of their sources.",
        "h = b + w · x + … How much does h grow per unit of w?",
        lambda u, s, g, v: (u * s, u * g, *(u * s for _ in v)),
    ),
)
