"""The checks of the exercises: `check_…(answer)` says right, not answered yet, which slip, or what to do next.

A check never raises and never shows the answer; the same answer gets the same words. An answer is right if the right
number, rounded to the digits given, is the one given; it needs three significant digits. None and `...` are not
answered yet.
"""

from helpers.checks.of_choices import check_choice
from helpers.checks.of_functions import check_function
from helpers.checks.of_networks import (
    check_all_gradients,
    check_gradient_of,
    check_local_derivative,
    check_loss,
    check_value,
)
from helpers.checks.of_numbers import check_number, check_numbers
from helpers.checks.of_slopes import check_slope, check_slopes, check_update

__all__ = [
    "check_all_gradients",
    "check_choice",
    "check_function",
    "check_gradient_of",
    "check_local_derivative",
    "check_loss",
    "check_number",
    "check_numbers",
    "check_slope",
    "check_slopes",
    "check_update",
    "check_value",
]
