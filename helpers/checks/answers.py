"""What a learner typed as an answer, read as numbers: kindly, and with the digits that were given."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from helpers.naming import listed

_ALL_DIGITS = 17


class Unreadable(Exception):
    """Say, in a sentence for the learner, why an answer is not what the question asks for."""


@dataclass(frozen=True)
class Number:
    """Hold one number and how many significant digits of it were given."""

    value: float
    digits: int


def is_unanswered(answer):
    """Tell whether the answer is still what the notebook was handed out with, None or `...`."""
    return answer is None or answer is Ellipsis


def read_number(answer, name="your answer"):
    """Return the answer as a `Number`, or None if it is not answered yet; raises `Unreadable`."""
    if is_unanswered(answer):
        return None
    if isinstance(answer, (bool, np.bool_)):
        raise Unreadable(f"{name} is the truth value {bool(answer)}; give a number.")
    if isinstance(answer, (str, bytes)):
        raise Unreadable(f"{name} is the text {_shortened(answer)}; give a number, without quotes.")
    if isinstance(answer, np.ndarray) and answer.ndim:
        raise Unreadable(f"{name} is an array of shape {answer.shape}; give one number.")
    if isinstance(answer, np.ma.MaskedArray):
        raise Unreadable(f"{name} is masked; give a number.")
    if isinstance(answer, (list, tuple, dict, set, frozenset, range, Mapping)):
        raise Unreadable(f"{name} is {kind(answer)}; give one number.")
    return _finite(answer, name)


def read_numbers(answer, names):
    """Return one `Number`, or None, for each of `names`, from a list, tuple, array or mapping; raises `Unreadable`.

    None in place of the whole answer, or of all its entries, gives None.
    """
    if is_unanswered(answer):
        return None
    wanted = f"give {len(names)} numbers, for {listed(names)}"
    if len(names) == 1:
        wanted = f"give one number, for {names[0]}"
        if not holds_several(answer):
            answer = [answer]
    if isinstance(answer, (set, frozenset)):
        raise Unreadable(f"your answer is a set, which keeps no order; {wanted}, in round brackets.")
    if isinstance(answer, Mapping):
        unknown = [key for key in answer if not (isinstance(key, str) and key in names)]
        if unknown:
            raise Unreadable(f"your answer has an entry for {_shortened(unknown[0])}, which is not asked; {wanted}.")
        answer = [answer.get(name) for name in names]
    elif isinstance(answer, (str, bytes)) or not holds_several(answer):
        read_number(answer)  # has its own sentence for what is no number at all
        raise Unreadable(f"your answer is a single number; {wanted}, in brackets.")
    elif isinstance(answer, np.ndarray) and answer.ndim > 1:
        raise Unreadable(f"your answer is an array of shape {answer.shape}; {wanted}, in one row.")
    elif len(answer) != len(names):
        raise Unreadable(f"your answer has length {len(answer)}; {wanted}, in this order.")
    read = [read_number(entry, f"your number for {name}") for entry, name in zip(answer, names)]
    return None if all(number is None for number in read) else read


def kind(answer):
    """Return what an answer is called in a sentence: the name of its type, with its article."""
    name = type(answer).__name__
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def holds_several(answer):
    """Tell whether an answer is one of the things that hold several numbers in their order, or a mapping."""
    if isinstance(answer, np.ndarray):
        return answer.ndim > 0
    return isinstance(answer, (list, tuple, range, Mapping))


def _finite(answer, name):
    if isinstance(answer, (complex, np.complexfloating)) or isinstance(answer, np.ndarray) and answer.dtype.kind == "c":
        raise Unreadable(f"{name} is a complex number; give a real one.")
    if callable(answer):
        raise Unreadable(f"{name} is a function; give the number it returns: call it, with brackets.")
    if type(answer).__name__ == "Node":
        raise Unreadable(f"{name} is a Node; give a number, such as its value or its grad.")
    try:
        value, digits = _value_and_digits(answer)
    except OverflowError:
        raise Unreadable(f"{name} is too large for a float; look for a factor that should not be there.") from None
    except Exception:  # whatever an unknown object does when asked for its number
        raise Unreadable(f"{name} is {kind(answer)}, which cannot be read as a number; give a number.") from None
    if math.isnan(value):
        raise Unreadable(f"{name} is NaN, which means not a number; look for the operation that has no result.")
    if math.isinf(value):
        raise Unreadable(f"{name} is infinite; look for a division by 0.")
    return Number(value, digits)


def _value_and_digits(answer):
    if isinstance(answer, Decimal):
        return float(answer), len(answer.as_tuple().digits)
    if isinstance(answer, (int, np.integer)):
        return float(int(answer)), len(str(abs(int(answer))).rstrip("0")) if abs(answer) < 10**300 else _ALL_DIGITS
    if isinstance(answer, np.floating) and not isinstance(answer, float):
        answer = float(str(answer))  # 0.1 of 32 bits was meant as 0.1
    value = float(answer)
    if isinstance(answer, Fraction) or not math.isfinite(value):
        return value, _ALL_DIGITS
    mantissa = repr(value).lstrip("-").split("e")[0].replace(".", "")
    return value, len(mantissa.lstrip("0").rstrip("0")) or 1


def _shortened(text):
    written = repr(text) if isinstance(text, (str, bytes, int, float)) else kind(text)
    return written if len(written) <= 30 else f"{written[:26]}…{written[-1]}"
