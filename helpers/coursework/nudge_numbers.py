"""The functions of nudge-and-slope, with a student's numbers in them, and what the right answers are.

Numbers: a, b, h, step; of the hill height - bend * (x - top)²: height, bend, top, start, stride; of the loss
(x - target)²: target, x, rate. Four moves are made on the hill.
"""

MOVES = 4


def product(a, b):
    """Return the product that the assignment begins with."""
    return a * b


def hill(numbers):
    """Return the hill of a student as a function."""

    def height(x):
        return numbers["height"] - numbers["bend"] * (x - numbers["top"]) * (x - numbers["top"])

    return height


def hill_slope(numbers):
    """Return the slope of that hill as a function."""
    return lambda x: -2 * numbers["bend"] * (x - numbers["top"])


def loss(numbers):
    """Return the loss of a student as a function."""
    return lambda x: (x - numbers["target"]) * (x - numbers["target"])


def walked(slope, x, step, count):
    """Return where `count` moves by step times slope lead."""
    for _ in range(count):
        x = x + step * slope(x)
    return x


def answers(numbers):
    """Return {name: the right answer}, a number or a pair of numbers."""
    a, b, step = numbers["a"], numbers["b"], numbers["step"]
    slope, start, stride = hill_slope(numbers), numbers["start"], numbers["stride"]
    x, target, rate = numbers["x"], numbers["target"], numbers["rate"]
    descended = x - rate * 2 * (x - target)
    return {
        "growth": numbers["h"] * b,
        "slopes": (b, a),
        "point": (a + step * b, b + step * a),
        "value": (a + step * b) * (b + step * a),
        "slope_at_start": slope(start),
        "after_one": walked(slope, start, stride, 1),
        "after_four": walked(slope, start, stride, MOVES),
        "slope_of_loss": 2 * (x - target),
        "new_x": descended,
        "new_loss": (descended - target) ** 2,
    }
