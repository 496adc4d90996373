"""The controls of an explorer: what can be set, between which limits, and what is said to a wrong value.

A message names what its reader sees: the label beside a box, the name in the code where nothing can be typed.
Where a label changes, `widest` is the widest it becomes: there is always room for that, so nothing else moves.
"""

from dataclasses import dataclass

from helpers.pictures.notation import MINUS, number, plain
from helpers.values import checked_number


@dataclass(frozen=True)
class Slider:
    """A number between `low` and `high`, moved by `step` or typed into its box.

    log: equal ways of the hand are equal factors, and `step` is one of the number's exponent of ten; then the hand
    gives numbers of two significant digits. `low`, `high` and `value` are the numbers themselves, above 0.
    """

    name: str
    label: str
    low: float
    high: float
    step: float
    value: float
    whole: bool = False
    box: bool = True  # without one, the view says in words what the slider stands at
    log: bool = False
    widest: str = ""

    def checked(self, value, label=None):
        """Return `value`, a number or what was typed, as a number; raises TypeError or ValueError.

        label: what the slider is called now, where that is not its own label.
        """
        called = plain(label or self.label) if self.box else self.name
        if isinstance(value, str):
            value = self._typed(value, called)
        found = checked_number(value, called)
        if not self.low <= found <= self.high:
            raise ValueError(f"{called} is {_written(found)}; choose between {self._limits()}")
        if self.whole:
            if not found.is_integer():
                raise ValueError(f"{called} is {_written(found)}; give a whole number")
            return int(found)
        return found

    def _limits(self):
        return f"{_written(self.low)} and {_written(self.high)}"

    def _typed(self, text, called):
        text = text.strip().replace(MINUS, "-").replace(",", ".")
        if not text:
            raise ValueError(f"{called} is empty; type a number between {self._limits()}")
        try:
            return float(text)
        except ValueError:
            raise ValueError(f"{called} is the text {text!r}; type a number, such as 0.5") from None


@dataclass(frozen=True)
class Choice:
    """One of several words."""

    name: str
    label: str
    options: tuple
    value: str

    def checked(self, value, label=None):
        """Return `value` if it is one of the options; raises ValueError."""
        if value not in self.options:
            raise ValueError(f"{self.name} is {value!r}; choose from {', '.join(map(repr, self.options))}")
        return value


@dataclass(frozen=True)
class Button:
    """Something to press."""

    name: str
    label: str
    widest: str = ""


def _written(value):
    """Write a number as it would be typed, with so many digits that one just beyond a limit does not look like it."""
    as_typed = f"{value:.12g}"
    return number(value, 12) if "e" in as_typed else as_typed.replace("-", MINUS)
