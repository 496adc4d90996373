"""The drawings of digits: the file as it was published, its two parts, and what is said of a damaged file."""

import gzip
import re
from pathlib import Path

import numpy as np
import pytest

from helpers import digits as module
from helpers.digits import FILE, digits

ROOT = Path(__file__).parent.parent


def rows():
    return [[*map(int, line.split(","))] for line in gzip.decompress(FILE.read_bytes()).decode().splitlines()]


def test_the_file_is_what_its_readme_says():
    readme = (FILE.parent / "README.md").read_text(encoding="utf-8")
    assert f"{len(rows()):,} handwritten digits" in readme
    assert {len(row) for row in rows()} == {65}
    assert {number for row in rows() for number in row[:64]} == {*range(17)}
    assert {row[64] for row in rows()} == {*range(10)}
    assert all(part in readme for part in ("10.24432/C50P49", "CC BY 4.0", "Alpaydin", "Kaynak"))
    assert FILE.stat().st_size < 60_000


def test_the_licence_names_the_drawings():
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "helpers/data/digits.csv.gz" in licence and "10.24432/C50P49" in licence


def test_every_fourth_drawing_is_held_out():
    file, parts = rows(), digits()
    assert parts.held_out.labels.tolist() == [row[64] for row in file[3::4]]
    assert (parts.held_out.images * 16).T.tolist() == [row[:64] for row in file[3::4]]
    rest = [row for number, row in enumerate(file) if number % 4 != 3]
    assert parts.train.labels.tolist() == [row[64] for row in rest]
    assert (parts.train.images * 16).T.tolist() == [row[:64] for row in rest]
    assert (len(parts.train), len(parts.held_out)) == (1348, 449)


def test_no_drawing_is_in_both_parts():
    train, held_out = ({*map(bytes, part.images.T)} for part in (digits().train, digits().held_out))
    assert not train & held_out


def test_every_digit_is_held_out_about_as_often():
    counts = np.bincount(digits().held_out.labels, minlength=10)
    assert counts.min() >= 40 and counts.max() <= 50


def test_ink_runs_from_0_to_1_and_nothing_can_be_written_over():
    for part in (digits().train, digits().held_out):
        assert part.images.shape == (64, len(part)) and part.images.min() == 0 and part.images.max() == 1
        with pytest.raises(ValueError, match="read-only"):
            part.images[0, 0] = 1.0
        with pytest.raises(ValueError, match="read-only"):
            part.labels[0] = 1


def test_a_square_has_its_rows_from_the_top():
    drawing = digits().held_out
    assert drawing.square(5).tolist() == [[*map(float, drawing.images[8 * r : 8 * r + 8, 5])] for r in range(8)]


def test_moved_drawings_come_after_those_as_they_are():
    before, after = digits().held_out, digits().held_out.also_moved()
    count = len(before)
    assert after.images.shape == (64, 5 * count) and after.labels.tolist() == 5 * before.labels.tolist()
    assert not after.images.flags.writeable
    for k in (0, 7, count - 1):
        square = before.square(k)
        assert (after.square(k) == square).all()
        for place, (moved, shown) in enumerate(
            [
                (np.s_[:, 1:], np.s_[:, :-1]),  # right
                (np.s_[:, :-1], np.s_[:, 1:]),  # left
                (np.s_[1:], np.s_[:-1]),  # down
                (np.s_[:-1], np.s_[1:]),  # up
            ],
            start=1,
        ):
            found = after.square(place * count + k)
            assert (found[moved] == square[shown]).all()
            assert found.sum() == square[shown].sum(), "the line that comes in is empty"


@pytest.mark.parametrize("number", [-1, 449])
def test_there_is_no_such_drawing(number):
    with pytest.raises(IndexError, match=re.escape(f"no drawing {number}; give a number from 0 to 448")):
        digits().held_out.square(number)


@pytest.mark.parametrize("number", ["3", 2.0, True, None])
def test_a_number_of_a_drawing_is_whole(number):
    with pytest.raises(TypeError, match="give a whole number from 0 to 448"):
        digits().held_out.square(number)


@pytest.mark.parametrize("content, error", [(None, FileNotFoundError), (b"0,1,2\n", ValueError)])
def test_a_missing_or_damaged_file_is_told(tmp_path, monkeypatch, content, error):
    file = tmp_path / "digits.csv.gz"
    if content is not None:
        file.write_bytes(gzip.compress(content))
    monkeypatch.setattr(module, "FILE", file)
    with pytest.raises(error, match="install the course again"):
        digits.__wrapped__()


def test_it_prints_as_one_line():
    assert repr(digits().train) == "Drawings(1348 of 8 x 8 pixels)"
