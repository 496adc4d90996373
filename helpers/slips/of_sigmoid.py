"""What is mistaken for the slope of the sigmoid, g'(h) = g(h) (1 − g(h)): at a neuron, and at any node of a graph."""

WRITTEN = "How is g'(h) written with g(h)?"

# (name, function from h, g(h) and 1 − g(h) to what stands for the slope, what it says, hint)
FOR_THE_SLOPE = (
    (
        "g' is missing",
        lambda h, g, rest: 1.0,
        "the slope of the sigmoid is missing.",
        "A nudge has to pass the sigmoid. By which factor does it change there?",
    ),
    (
        "only g(h) of g'(h)",
        lambda h, g, rest: g,
        "the value of the sigmoid stands where its slope belongs: the factor 1 − g(h) is missing.",
        WRITTEN,
    ),
    (
        "only 1 − g(h) of g'(h)",
        lambda h, g, rest: rest,
        "half of the slope of the sigmoid is missing: the factor g(h).",
        WRITTEN,
    ),
    (
        "g (1 + g) for g'",
        lambda h, g, rest: g * (1 + g),
        "its value was multiplied by 1 + g(h) for the slope of the sigmoid: a sign is turned.",
        "Where the sigmoid is nearly flat, g is close to 1. What does your formula give there?",
    ),
)
