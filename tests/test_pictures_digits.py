"""The pictures of lesson 09: drawings in ink, the confusion matrix, and a drawing with its gradients and outputs."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from helpers.digits import digits
from helpers.pictures import confusion_picture, digit_picture, drawings_picture
from helpers.pictures.confusion import confusion
from helpers.pictures.output_bars import written
from helpers.pictures.palette import THEMES
from tests.drawn import SVG, outside, overlaps, size, texts

HELD_OUT = digits().held_out
TRUE = HELD_OUT.labels
READ = np.where(np.arange(len(TRUE)) % 50 == 7, (TRUE + 3) % 10, TRUE)
OUTPUTS = np.array([0.1, -0.2, 0, 0.3, 0, 0, 0.9, 0, 1.2, 0])
GRADIENTS = np.linspace(-1, 2, 64).reshape(8, 8)


def drawn(theme="light"):
    squares = [HELD_OUT.square(k) for k in range(12)]
    return {
        "one": drawings_picture(squares[:1], ["3"], theme=theme),
        "ten": drawings_picture(squares[:10], map(str, TRUE[:10]), "Ten drawings", theme=theme),
        "two rows": drawings_picture(squares, [f"no. {k}\nis {TRUE[k]}\nread 8" for k in range(12)], theme=theme),
        "confusion": confusion_picture(TRUE, READ, title="What is read", theme=theme),
        "confusion without title": confusion_picture(TRUE, READ, theme=theme),
        "three classes": confusion_picture(
            [0, 1, 2], [0, 1, 1], 3, title="A long title over a small table", theme=theme
        ),
        "digit": digit_picture(HELD_OUT.square(4), GRADIENTS, OUTPUTS, 9, title="A nine", theme=theme),
        "changed digit": digit_picture(
            HELD_OUT.square(4), -GRADIENTS, OUTPUTS, 9, before=OUTPUTS - 0.3, chosen=(0, 7), theme=theme
        ),
        "no gradient": digit_picture(HELD_OUT.square(4), 0 * GRADIENTS, OUTPUTS / 9, 9, theme=theme),
    }


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", drawn())
def test_nothing_overlaps_or_sticks_out(name, theme):
    picture = drawn(theme)[name]
    ElementTree.fromstring(picture.svg)
    assert overlaps(picture.svg) == [] and outside(picture.svg) == []
    assert size(picture.svg)[0] <= 720
    assert "nan" not in picture.svg and "inf" not in picture.svg
    assert THEMES[theme].page in picture.svg
    assert picture.text.endswith(".") and len(picture.text.split()) > 5
    assert picture.png.startswith(b"\x89PNG")


def inks(svg, left, top, pixel):
    """Return the ink of the pixels of one drawing, as drawn."""
    found = np.zeros((8, 8))
    for x, y, opacity in re.findall(r'<rect x="([\d.]+)" y="([\d.]+)"[^>]* fill-opacity="([\d.]+)"', svg):
        row, column = (float(y) - top) / pixel, (float(x) - left) / pixel
        if 0 <= row < 8 and 0 <= column < 8:
            found[round(row), round(column)] = float(opacity)
    return found


def test_a_drawing_shows_the_ink_of_every_pixel():
    svg = drawn()["one"].svg
    assert inks(svg, 30, 24, 9) == pytest.approx(HELD_OUT.square(0), abs=0.0006)
    svg = drawn()["digit"].svg
    assert inks(svg, 30, 78, 26) == pytest.approx(HELD_OUT.square(4), abs=0.0006)
    assert len(re.findall('data-name="x[0-9]+"', svg)) == 64, "a hand reaches pixels without ink as well"


def test_drawings_say_their_captions():
    picture = drawn()["two rows"]
    assert picture.text.startswith("12 drawings of 8 by 8 pixels: no. 0 is 3 read 8, no. 1 is 7 read 8,")
    assert [words for words, _ in texts(picture.svg)][:3] == ["no. 0", "is 3", "read 8"]
    assert "Ten drawings: ten drawings of 8 by 8 pixels: 3, 7, 1, 5, 9, 3, 7, 9, 5 and 9." == drawn()["ten"].text


def test_the_confusion_matrix_counts():
    counts = confusion([0, 1, 1, 2], [0, 1, 0, 2], 3)
    assert counts.tolist() == [[1, 0, 0], [1, 1, 0], [0, 0, 1]]
    assert confusion(TRUE, READ, 10).sum() == len(TRUE)


def test_each_count_stands_in_its_row_and_column():
    counts, svg = confusion(TRUE, READ, 10), drawn()["confusion"].svg
    places = {(round(x), round(y)): words for words, (x, y, _, _) in texts(svg)}
    for (row, column), count in np.ndenumerate(counts):
        words = places[round(96 + (column + 0.5) * 46), round(96 + (row + 0.5) * 30)]
        assert words == (str(count) if count else "·")
    wrong = np.count_nonzero(counts - np.diag(np.diag(counts)))
    assert svg.count("stroke-dasharray") == wrong, "a mistake differs in more than its colour"
    right, total = int((TRUE == READ).sum()), len(TRUE)
    assert f"of {total} drawings {right} are read right, {total - right} are not" in drawn()["confusion"].text
    assert drawn()["three classes"].text.endswith(
        "of 3 drawings 2 are read right, 1 is not: 2 as 1 one time; right of each class, from 0 on: 1 of 1, 1 of 1"
        " and 0 of 1."
    )


def test_bars_are_as_long_as_the_outputs():
    svg = drawn()["digit"].svg
    bars = [
        (float(x), float(width))
        for x, width in re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="10"', svg)
    ]
    scale = bars[8][1] / OUTPUTS[8]
    zero = bars[8][0]
    for (x, width), output in zip(bars, OUTPUTS):
        assert width == pytest.approx(abs(output) * scale, abs=0.11)
        assert (x if output >= 0 else x + width) == pytest.approx(zero, abs=0.11)
    assert [words for words, _ in texts(svg) if re.fullmatch(r"−?\d\.\d{3}", words)] == [*map(written, OUTPUTS)]
    bold = re.findall(r'font-weight="bold"[^>]*>([^<]*)<', svg)
    assert bold == ["A nine", "8", "1.200"]


@pytest.mark.parametrize(
    ("value", "words"), [(0, "0.000"), (-0.0, "0.000"), (-0.0001, "0.000"), (0.98765, "0.988"), (-1.5, "−1.500")]
)
def test_outputs_are_written_with_three_digits(value, words):
    assert written(value) == words


def test_a_digit_says_where_its_gradients_are_largest():
    text = drawn()["changed digit"].text
    assert "the highest gradient is 1 at row 1, column 1; the lowest gradient is −2 at row 8, column 8" in text
    assert "so it is read as 8" in text and "chosen is row 1, column 8 with ink 0 and gradient 0.667" in text


SQUARE = np.zeros((8, 8))


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: drawings_picture([], []), "squares is empty; give at least one drawing"),
        (
            lambda: drawings_picture([SQUARE], ["a", "b"]),
            "there are two captions for one drawing; give one for each",
        ),
        (lambda: drawings_picture([SQUARE, SQUARE[1:]], ["a", "b"]), "the drawings have the shapes"),
        (lambda: drawings_picture([SQUARE[0]], ["a"]), "the drawings have the shapes"),
        (lambda: drawings_picture([SQUARE + 16], ["a"]), "ink lies between 0 and 1"),
        (lambda: drawings_picture([SQUARE * np.nan], ["a"]), "ink lies between 0 and 1"),
        (lambda: drawings_picture([SQUARE], ["a"], theme="blue"), "theme is 'blue'"),
        (lambda: confusion_picture([1, 2], [1]), "true has shape (2,) and read (1,)"),
        (lambda: confusion_picture([], []), "true has shape (0,) and read (0,)"),
        (lambda: confusion_picture([1, 10], [1, 1]), "true holds more than the classes 0 to 9"),
        (lambda: confusion_picture([1, 1], [1, -1]), "read holds more than the classes 0 to 9"),
        (lambda: confusion_picture([1, 1], [1, 0.5]), "read holds more than the classes 0 to 9"),
        (lambda: digit_picture(SQUARE, SQUARE[1:], OUTPUTS, 9), "square has shape (8, 8) and gradients (7, 8)"),
        (lambda: digit_picture(SQUARE, SQUARE, OUTPUTS, 10), "label is 10 and there are 10 outputs"),
    ],
)
def test_says_what_is_wrong(draw, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        draw()


def test_ids_of_parts_are_those_of_the_inputs():
    tree = ElementTree.fromstring(drawn()["digit"].svg)
    names = [group.get("data-name") for group in tree.iter(f"{SVG}g")]
    assert names == [f"x{k}" for k in range(1, 65)]
