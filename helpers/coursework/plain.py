"""Answers as plain data: what leaves the student's kernel, and what is made of it where answers are judged.

What comes out of a kernel is not to be trusted. So it is JSON, of limited size, and `rebuilt` makes only numbers,
text and the containers below of it. Anything else becomes a stand-in that has no more than the name of its type.
"""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np

MOST_PARTS, MOST_TEXT, MOST_DIGITS = 200_000, 2_000, 4_000
_SEQUENCES = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}


def plain(value):
    """Return a value as JSON data."""
    return _plain(value, [MOST_PARTS], 0)


def rebuilt(data):
    """Return the value that such data stands for; raises ValueError where it is not such data, or too much of it."""
    return _rebuilt(data, [MOST_PARTS], 0)


def _spent(left, depth):
    left[0] -= 1
    return left[0] < 0 or depth > 20


def _plain(value, left, depth):
    if _spent(left, depth):
        return {"other": type(value).__name__}
    kind = type(value)
    if value is None or kind is bool:
        return value
    if value is Ellipsis:
        return {"...": True}
    if kind is str:
        return value[:MOST_TEXT]
    if kind is int:
        return value if abs(value) < 10**MOST_DIGITS else {"other": "int"}
    if kind is float:
        return value if math.isfinite(value) else {"float": repr(value)}
    if kind is complex:
        return {"complex": [_plain(value.real, left, depth), _plain(value.imag, left, depth)]}
    if kind is Fraction and max(abs(value.numerator), value.denominator) < 10**MOST_DIGITS:
        return {"fraction": [value.numerator, value.denominator]}
    if kind is Decimal:
        return {"decimal": str(value)[:MOST_TEXT]}
    if kind in (list, tuple, set, frozenset):
        return {kind.__name__: [_plain(entry, left, depth + 1) for entry in list(value)[: MOST_PARTS + 1]]}
    if kind is dict:
        return {"dict": [[_plain(k, left, depth + 1), _plain(v, left, depth + 1)] for k, v in value.items()]}
    if isinstance(value, (np.bool_, np.integer, np.floating)):
        return {"number": [value.dtype.str, str(value)]}
    if isinstance(value, np.ndarray) and value.dtype.kind in "biuf" and value.size <= MOST_PARTS:
        return {"array": [value.dtype.str, list(value.shape), [str(entry) for entry in value.ravel()]]}
    if callable(value):
        return {"function": str(getattr(value, "__name__", ""))[:80]}
    return {"other": kind.__name__[:80]}


def _rebuilt(data, left, depth):
    if _spent(left, depth):
        raise ValueError("the answer is too large")
    if data is None or isinstance(data, (bool, str, int, float)):
        return data
    if not isinstance(data, dict) or len(data) != 1:
        raise ValueError("the answer is not plain data")
    (tag, content), left_over = next(iter(data.items())), depth + 1
    if tag == "...":
        return Ellipsis
    if tag == "float" and content in ("nan", "inf", "-inf"):
        return float(content)
    if tag == "complex":
        return complex(*(_rebuilt(part, left, left_over) for part in content))
    if tag == "fraction":
        return Fraction(*content)
    if tag == "decimal":
        return Decimal(content)
    if tag in _SEQUENCES:
        entries = [_rebuilt(entry, left, left_over) for entry in content]
        try:
            return _SEQUENCES[tag](entries)
        except TypeError:  # what no set can hold
            return _stand_in(tag)
    if tag == "dict":
        pairs = [(_rebuilt(key, left, left_over), _rebuilt(entry, left, left_over)) for key, entry in content]
        return {key: entry for key, entry in pairs if isinstance(key, (str, int, float))}
    if tag == "number":
        return np.dtype(_number_type(content[0])).type(_text_as_number(content[1]))
    if tag == "array":
        kind, shape, entries = content
        if len(entries) > MOST_PARTS:
            raise ValueError("the answer is too large")
        return np.array([_text_as_number(entry) for entry in entries], dtype=_number_type(kind)).reshape(shape)
    if tag == "function":
        return _function(str(content))
    return _stand_in(str(content) if tag == "other" else tag)


def _number_type(kind):
    if np.dtype(kind).kind not in "biuf":
        raise ValueError("the answer is not made of numbers")
    return kind


def _text_as_number(text):
    return text == "True" if text in ("True", "False") else int(text) if text.lstrip("-").isdigit() else float(text)


def _function(name):
    def stand_in(*arguments):
        raise ValueError("the function stayed in its kernel")

    stand_in.__name__ = name
    return stand_in


def _stand_in(name):
    return type(name, (), {})()
