"""The questions of lesson 09 that no engine answers, and one about the pixels of a drawing."""

import numpy as np

from helpers.checks import check_choice, check_number, check_numbers
from helpers.checks.checking import never_raises
from helpers.digits import CLASSES, SIDE
from helpers.training import one_hot


def check_parameters(count):
    """Check how many parameters a network of 64 inputs, 32 nodes and 10 outputs has."""
    return check_number(
        count,
        32 * (2 + 64) + 10 * (2 + 32),
        "Take one node of the middle layer: what are its own? Then all of that layer, then the outputs.",
        {
            "The scales are missing: every node that computes has a c.": 32 * 65 + 10 * 33,
            "Each output owns a b and a c; one of them is missing.": 32 * 66 + 10 * 33,
            "Each middle node owns a b and a c; one of them is missing.": 32 * 65 + 10 * 34,
            "The biases and the scales are missing.": 32 * 64 + 10 * 32,
            "These are the parameters of the middle layer alone.": 32 * 66,
            "These are the parameters of the outputs alone.": 10 * 34,
            "The inputs compute nothing, so they own neither a b nor a c.": 32 * 66 + 10 * 34 + 2 * 64,
            "This is the network of the lesson, with 100 nodes in the middle.": 100 * 66 + 10 * 102,
        },
    )


def check_shape(shape):
    """Check the shape of the gradient of W, 32 nodes that read 64, on a batch of 20."""
    return check_numbers(
        shape,
        {"rows": 32, "columns": 64},
        "The gradient has a number for every weight. How is W laid out?",
        {
            "This is the shape of the transpose.": (64, 32),
            "These are the nodes and the samples: the shape of dL_dh. Over the samples you have to add.": (32, 20),
            "These are the sources and the samples: the shape of x.": (64, 20),
            "This would be one number for each pair of samples.": (20, 20),
            "This is the shape of the gradient of b.": (32, 1),
        },
        because="It has the shape of W, whatever the batch.",
    )


@never_raises
def check_darker(place, net, image, label):
    """Check the (row, column), from 1, of the pixel that lowers the loss most if made darker.

    image: the 64 pixels of a drawing; label: the digit that it is.
    """
    net = net.with_parameters({})
    net.forward(np.asarray(image, float).reshape(-1, 1))
    gradient = net.backward(one_hot([label], CLASSES))
    flat = np.array([gradient[f"x{node}"][0] for node in net.inputs])
    right = _place(flat.argmin())
    return check_numbers(
        place,
        dict(zip(("row", "column"), right)),
        "Which sign has the gradient of a pixel whose ink lowers the loss? Look for the one that is largest in size.",
        {
            "This pixel raises the loss most. What does its sign say?": _place(flat.argmax()),
            "Count from 1: NumPy counts rows and columns from 0.": (right[0] - 1, right[1] - 1),
            "The row comes first, then the column.": right[::-1],
            "This pixel moves the loss least.": _place(np.abs(flat).argmin()),
        },
        because="Of all pixels, that one has the most negative gradient.",
    )


def check_report(report):
    """Check what the best of twenty held-out shares says about new drawings."""
    return check_choice(
        report,
        "too high",
        {
            "too high": "The held-out drawings took part in the choice, so part of that share is luck.",
            "fair": "It would be, for one network. Who chose this one among twenty, and by what?",
            "too low": "Which of the twenty is reported: one that had bad luck with these drawings?",
        },
    )


def _place(at):
    row, column = divmod(int(at), SIDE)
    return row + 1, column + 1
