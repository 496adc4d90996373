"""The charts show what the numbers say, the same every time, and say it in words."""

import math
import re
import subprocess
import sys
from itertools import combinations

import matplotlib
import matplotlib.pyplot
import numpy as np
import pytest

from helpers.pictures import curve_picture, map_picture, picture_of, series_picture
from helpers.pictures.charts import LINES, chart
from helpers.pictures.contours import draw_map
from helpers.pictures.free_places import free_places, shaft
from helpers.pictures.palette import LIGHT
from tests.accessibility import contrast


def hill(x):
    return 4 - (x - 3) ** 2 / 2


def product(a, b):
    return a * b


def curve():
    return curve_picture(
        hill,
        (0, 6),
        points={"A": 1, "B": 3},
        tangents=[(1, 2)],
        secants=[(1, 2)],
        steps=[2.0, 4.5, 2.5],
        title="A hill",
    )


def product_map():
    cloud = [(5.01, 6), (5, 5.99), (5.005, 6.01)]
    return map_picture(product, (5, 6), span=0.1, cloud=cloud, moves={"gradient step": (5.06, 6.05)}, title="A map")


def errors():
    return series_picture({"one-sided": ([0.1, 0.01], [0.2, 0.02]), "central": ([0.1, 0.01], [3e-3, 3e-5])}, log=True)


CHARTS = {"curve": curve, "map": product_map, "series": errors}


@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS.keys())
def test_is_a_png_that_is_the_same_every_time(draw):
    picture = draw()
    assert picture.png.startswith(b"\x89PNG") and picture.svg is None
    assert picture.png == draw().png
    assert b"matplotlib" not in picture.png.lower(), "the version of the software would change the bytes"
    forms, metadata = picture._repr_mimebundle_()
    assert set(forms) == {"image/png", "text/plain"}
    assert metadata["image/png"]["width"] <= 720 and metadata["image/png"]["height"] <= 420


@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS.keys())
def test_fits_its_page(draw, tmp_path):
    """The outermost pixels are white: nothing is cut off."""
    (tmp_path / "chart.png").write_bytes(draw().png)
    pixels = matplotlib.image.imread(tmp_path / "chart.png")
    assert pixels[:, :, :3].min() < 0.5, "the chart is blank"
    for edge in (pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]):
        assert edge.min() > 0.99
    assert np.all(pixels[:, :, 3] == 1), "the ground is opaque"


def test_curve_says_its_numbers():
    said = curve().text
    for part in ("A at (1, 2)", "B at (3, 4)", "tangent of slope 2 at x = 1", "h = 2 of slope 1", "(4.5, 2.875)"):
        assert part in said
    assert curve_picture(hill, (0, 6), text="My own words.").text == "My own words."


def test_map_says_what_rose_and_fell():
    said = product_map().text
    assert "2 points lie higher than the start and 1 lower" in said
    assert "gradient step to (5.06, 6.05) at height 30.613" in said


def test_numbers_on_a_map_keep_away_from_the_marks():
    line = [(0.0, 0.0), (0.2, 0.2), (0.5, 0.5), (0.8, 0.8), (1.0, 1.0)]
    sides = ([0.0, 1.0], [0.0, 1.0])
    assert free_places([[line]], sides, crowd=[(0.7, 0.9)]) == [(0.2, 0.2)]
    assert free_places([[line], [line]], sides, crowd=[(0.2, 0.2)]) == [(0.8, 0.8)] * 2
    assert free_places([[line[:1]], []], sides, crowd=[(0.2, 0.2)]) == [], "the line leaves the map at once"


def test_numbers_on_a_map_keep_away_from_the_shaft_of_an_arrow():
    line = [(0.1 + 0.01 * k, 0.9 - 0.01 * k) for k in range(81)]
    arrow = shaft((0.0, 0.0), (0.9, 0.9))
    ((x, y),) = free_places([[line]], ([0.0, 1.0], [0.0, 1.0]), crowd=arrow)
    assert abs(x - y) > 0.6, "the ends of the arrow alone are farthest from the middle of the line, where it passes"


@pytest.mark.parametrize("apart", [0.9, 0.1])
@pytest.mark.parametrize("at", [(5, 6), (-5, -6), (5, -6)])
def test_words_on_a_map_hide_neither_its_heavy_line_nor_an_arrow_and_stay_inside(at, apart):
    (a, b), moves = at, {"gradient": (at[0] + 2.4, at[1] + 2), "slip": (at[0] + 2.4, at[1] + 2 + apart)}
    with chart("", "a", "b", (6.2, 4.2)) as (figure, axes):
        draw_map(figure, axes, product, at, 3.6, [], moves)
        figure.draw_without_rendering()
        boxes = {label.get_text(): label.get_window_extent() for label in axes.texts if label.get_text()}
        grounds = [label.get_bbox_patch() for label in axes.texts if label.get_bbox_patch()]
    named = [f"start {a * b}".replace("-", "−"), *moves]
    xs = np.linspace(a - 3.6, a + 3.6, 999)
    lines = [np.column_stack([xs, a * b / xs]), *(np.linspace(at, end, 99) for end in moves.values())]
    for words in named:
        box = boxes[words]
        assert (axes.bbox.min <= box.min).all() and (box.max <= axes.bbox.max).all(), f"{words} sticks out"
        assert not any(box.contains(*spot) for line in lines for spot in axes.transData.transform(line)), words
    assert not any(boxes[one].overlaps(boxes[other]) for one, other in combinations(named, 2))
    assert len(grounds) == 3 and all(ground.get_alpha() in (None, 1) for ground in grounds), "a ghost shows through"


def test_map_of_a_flat_function_has_no_lines():
    assert map_picture(lambda a, b: 1.0, (0, 0), span=1).png


def test_series_say_their_ends():
    assert "one-sided from 0.2 at 0.1 to 0.02 at 0.01" in errors().text


def test_a_line_alone_has_no_name_beside_it():
    def charted(*names):
        return series_picture({name: ([1, 2], [1, 2 + k]) for k, name in enumerate(names)}, text="Lines.").png

    assert charted("error") == charted("another") and charted("error", "one") != charted("another", "one")


def test_the_name_of_an_axis_lies_when_it_is_short():
    with chart("", "x", "distance") as (_, axes):
        assert axes.yaxis.label.get_rotation() == 0


def test_series_mark_the_points_that_the_lines_are_to_fit():
    lines = {"line": ([1, 2, 3], [1.0, 2.0, 3.0])}
    with_points = series_picture(lines, points=[(1, 1.5), (3, 2.5)], title="A fit")
    assert with_points.text.endswith("line from 1 at 1 to 3 at 3; points at (1, 1.5) and (3, 2.5).")
    assert with_points.png != series_picture(lines, title="A fit").png
    assert series_picture(lines, points=np.array([(1, 1.5)]), title="A fit").text.endswith("points at (1, 1.5).")


def test_series_survives_zeros_on_a_logarithmic_axis():
    assert series_picture({"loss": ([0, 1, 2], [1.0, 0.1, 0.0])}, log="y").png


def test_lines_differ_in_more_than_colour():
    dashes, markers = [str(line[1]) for line in LINES], [line[2] for line in LINES]
    assert len(set(dashes)) == len(LINES) and len(set(markers)) == len(LINES)
    assert all(contrast(colour, LIGHT.page) >= 4.5 for colour, _, _ in LINES)


def test_end_labels_do_not_overlap():
    from helpers.pictures.series import _label_ends

    drawn = {f"line {i}": (np.arange(5.0), np.arange(5.0) * (1 + i / 1000)) for i in range(4)}
    with chart("", "x", "y") as (figure, axes):
        for xs, ys in drawn.values():
            axes.plot(xs, ys)
        _label_ends(axes, drawn)
        figure.draw_without_rendering()
        boxes = sorted((label.get_window_extent() for label in axes.texts), key=lambda box: box.y0)
    assert all(low.y1 <= high.y0 + 3 for low, high in zip(boxes, boxes[1:], strict=False))


@pytest.mark.parametrize("steps", [[1.5, 3.7], [3.7, 1.5], [1, 5, 1], [1, 5]], ids=str)
def test_start_and_end_stand_beside_their_places_and_not_on_the_curve(steps):
    from helpers.pictures.curves import _walk

    xs = np.linspace(0, 6, 400)
    with chart("", "x", "y") as (figure, axes):
        axes.plot(xs, hill(xs))
        axes.set(xlim=(0, 6))
        _walk(axes, hill, steps)
        figure.draw_without_rendering()
        boxes = {label.get_text(): label.get_window_extent() for label in axes.texts}
        on_the_curve = axes.transData.transform(np.column_stack([xs, hill(xs)]))
        places = dict(zip(("start", "end"), axes.transData.transform([(x, hill(x)) for x in (steps[0], steps[-1])])))
    assert not boxes["start"].overlaps(boxes["end"])
    for words, (x, y) in places.items():
        box = boxes[words]
        gap = math.dist((x, y), (min(max(x, box.x0), box.x1), min(max(y, box.y0), box.y1)))
        assert gap < (15 if steps[0] != steps[-1] or words == "start" else 45)
        assert not any(box.contains(*place) for place in on_the_curve)


def test_style_is_the_same_whatever_the_reader_has_set():
    plain = curve().png
    with matplotlib.rc_context({"axes.spines.top": True, "font.size": 30, "figure.dpi": 30}):
        assert curve().png == plain


def test_picture_of_closes_the_figure():
    figure, axes = matplotlib.pyplot.subplots()
    picture = picture_of(figure, "An empty chart.")
    assert not matplotlib.pyplot.fignum_exists(figure.number)
    assert repr(picture) == "An empty chart."


def test_charts_leave_pyplot_alone():
    code = (
        "import sys; from helpers.pictures import curve_picture\n"
        "curve_picture(lambda x: x, (0, 1)); assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: curve_picture(hill, (6, 0)), "over is (6, 0)"),
        (lambda: curve_picture(hill, (0, 6), secants=[(1, 0)]), "h = 0"),
        (lambda: curve_picture(lambda x: math.nan, (0, 6)), "f"),
        (lambda: map_picture(product, (5, 6), span=0), "span is 0"),
        (lambda: series_picture({}), "series is empty"),
        (lambda: series_picture({"loss": ([1, 2], [1])}), "'loss'"),
        (lambda: series_picture({"loss": ([1], [-1])}, log=True), "'loss'"),
        (lambda: series_picture({"loss": ([1], [1])}, log="x"), "'x'"),
    ],
)
def test_wrong_input_is_named_in_one_line(call, named):
    with pytest.raises(ValueError) as caught:
        call()
    assert named in str(caught.value) and "\n" not in str(caught.value)
    assert re.search("choose|give", str(caught.value)), "say what to do"


def test_a_picture_is_followed_by_its_words_for_those_who_cannot_see_it(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, **_: shown.append(data))
    picture = curve_picture(lambda x: x * x, (0, 2), title="a < b & c")
    picture._ipython_display_()
    assert shown[0]["image/png"] and shown[0]["text/plain"] == shown[1]["text/plain"] == picture.text
    words = shown[1]["text/html"]
    assert words.startswith("<details><summary>In words</summary>a &lt; b &amp; c: a curve from")
