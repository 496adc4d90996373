"""The picture of one drawing as a network sees it: its ink, the gradient of the loss at each pixel, the ten outputs."""

import numpy as np

from helpers.pictures.drawings import frame, ink_pixel
from helpers.pictures.notation import a_digit, counted, listed, number, sentence
from helpers.pictures.output_bars import output_bars, written
from helpers.pictures.palette import SMALL, VALUE, palette
from helpers.pictures.picture import Picture
from helpers.pictures.svg import document, group, rounded, text

_WIDTH, _PIXEL = 720, 26
_LEFT, _TOP = 30, 78  # of the drawing
_BETWEEN, _ASIDE = 28, 52  # between drawing and gradients; between gradients and outputs
_RIGHT = 30  # beyond the outputs
_EDGE = 1.6  # pixels of the line around a hollow square
_LEAST = 0.02  # of the largest gradient: what is smaller gets no square


def digit_picture(square, gradients, outputs, label, *, before=None, chosen=None, title="", theme="light"):
    """Return the Picture of a drawing, of the gradient of the loss at each of its pixels, and of the outputs.

    square: rows of ink from 0 to 1. gradients: as many, in the same rows. outputs: one for each digit.
    label: what the drawing is. before: the outputs before it was changed. chosen: (row, column) of a pixel.
    In the drawing the pixels are named as the network's inputs: "x1", "x2" and so on, row by row.
    """
    colours, square, gradients = palette(theme), np.asarray(square, float), np.asarray(gradients, float)
    outputs = np.asarray(outputs, float)
    if square.shape != gradients.shape or square.ndim != 2:
        raise ValueError(f"square has shape {square.shape} and gradients {gradients.shape}; give rows of both, alike")
    if not 0 <= label < len(outputs):
        raise ValueError(f"label is {label} and there are {len(outputs)} outputs; give the digit that the drawing is")
    rows, columns = square.shape
    across = _LEFT + columns * _PIXEL + _BETWEEN
    right = across + columns * _PIXEL + _ASIDE
    bottom = _TOP + rows * _PIXEL
    parts = [text(_LEFT, 30, title, colours.ink, VALUE, anchor="start", bold=True)] if title else []
    parts += [
        text(_LEFT, _TOP - 12, "ink", colours.ink, anchor="start"),
        text(across, _TOP - 12, "gradient of the loss at each pixel", colours.gradient, anchor="start"),
        text(right, _TOP - 12, "outputs", colours.value, anchor="start"),
        _ink(square, colours),
        _gradients(across, gradients, colours),
        *output_bars((right, _WIDTH - _RIGHT), (_TOP, bottom), outputs, label, before, colours),
        _key(across, bottom + 22, ("filled", "more ink raises the loss"), colours),
        _key(across, bottom + 42, ("hollow", "more ink lowers the loss"), colours),
    ]
    if chosen is not None:
        parts += [_ring(x + chosen[1] * _PIXEL, _TOP + chosen[0] * _PIXEL, colours) for x in (_LEFT, across)]
    description = sentence(title, _told(square, gradients, outputs, label, chosen))
    return Picture(description, document(_WIDTH, bottom + 58, parts, description, colours.page))


def place_of(name, columns):
    """Return the (row, column) of the pixel that is the input `name`, such as "x1"."""
    return divmod(int(name[1:]) - 1, columns)


def place_words(row, column):
    """Say where a pixel is, counted from 1."""
    return f"row {row + 1}, column {column + 1}"


def _ink(square, colours):
    rows, columns = square.shape
    parts = [frame(_LEFT, _TOP, columns * _PIXEL, rows * _PIXEL, colours)]
    for k, ink in enumerate(square.ravel().tolist()):
        row, column = divmod(k, columns)
        pixel = ink_pixel(_LEFT + column * _PIXEL, _TOP + row * _PIXEL, _PIXEL, ink, colours)
        parts.append(group(f"x{k + 1}", pixel))
    return "".join(parts)


def _gradients(left, gradients, colours):
    """Draw a square for each gradient, its area as large as the gradient: filled where it is positive, else hollow."""
    rows, columns = gradients.shape
    largest, filled, hollow = float(np.abs(gradients).max()), [], []
    for k, gradient in enumerate(gradients.ravel().tolist()):
        share = abs(gradient) / largest if largest else 0.0
        if share >= _LEAST:
            row, column = divmod(k, columns)
            x, y, side = left + (column + 0.5) * _PIXEL, _TOP + (row + 0.5) * _PIXEL, (_PIXEL - 4) * share**0.5
            if gradient > 0:
                filled.append(_path(x, y, side))
            else:
                hollow.append(_path(x, y, side - _EDGE))
    colour = colours.gradient
    return (
        frame(left, _TOP, columns * _PIXEL, rows * _PIXEL, colours)
        + f'<path d="{"".join(filled)}" fill="{colour}"/>'
        + f'<path d="{"".join(hollow)}" fill="none" stroke="{colour}" stroke-width="{_EDGE}"/>'
    )


def _path(x, y, side):
    return f"M{rounded(x - side / 2)} {rounded(y - side / 2)}h{rounded(side)}v{rounded(side)}h{rounded(-side)}z"


def _key(x, y, words, colours):
    side, colour = 9, colours.gradient
    fill, edge = (colour, "none") if words[0] == "filled" else ("none", colour)
    square = f'<path d="{_path(x + 5, y - 4, side)}" fill="{fill}" stroke="{edge}" stroke-width="{_EDGE}"/>'
    return square + text(x + 16, y, ": ".join(words), colours.ink, SMALL, anchor="start")


def _ring(x, y, colours):
    side = _PIXEL + 2
    return (
        f'<rect x="{rounded(x - 1)}" y="{rounded(y - 1)}" width="{side}" height="{side}" fill="none"'
        f' stroke="{colours.value}" stroke-width="3" pointer-events="none"/>'
    )


def _told(square, gradients, outputs, label, chosen):
    order = np.argsort(-outputs, kind="stable")
    told = f"a drawing of {a_digit(label)} in {square.shape[0]} by {square.shape[1]} pixels"
    told += f"; outputs {listed(f'{written(value)} for {digit}' for digit, value in enumerate(outputs))}"
    told += f", so it is read as {order[0]}"
    flat = gradients.ravel()
    for words, at in (("highest", int(flat.argmax())), ("lowest", int(flat.argmin()))):
        told += f"; the {words} gradient is {number(flat[at])} at {place_words(*divmod(at, gradients.shape[1]))}"
    told += f"; {counted(int((flat > 0).sum()), 'pixel')} would raise the loss with more ink"
    if chosen is not None:
        row, column = chosen
        told += f"; chosen is {place_words(row, column)} with ink {number(square[row, column])}"
        told += f" and gradient {number(gradients[row, column])}"
    return told
