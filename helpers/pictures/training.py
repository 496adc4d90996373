"""The picture of a training: how well the model fits, how the loss has fallen, and what every gradient says now."""

from helpers.pictures.header import header
from helpers.pictures.notation import listed, number, sentence
from helpers.pictures.palette import palette
from helpers.pictures.picture import Picture
from helpers.pictures.svg import document
from helpers.pictures.training_fit import fit_frame
from helpers.pictures.training_losses import loss_frame
from helpers.pictures.training_network import held, signed, training_network
from helpers.pictures.training_plan import plan_of

_WIDTH = 760  # pixels
_FIT, _LOSSES = (56, 350, 74, 232), (440, 660, 74, 232)  # left, right, top, bottom
_NETWORK, _MARGIN = 288, 14  # where the drawing of the model begins, and what is left below it


def training_picture(
    points, predictions, curve, losses, steps, loss, levels, wired, parameters, gradients, title="", *, theme="light"
):
    """Return the Picture of a model in training, after `steps` steps.

    points: [(x, target), …]; predictions: the model's y at each; curve: [(x, y), …], its y in between.
    losses: [(step, loss), …], of some or all epochs, the first included; loss: over all points, now.
    levels: [(loss, (words, …)), …] to compare with. wired: a `Wired`, where in the drawing each parameter
    stands; parameters, gradients: {name: number}.
    """
    colours, plan = palette(theme), plan_of(wired, _WIDTH, _NETWORK)
    key = [("□ parameter", colours.parameter), ("⇠ its gradient, the wider the larger", colours.gradient)]
    parts = [
        *header(title, key, _WIDTH, colours),
        *fit_frame(points, predictions, curve, _FIT, colours),
        *loss_frame(losses, steps, loss, levels, _LOSSES, colours),
        *training_network(wired, plan, parameters, gradients, colours),
    ]
    description = sentence(title, _told(points, predictions, losses, steps, loss, levels, parameters, gradients))
    return Picture(description, document(_WIDTH, plan.bottom + _MARGIN, parts, description, colours.page))


def _told(points, predictions, losses, steps, loss, levels, parameters, gradients):
    pairs = [f"{number(y)} for {number(target)}" for (_, target), y in zip(points, predictions)]
    told = f"after {steps:,} steps the model says {listed(pairs)}; the loss is {number(loss)}"
    if losses:
        told += f", {number(losses[0][1])} in the first epoch"
    if levels:
        told += "; lines mark " + listed(f"{' '.join(words)}" for _, words in levels)
    each = [f"{name} = {held(value)} with gradient {signed(gradients[name])}" for name, value in parameters.items()]
    return f"{told}; {listed(each)}"
