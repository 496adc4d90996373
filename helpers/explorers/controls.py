"""The controls of an explorer: what can be set, between which limits, and what is said to a wrong value."""

from dataclasses import dataclass

from helpers.values import checked_number


@dataclass(frozen=True)
class Slider:
    """A number between `low` and `high`, moved by `step` or typed into its box."""

    name: str
    label: str
    low: float
    high: float
    step: float
    value: float
    whole: bool = False
    box: bool = True  # without one, the view says in words what the slider stands at

    def checked(self, value):
        """Return `value`, a number or what was typed, as a number; raises TypeError or ValueError."""
        if isinstance(value, str):
            value = self._typed(value)
        number = checked_number(value, self.name)
        if not self.low <= number <= self.high:
            raise ValueError(f"{self.name} is {number:g}; choose between {self.low:g} and {self.high:g}")
        if self.whole:
            if not number.is_integer():
                raise ValueError(f"{self.name} is {number:g}; give a whole number")
            return int(number)
        return number

    def _typed(self, text):
        text = text.strip().replace("\u2212", "-").replace(",", ".")
        if not text:
            raise ValueError(f"{self.name} is empty; type a number between {self.low:g} and {self.high:g}")
        try:
            return float(text)
        except ValueError:
            raise ValueError(f"{self.name} is the text {text!r}; type a number, such as 0.5") from None


@dataclass(frozen=True)
class Choice:
    """One of several words."""

    name: str
    label: str
    options: tuple
    value: str

    def checked(self, value):
        """Return `value` if it is one of the options; raises ValueError."""
        if value not in self.options:
            raise ValueError(f"{self.name} is {value!r}; choose from {', '.join(map(repr, self.options))}")
        return value


@dataclass(frozen=True)
class Button:
    """Something to press."""

    name: str
    label: str
