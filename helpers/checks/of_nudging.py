"""The questions of lesson 01: how often nudges raise a product, which ones always do, and how much it grows."""

from fractions import Fraction

from helpers.checks import check_choice, check_number


def check_share(share):
    """Check the share of nudges that raise a · b from (4, −4), to first order."""
    return check_number(
        share,
        0.5,
        "To first order the growth is −4u + 4v. Which nudge has to be larger?",
        {
            "This is the share from (5, 6), where both nudges raise the product.": 1,
            "This is the share from (−5, −6), where both nudges lower the product.": 0,
            "This is the share from (5, −6); here both inputs have the same size.": 5 / 12,
            "This is the share from (−5, 6); here both inputs have the same size.": 7 / 12,
            "This is the number of rises in 100; give the share, from 0 to 1.": 50,
        },
        within=0.02,  # a count of 10,000 nudges is right too
        because="v has to be larger than u.",
    )


def check_signs(signs):
    """Check the two signs that raise a · b from (5, −6) whatever is drawn."""
    return check_choice(
        signs,
        "-+",
        {
            "++": "That is Method 1: the growth is −6u + 5v, and chance decides.",
            "+-": "Now both large pieces are negative: −6u and −5v.",
            "-+": "Each nudge takes the sign of the other input.",
            "--": "Now the growth is 6u − 5v, and chance decides again.",
        },
    )


def check_growth(growth):
    """Check the exact growth of a · b from (2, 3), with the nudges 0.1 and 0.2."""
    return check_number(
        growth,
        Fraction(21, 10) * Fraction(32, 10) - 6,
        "There are three pieces, b·u, a·v and u·v. Which have you got?",
        {
            "The smallest piece, u·v, is missing.": 3 * 0.1 + 2 * 0.2,
            "Each nudge was multiplied by its own input; to a product it is worth the other one.": 0.1 * 2.2 + 0.2 * 3,
            "Each nudge was multiplied by its own input, and u·v is missing.": 2 * 0.1 + 3 * 0.2,
            "This is the new product, not its growth.": 2.1 * 3.2,
            "This is u·v alone.": 0.1 * 0.2,
        },
    )
