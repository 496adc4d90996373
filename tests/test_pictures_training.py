"""The picture of a training: every number it shows is one it was given, at its place, and none leaves its frame."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.network import seven_nodes
from helpers.pictures.notation import number
from helpers.pictures.palette import LIGHT, palette
from helpers.pictures.training import training_picture
from helpers.pictures.training_fit import fit_frame
from helpers.pictures.training_losses import loss_frame
from helpers.pictures.training_network import held, signed
from helpers.pictures.training_plan import Wired, plan_of
from tests.drawn import SVG, apart, boxes, from_line, outside, overlaps, texts

SOURCES = seven_nodes().sources
SEVEN = Wired(
    tuple((source, node, f"w{source}to{node}") for node, read in SOURCES.items() for source in read),
    tuple((node, (f"b{node}", f"c{node}")) for node in SOURCES),
)
LINE = Wired(((1, 2, "w"),), ((2, ("b",)),))
CLEAR = 5  # pixels between what does not belong together
POINTS = [(1.0, 3.2), (2.0, 7.0), (3.0, 8.0), (4.0, 11.2), (5.0, 15.3)]
LEVELS = [(0.4992, ("best line", "0.499")), (16.6304, ("mean only", "16.6"))]


def names_of(wired):
    return [name for _, _, name in wired.weights] + [name for _, names in wired.own for name in names]


def drawn(wired=LINE, scale=1.0, predictions=None, losses=((0, 90.0), (1, 80.0)), loss=2.0, **more):
    """Draw a training whose numbers are all different."""
    names = names_of(wired)
    parameters = {name: scale * (k + 1) / 7 * (-1) ** k for k, name in enumerate(names)}
    gradients = {name: scale * (k + 1) / 90 * (-1) ** (k // 2) for k, name in enumerate(names)}
    predictions = predictions or [y + 1 for _, y in POINTS]
    curve = [(x / 10, 3 * x / 10) for x in range(61)]
    args = (POINTS, predictions, curve, losses, len(losses), loss, LEVELS, wired, parameters, gradients)
    return training_picture(*args, "T", **more), parameters, gradients


@pytest.mark.parametrize("wired", [LINE, SEVEN], ids=["line", "seven nodes"])
@pytest.mark.parametrize("theme", ["light", "dark", "live"])
def test_every_parameter_stands_with_its_gradient_in_one_box(wired, theme):
    picture, parameters, gradients = drawn(wired, theme=theme)
    assert overlaps(picture.svg) == [] and outside(picture.svg) == []
    found, frames = texts(picture.svg), boxes(picture.svg, palette(theme).parameter)
    for name in parameters:
        letter = "" if name.startswith("w") else f"{name[0]} "
        value, gradient = f"{letter}{held(parameters[name])}", signed(gradients[name])
        # A weight stands above its gradient; b and c are lines, one below the other, in the box of their node.
        same = 0 if name.startswith("w") else 1
        pairs = [
            (one, other)
            for words, one in found
            for others, other in found
            if (words, others) == (value, gradient) and one[same] == pytest.approx(other[same], abs=1)
            if any(inside(one, frame) and inside(other, frame) for frame in frames)
        ]
        assert len(pairs) == 1, name
        assert f"{name} = {held(parameters[name])} with gradient {gradient}" in picture.text


def inside(text, box):
    """Say whether a text is inside a box, two pixels from its edges."""
    return all(abs(text[i] - box[i]) + text[i + 2] / 2 + 2 <= box[i + 2] / 2 for i in (0, 1))


def arrows(svg):
    """Return (line, corners of the head) of every arrow of a gradient, as drawn."""
    pattern = rf'<path d="M([^"Z]*)" fill="none" stroke="{LIGHT.gradient}"[^>]*/><path d="M([^"Z]*)Z" fill'
    return [
        tuple([tuple(map(float, point.split())) for point in path.split("L")] for path in found)
        for found in re.findall(pattern, svg)
    ]


def test_in_the_drawing_of_the_seven_nodes_nothing_crowds_anything():
    names = names_of(SEVEN)
    for size in (1e-9, 1e300):  # the thinnest arrows and the widest
        svg = training_picture(
            POINTS, [0.0] * 5, [], [], 0, 1.0, [], SEVEN, dict.fromkeys(names, -0.2352), dict.fromkeys(names, size), "T"
        ).svg
        frames, back, nodes = boxes(svg, LIGHT.parameter), arrows(svg), circles(svg, LIGHT.node)
        assert (len(frames), len(back), len(nodes)) == (11 + 6, 11, 7)
        for k, box in enumerate(frames):
            assert all(apart(box, other) >= CLEAR for other in frames[:k]), "two boxes crowd each other"
            assert all(apart(box, (*node, 0, 0)) >= 17 + CLEAR for node in nodes), "a box crowds a node"
            assert all(from_line([*head, head[0]], box) >= CLEAR for _, head in back), "a box crowds a head"
            crossing = [line for line, _ in back if from_line(line, box) < CLEAR]
            # A weight sits on its arrow, the middle of the box on the line; no other arrow comes close.
            assert len(crossing) == (k < len(back)), "a box and an arrow of another crowd each other"
            assert all(from_line(line, (*box[:2], 0.2, 0.2)) == 0 for line in crossing)


def test_boxes_of_a_node_stand_close_to_it_and_no_text_is_small():
    plan = plan_of(SEVEN, 760, 300)
    for node, box in plan.own.items():
        gaps = {other: apart(box, (*place, 34, 34)) for other, place in plan.nodes.items()}
        assert gaps.pop(node) <= CLEAR and all(gap > 2 * CLEAR for gap in gaps.values())
    svg = drawn(SEVEN, scale=0.1)[0].svg
    assert min(float(size) for size in re.findall(r'<text [^>]*font-size="([\d.]+)"', svg)) > 11


def widths(svg):
    """Return the widths of the dashed arrows of the gradients, in the order of the weights."""
    pattern = rf'<path d="[^"]*" fill="none" stroke="{LIGHT.gradient}" stroke-width="([\d.]+)" stroke-dasharray'
    return [float(width) for width in re.findall(pattern, svg)]


def test_a_larger_gradient_has_a_wider_arrow_whatever_its_sign():
    names, sizes = names_of(SEVEN), [0.0, 1e-9, 1e-4, 1e-3, -1e-2, 0.1, -1, 10, 100, -1e4, 1e300]
    gradients = dict.fromkeys(names, 0.0) | dict(zip((name for _, _, name in SEVEN.weights), sizes))
    picture = training_picture(
        POINTS, [y for _, y in POINTS], [], [], 0, 1.0, [], SEVEN, dict.fromkeys(names, 1.0), gradients, "T"
    )
    found = dict(zip(plan_of(SEVEN, 760, 288).arrows, widths(picture.svg)[-11:]))  # the errors come first
    in_order = [found[source, node] for source, node, _ in SEVEN.weights]
    assert in_order == sorted(in_order) and in_order[0] == in_order[2] < in_order[3] < in_order[4] < in_order[5]
    assert in_order[-1] == in_order[-2] == 5


@pytest.mark.parametrize(
    "value, written",
    [
        (0.0, "0"),
        (1.0, "1"),
        (-0.80213, "−0.8021"),
        (12.345, "12.3"),
        (-3e-5, "0.0000"),
        (8.3e-5, "0.0001"),
        (1e9, "1×10⁹"),
    ],
)
def test_a_parameter_is_written_with_as_many_places_as_it_needs_to_be_seen_moving(value, written):
    assert held(value) == written


@pytest.mark.parametrize("value, written", [(0.0, "0"), (0.123, "+0.12"), (-4.0, "−4"), (1.26e-7, "+1.3×10⁻⁷")])
def test_a_gradient_is_written_with_its_sign(value, written):
    assert signed(value) == written


def circles(svg, colour):
    return [
        (float(c.get("cx")), float(c.get("cy")))
        for c in ElementTree.fromstring(svg).iter(f"{SVG}circle")
        if c.get("fill") == colour
    ]


def test_the_points_and_their_errors_are_where_their_numbers_say():
    svg = drawn(predictions=[3.2, 7.0, 8.0, 11.2, 10.3])[0].svg
    points = circles(svg, LIGHT.ink)
    places = [(56 + x / 6 * (350 - 56), 232 - y / 20 * (232 - 74)) for x, y in POINTS]
    for point, place in zip(points, places):
        assert point == pytest.approx(place, abs=0.06)
    errors = re.findall(
        rf'<path d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)" fill="none" stroke="{LIGHT.gradient}" stroke-width="1.6"', svg
    )
    (x0, y0, x1, y1) = map(float, errors[-1])
    assert x0 == x1 and abs(y1 - y0) == pytest.approx(5 / 20 * (232 - 74), abs=0.1)


@pytest.mark.parametrize("y, seen", [(-0.1, True), (0.0, True), (-0.3, False), (-9.0, False)])
def test_a_model_just_below_the_frame_is_seen_at_its_edge(y, seen):
    parts = fit_frame(POINTS, [y] * 5, [(0, y), (6, y)], (56, 350, 74, 232), LIGHT)
    assert any('d="M56 232L350 232"' in part and f'stroke="{LIGHT.value}"' in part for part in parts) == seen


def test_the_losses_are_where_their_numbers_say():
    picture, *_ = drawn(losses=[(0, 100.0), (1, 10.0), (2, 1.0)], loss=0.1)
    x, y = circles(picture.svg, LIGHT.value)[0]
    assert (x, y) == pytest.approx((440 + 3 / 10 * 220, 232), abs=0.06)
    assert "loss 0.1" in [words for words, _ in texts(picture.svg)]
    assert "the loss is 0.1, 100 in the first epoch" in picture.text
    path = re.search(r'<path d="(M[^"]+)" fill="none" stroke="#0072B2" stroke-width="1.6"', picture.svg)[1]
    assert [float(y) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", path)] == pytest.approx(
        [74, 126.7, 179.3, 232], abs=0.06
    )


def test_levels_that_lie_close_have_labels_apart():
    for levels in ([(1.0, ("a", "b")), (1.1, ("c", "d"))], [(1e-3, ("a", "b")), (1.1e-3, ("c", "d"))]):
        parts = loss_frame([(0, 5e8)], 1, 5e8, levels, (0, 200, 50, 200), LIGHT)
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">{"".join(parts)}</svg>'
        assert overlaps(svg) == []
    assert "a" not in [words for words, _ in texts(drawn(loss=0.0)[0].svg)]


@given(
    st.sampled_from([LINE, SEVEN]),
    st.one_of(st.floats(1e-300, 1e300), st.sampled_from([0.0, 1.0, 1e-12])),
    st.lists(st.floats(-1e300, 1e300), min_size=5, max_size=5),
    st.lists(st.floats(0, 1e308), max_size=12),
    st.floats(0, 1e308),
)
@settings(max_examples=150, deadline=None)
@example(LINE, 1e153, [1e153] * 5, [99.0, 1e308], 1.7e308)
@example(SEVEN, 1e-300, [0.0] * 5, [0.0] * 12, 0.0)
def test_any_numbers_stay_in_their_frames(wired, scale, predictions, losses, loss):
    svg = drawn(wired, scale, predictions, list(enumerate(losses)), loss)[0].svg
    assert "nan" not in svg and "inf" not in svg
    assert overlaps(svg) == [] and outside(svg) == []
    frames = boxes(svg, LIGHT.parameter)
    written = [text for words, text in texts(svg) if text[1] > 285 and not words.startswith("x")]
    assert len(written) == 2 * len(names_of(wired))
    assert all(any(inside(text, frame) for frame in frames) for text in written)


def test_the_sentence_says_what_the_model_says_and_the_levels():
    picture, *_ = drawn(predictions=[4.18, 4.96, 7.12, 11.0, 13.3])
    assert picture.text.startswith(
        "T: after 2 steps the model says 4.18 for 3.2, 4.96 for 7, 7.12 for 8, 11 for 11.2 and"
    )
    assert "lines mark best line 0.499 and mean only 16.6" in picture.text
    assert number(13.3) in picture.text
