"""How a node, a value and an operation are called in messages, by name or as they were written, and several of them."""

import numpy as np

_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def short(value):
    """Return a number to six digits, or the shape of an array."""
    return f"{value:.6g}" if np.ndim(value) == 0 else f"array of shape {np.shape(value)}"


def called(operand):
    """Return the name of a node; without one, how it was made; for a plain number, the number."""
    if not hasattr(operand, "operands"):
        return short(operand)
    return operand.name or (written(operand.operation, operand.operands) if operand.operation else short(operand.value))


def written(symbol, operands):
    """Return an operation as it was written, `a + b` or `exp(a)`, its operands by name or value."""
    names = [getattr(operand, "name", "") or short(getattr(operand, "value", operand)) for operand in operands]
    if len(names) == 2 and not symbol.isalpha():
        return f"{names[0]} {symbol} {names[1]}"
    return f"{symbol}({', '.join(names)})"


def listed(items, word="and"):
    """Join words as a sentence does: "1, 2 and 3"."""
    *first, last = map(str, items)
    return f"{', '.join(first)} {word} {last}" if first else last


def counted(count, noun):
    """Write a count with its noun: "one layer", "seven nodes", "23 nodes"."""
    return f"{_COUNTS[count] if count < len(_COUNTS) else count} {noun}{'' if count == 1 else 's'}"
