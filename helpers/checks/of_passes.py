"""The questions of lessons 05 and 06 with answers to choose from: what reaches what in the seven-node network."""

from helpers.checks import check_choice


def check_differing(nodes):
    """Check which values change in "all ones" with w3→4 = −1 and c5 = 2."""
    return check_choice(
        nodes,
        {4, 5, 7},
        {
            4: "Node 4 has the new weight.",
            5: "Node 5 has the new scale.",
            6: "Node 6 uses neither of the two; nor does any node that it reads.",
            7: "Node 7 reads both.",
        },
    )


def check_diagnosis(slip):
    """Check which slip leads to −6.75210896e-07 for w5→7 with the numbers assumed."""
    return check_choice(
        slip,
        "weight for value",
        {
            "sign": "The sign is right: the true gradient is negative, too.",
            "weight for value": "The weight, 1, stands where the value of node 5 belongs.",
            "c missing": "The scale is 1 here, so leaving it out changes nothing.",
            "g' missing": "Without g' the number would be −30.",
        },
    )


def check_target(change):
    """Check what a target twice as far away does to the gradients."""
    return check_choice(
        change,
        "all double",
        {
            "all double": "The target enters once, in scenario 1, and everything further back is a multiple of that.",
            "only node 7's": "Where do the gradients of the nodes further back come from?",
            "none": "Which scenario contains the target?",
        },
    )
