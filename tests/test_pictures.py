"""The drawings show the engine's numbers, legibly, the same on every machine, and say them in words."""

import os
import random
import re
import subprocess
import sys
from xml.etree import ElementTree

import matplotlib.image
import numpy as np
import pytest
from matplotlib import get_data_path
from matplotlib.ft2font import FT2Font, LoadFlags

from helpers import pictures
from helpers.graph import Node, sigmoid
from helpers.network import Network, seven_nodes
from helpers.pictures import Picture, area_picture, graph_picture, network_picture
from helpers.pictures.fonts import text_width
from helpers.pictures.layers import layered
from helpers.pictures.notation import number, plain, symbol
from helpers.pictures.palette import THEMES
from helpers.stepping import Walk
from tests.accessibility import contrast
from tests.drawn import SVG, assert_apart, assert_texts_apart, box_of, shape_of, text_box, words

MODES = ("values", "gradients", "names", None)
NUMBER = re.compile(r"−?\d+(?:\.\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")


def network(numbers="own numbers"):
    net = seven_nodes(numbers)
    net.forward(1.0)
    return net, net.backward(10.0)


def quadratic_graph():
    a, b = Node(5.0, "a"), Node(6.0, "b")
    f = (a * b) * (a + b)
    f.name = "f"
    f.backward()
    return f


def walks():
    """Return graphs to step through, by name: a fork, one value twice in one operation, long numbers, no names."""
    a, b, c = Node(2.0, "a"), Node(1.0, "b"), Node(-1e-5, "c")
    fork = ((a + b).named("d") * (b + 1).named("e")).named("f")
    return {"fork": Walk(fork), "twin": Walk(a * a + a), "long": Walk(sigmoid(-((a + b) * c / 3e-7)) ** 2 * -1e-9 - b)}


def drawings():
    """Return a picture of every kind, in both themes, by name."""
    found = {}
    for theme in THEMES:
        for numbers in ("all ones", "own numbers"):
            net, gradients = network(numbers)
            found[f"structure, {numbers}, {theme}"] = network_picture(seven_nodes(numbers), theme=theme)
            for mode in MODES:
                for select in (None, "b2", "w1to3", ["x5", "c6"]):
                    picture = network_picture(
                        net, gradients, parameters=mode, select=select, target=10.0, title="A title", theme=theme
                    )
                    found[f"{numbers}, {mode}, {select}, {theme}"] = picture
        f = quadratic_graph()
        x = Node(2.0, "x1")
        chain = sigmoid((10 / (x + 1) - 3) ** 2 * -0.001)
        chain.backward()
        twin = x * x
        twin.backward()
        for name, output in {"f": f, "chain": chain, "twin": twin}.items():
            for select in (None, output.parents[0].name or "x1" if name != "f" else "a"):
                found[f"graph {name}, {select}, {theme}"] = graph_picture(
                    output, gradients=True, local=True, select=select, theme=theme
                )
        for name, walk in walks().items():
            for index in range(len(walk)):
                for select in (None, "a"):
                    found[f"step {index}, {name}, {select}, {theme}"] = graph_picture(
                        walk.output, moment=walk.moment(index), select=select, title=f"Step {index}", theme=theme
                    )
        found[f"graph values, {theme}"] = graph_picture(f, theme=theme)
        found[f"graph turned, {theme}"] = graph_picture(chain, gradients=True, local=True, columns=3, theme=theme)
        found[f"area, {theme}"] = area_picture(5, 6, 0.1, "The product grows", theme=theme)
    return found


DRAWINGS = drawings()
every_drawing = pytest.mark.parametrize("picture", DRAWINGS.values(), ids=DRAWINGS.keys())


def groups(picture):
    """Return {name: what is written there} for every part of a drawing that has a name in the code."""
    tree = ElementTree.fromstring(picture.svg)
    return {g.get("data-name"): [words(t) for t in g.iter(SVG + "text")] for g in tree.iter(SVG + "g")}


@every_drawing
def test_is_well_formed_and_carries_its_sentence(picture):
    tree = ElementTree.fromstring(picture.svg)
    assert tree.get("role") == "img"
    assert tree.get("aria-label") == picture.text == repr(picture)
    assert picture.text.endswith(".") and "\n" not in picture.text


@every_drawing
def test_no_text_touches_another_or_leaves_the_page(picture):
    assert_texts_apart(ElementTree.fromstring(picture.svg))


@every_drawing
def test_labels_do_not_overlap_and_hold_their_text(picture):
    for group in ElementTree.fromstring(picture.svg).iter(SVG + "g"):
        shape = shape_of(group)
        for text in group.iter(SVG + "text"):
            assert text_box(text)[2] <= box_of(shape)[2], f"{words(text)!r} is wider than its box"
    assert_apart(picture)


@every_drawing
def test_every_number_shown_is_said(picture):
    shown = {n for t in ElementTree.fromstring(picture.svg).iter(SVG + "text") for n in NUMBER.findall(words(t))}
    assert shown <= set(NUMBER.findall(picture.text))


@every_drawing
def test_every_text_stands_out_from_its_ground(picture):
    tree = ElementTree.fromstring(picture.svg)
    page = tree.find(SVG + "rect").get("fill")
    inside = {text: group[0].get("fill") for group in tree.iter(SVG + "g") for text in group.iter(SVG + "text")}
    if "rectangle" in picture.text:
        page = THEMES["dark" if page == THEMES["dark"].page else "light"].node  # the lighter of the two grounds
    for text in tree.iter(SVG + "text"):
        for part in (text, *text.iter(SVG + "tspan")):
            if part.get("fill"):
                assert contrast(part.get("fill"), inside.get(text, page)) >= 4.5, words(part)


@pytest.mark.parametrize("numbers", ["all ones", "own numbers"])
def test_network_shows_the_engines_numbers(numbers):
    net, gradients = network(numbers)
    for mode, held in (("values", net.parameters), ("gradients", gradients)):
        shown = groups(network_picture(net, gradients, parameters=mode, target=10.0))
        for name in net.parameters:
            assert shown[name] == [f"{name[0]} {number(held[name])}"]
        for node, value in net.values.items():
            assert shown[f"x{node}"] == [f"x{node}", number(value, 4), number(gradients[f"x{node}"])]
    assert f"loss {number(net.loss(10.0), 4)}" in network_picture(net, target=10.0).svg


def test_network_not_yet_run_shows_structure_only():
    shown = groups(network_picture(seven_nodes("all ones"), parameters="names"))
    assert shown["x4"] == ["x4"] and shown["w2to4"] == ["w2→4"] and shown["b7"] == ["b7"]


def test_selection_shows_gradients_on_its_paths_only():
    net, gradients = network()
    shown = groups(network_picture(net, gradients, select="b2"))
    assert [name for name in ("x1", "x2", "x3", "x4", "x5", "x6", "x7") if len(shown[name]) == 3] == [
        "x2", "x4", "x5", "x6", "x7",
    ]  # fmt: skip
    assert "dL/dx2" in network_picture(net, gradients, select="b2").text
    assert "dL/dx3" not in network_picture(net, gradients, select="b2").text


def test_network_takes_a_batch_and_any_graph():
    net = Network(
        {3: [1, 2], 4: [1, 3], 5: [3]}, dict.fromkeys("b3 c3 w1to3 w2to3 b4 c4 w1to4 w3to4 b5 c5 w3to5".split(), 0.5)
    )
    net.forward({1: np.ones(4), 2: np.zeros(4)})
    shown = groups(network_picture(net, net.backward({4: 1.0, 5: 0.0}), target={4: 1.0, 5: 0.0}))
    assert shown["x3"] == ["x3", "4 values", "4 values"]


def test_graph_shows_the_engines_numbers():
    f = quadratic_graph()
    shown = groups(graph_picture(f, gradients=True, local=True))
    assert shown["a"] == ["a", "5", "96"] and shown["b"] == ["b", "6", "85"]
    assert shown["f"] == ["f (×)", "330", "1"]
    assert [shown[f"local {i}"] for i in range(6)] == [["× 6"], ["× 5"], ["× 1"], ["× 1"], ["× 11"], ["× 30"]]


def test_graph_writes_constants_where_they_stand():
    x = Node(2.0, "x")
    assert set(groups(graph_picture(10 / (x + 1) - 3))) == {"x", "+ 1", "10 / ·", "− 3"}


def test_a_moment_shows_what_is_known_by_then():
    walk = walks()["fork"]
    steps = [graph_picture(walk.output, moment=walk.moment(index)) for index in range(len(walk))]
    shown = [groups(step) for step in steps]
    assert shown[0]["b"] == ["b", "1"] and shown[0]["d"] == ["d (+)", "?"] and shown[1]["d"] == ["d (+)", "3"]
    assert shown[3]["f"] == ["f (×)", "6"] and shown[4]["f"] == ["f (×)", "6", "1"]
    assert shown[5]["e"] == ["e (+ 1)", "2", "3"] and shown[5]["local 4"] == ["× 3"]
    assert not {"local 0", "local 1", "local 2"} & set(shown[5]) and "local 2" in shown[6]
    assert shown[6]["b"] == ["b", "1", "3 + …"] and shown[7]["b"] == ["b", "1", "5"]
    assert "3 so far at b" in steps[6].text and "5 at b" in steps[7].text and "so far" not in steps[7].text
    assert "not yet computed d (+ of a and b), e (+ 1 of b) and f (× of d and e)." in steps[0].text


def test_the_node_at_work_is_marked_by_a_word_and_a_thick_outline():
    walk = walks()["fork"]
    for index, name in enumerate([None, *"defffed"]):
        tree = ElementTree.fromstring(graph_picture(walk.output, moment=walk.moment(index)).svg)
        thick = [g.get("data-name") for g in tree.iter(SVG + "g") if g[0].get("stroke-width") == "4"]
        assert thick == ([name] if name else [])
        assert [words(t) for t in tree.iter(SVG + "text")].count("now") == len(thick)


def test_arrows_appear_as_they_carry_something():
    walk = walks()["fork"]
    pale, dashed = [], []
    for index in range(len(walk)):
        svg = graph_picture(walk.output, moment=walk.moment(index)).svg
        pale.append(len(re.findall(f'stroke="{THEMES["light"].faint}"', svg)))
        dashed.append(svg.count("dasharray"))
    assert pale == [5, 3, 2, 0, 0, 0, 0, 0] and dashed == [0, 0, 0, 0, 0, 2, 3, 5]


def test_nothing_moves_from_one_step_to_the_next():
    for walk in walks().values():
        places = []
        for index in range(len(walk)):
            picture = graph_picture(walk.output, moment=walk.moment(index))
            tree = ElementTree.fromstring(picture.svg)
            places.append({g.get("data-name"): box_of(g[0]) for g in tree.iter(SVG + "g")})
        for place in places:
            assert place.items() <= places[-1].items()


def test_parts_without_a_name_are_told_apart():
    a = Node(3.0, "a")
    shown = groups(graph_picture(a * a * a + Node(1.0) + Node(2.0)))
    assert {"a", "×", "× (2)", "leaf", "leaf (2)", "+", "+ (2)"} == set(shown)
    text = graph_picture(a * a * a + 1 * (a * a)).text
    assert "a · a = 9, (a · a) · a = 27, node 4 (× of a and a) = 9" in text
    assert text.endswith("and output (+ of (a · a) · a and node 5) = 36.")


def test_a_long_factor_leaves_some_of_its_arrow_to_be_seen():
    x = Node(1.2345678e-5, "x")
    tree = ElementTree.fromstring(graph_picture(x * -1.2345678e-5, local=True).svg)
    boxes = {g.get("data-name"): box_of(g[0]) for g in tree.iter(SVG + "g")}
    (left, _, wide, _), (right, *_), (_, _, covered, _) = boxes["x"], boxes["× −1.235×10⁻⁵"], boxes["local 0"]
    assert right - left - wide - covered >= 40


def test_a_chain_goes_down_from_the_last_column():
    x = Node(2.0, "x")
    output = (((x * 3).named("a") + 1).named("b") ** 2).named("c")
    tree = ElementTree.fromstring(graph_picture(output, local=True, columns=2).svg)
    boxes = {g.get("data-name"): box_of(g[0]) for g in tree.iter(SVG + "g")}
    (x_left, x_top), (left, top) = boxes["x"][:2], boxes["a"][:2]
    assert x_left < left and x_top == top
    assert [boxes[name][0] for name in "bc"] == [left, left] and top < boxes["b"][1] < boxes["c"][1]
    for above, below, factor in (("a", "b", "local 1"), ("b", "c", "local 2")):
        assert boxes[below][1] - boxes[above][1] - boxes[above][3] - boxes[factor][3] >= 40
    width, height = (float(tree.get(side)) for side in ("width", "height"))
    assert width < left + 2 * boxes["a"][2] and height > boxes["c"][1] + boxes["c"][3]
    assert graph_picture(output, columns=4).svg == graph_picture(output).svg


def test_no_end_of_an_arrow_shows_close_to_its_factor():
    """An end of a few pixels beside "× 3" would read as a dot, "× 3 ·"."""
    for output in (quadratic_graph(), walks()["fork"].output):
        for group in ElementTree.fromstring(graph_picture(output, local=True).svg).iter(SVG + "g"):
            if group.get("data-name").startswith("local"):
                ground, (written,) = box_of(group[0]), group.iter(SVG + "text")
                assert ground[2] - text_box(written)[2] >= 13


def test_graph_of_arrays_tells_their_size():
    w, x = Node(np.ones((2, 3)), "W"), Node(np.ones(3), "x")
    shown = groups(graph_picture(w @ x, local=True))
    assert shown["W"] == ["W", "2 by 3"] and shown["x"] == ["x", "3 values"] and shown["local 0"] == ["× …"]


PRINT_ALL = """
import hashlib
from tests.test_pictures import DRAWINGS
for name, picture in DRAWINGS.items():
    print(name, hashlib.sha256(picture.svg.encode()).hexdigest())
"""


def test_drawings_are_the_same_in_every_process():
    seen = set()
    for seed in ("0", "12345"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        ran = subprocess.run(
            [sys.executable, "-c", PRINT_ALL], capture_output=True, text=True, env=environment, check=True
        )
        seen.add(ran.stdout)
    assert len(seen) == 1
    assert {name: picture.svg for name, picture in drawings().items()} == {n: p.svg for n, p in DRAWINGS.items()}


def test_importing_and_drawing_leaves_matplotlib_alone():
    code = (
        "import sys; from helpers.pictures import area_picture, curve_picture, network_picture\n"
        "from helpers.network import seven_nodes\n"
        "assert network_picture(seven_nodes('all ones')).png\n"
        "assert not [name for name in sys.modules if name.split('.')[0] == 'matplotlib']"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_picture_is_imported_alone():
    code = (
        "import sys; from helpers.pictures import network_picture\n"
        "assert callable(network_picture)\n"
        "assert not {'graph', 'area', 'curves', 'digit'} & {n.removeprefix('helpers.pictures.') for n in sys.modules}"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    assert all(callable(getattr(pictures, name)) for name in pictures.__all__)
    with pytest.raises(AttributeError, match="there is no picture 'graph_pictures'; choose from Picture"):
        pictures.graph_pictures  # noqa: B018


@pytest.mark.parametrize("theme", THEMES)
def test_png_is_rendered_with_its_text(theme, tmp_path):
    net, gradients = network()
    picture = network_picture(net, gradients, target=10.0, theme=theme)
    mute = Picture("", re.sub(r"<text.*?</text>", "", picture.svg))
    shots = []
    for name, shot in (("full", picture), ("mute", mute)):
        (tmp_path / name).write_bytes(shot.png)
        shots.append(matplotlib.image.imread(tmp_path / name, format="png")[:, :, :3])
    tree = ElementTree.fromstring(picture.svg)
    assert shots[0].shape[:2] == (2 * float(tree.get("height")) // 1, 2 * float(tree.get("width")) // 1)
    written = np.abs(shots[0] - shots[1]).max(axis=2) > 0.3
    assert 0.005 < written.mean() < 0.2
    assert picture.png == Picture(picture.text, picture.svg).png


def test_notebook_gets_a_png_and_the_sentence():
    picture = network_picture(seven_nodes("all ones"))
    forms, metadata = picture._repr_mimebundle_()
    assert set(forms) == {"image/png", "text/plain"} and forms["text/plain"] == picture.text
    assert metadata["image/png"]["width"] == float(ElementTree.fromstring(picture.svg).get("width"))


def test_a_wide_drawing_inside_a_page_shrinks_to_its_column():
    root = ElementTree.fromstring(network_picture(seven_nodes(), target=10).svg)
    assert root.get("style") == "max-width:100%;height:auto"


def test_a_picture_cannot_be_changed():
    with pytest.raises(AttributeError):
        network_picture(seven_nodes("all ones")).text = "something else"


@pytest.mark.parametrize("bold", [False, True])
def test_widths_are_those_of_the_font(bold):
    font = FT2Font(f"{get_data_path()}/fonts/ttf/DejaVuSans{'-Bold' if bold else ''}.ttf")
    for sample in ("−1.13×10⁻⁷", "w 0.25", "gradient of the output", "How much does the loss change?", "∂L/∂x = 16"):
        true = sum(font.load_char(ord(letter), LoadFlags.NO_SCALE).horiAdvance for letter in sample) / font.units_per_EM
        assert text_width(sample, 10, bold) == pytest.approx(10 * true, rel=0.05)


@pytest.mark.parametrize("seed", range(30))
def test_layout_puts_every_reader_right_of_what_it_reads(seed):
    chance = random.Random(seed)
    size = chance.randint(2, 14)
    sources = {node: [other for other in range(node) if chance.random() < 0.3] for node in range(size)}
    layout = layered(sources)
    for reader, reads in sources.items():
        for source in reads:
            assert layout.places[source][0] < layout.places[reader][0]
            route = layout.routes[source, reader]
            assert route[0] == layout.places[source] and route[-1] == layout.places[reader]
            assert not set(route[1:-1]) & set(layout.places.values()), "an arrow runs through a node"
    assert len(set(layout.places.values())) == size
    assert layered(sources) == layout


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"), (-0.0, "0"), (16, "16"), (1.0, "1"), (0.9999, "1.00"), (3.9999999999999996, "4"),
        (-0.018654, "−0.0187"),
        (1.1253514938993e-07, "1.13×10⁻⁷"), (-6.0, "−6"), (-5.9999993, "−6.00"), (1000, "1000"), (1234.5, "1234"),
        (1e6, "1×10⁶"), (float("inf"), "∞"), (float("nan"), "undefined"), (np.ones(5), "5 values"),
        (np.ones((2, 3)), "2 by 3"),
    ],
)  # fmt: skip
def test_numbers_are_written_meaningfully(value, written):
    assert number(value) == written


def test_symbols_are_those_of_the_formulas():
    assert [symbol(name) for name in ("b2", "w2to4", "x_1", "total")] == ["b_{2}", "w_{2→4}", "x_{1}", "total"]
    assert plain("w_{2→4}") == "w2→4"


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: network_picture(network()[0], select="b9"), "'b9'"),
        (lambda: network_picture(network()[0], select=["b2", "y"]), "'y'"),
        (lambda: network_picture(network()[0], select=2), "2"),
        (lambda: network_picture(network()[0], parameters="all"), "'all'"),
        (lambda: network_picture(network()[0], parameters="gradients"), "net.backward"),
        (lambda: network_picture(seven_nodes("all ones"), network()[1]), "net.forward"),
        (lambda: network_picture(network()[0], theme="blue"), "'blue'"),
        (lambda: graph_picture(quadratic_graph(), theme="blue"), "'blue'"),
        (lambda: graph_picture(quadratic_graph(), select="z"), "'z'"),
        (lambda: graph_picture(Node(1.0) + 1, gradients=True), "backward()"),
        (lambda: graph_picture(quadratic_graph(), columns=2), "columns is 2"),
        (lambda: graph_picture(quadratic_graph(), columns=0), "columns is 0"),
        (lambda: area_picture(5, -6, 0.1), "b is -6"),
        (lambda: layered({1: [2], 2: [1]}), "2, 1"),
    ],
)
def test_wrong_input_is_named_in_one_line(call, named):
    with pytest.raises(ValueError) as caught:
        call()
    assert named in str(caught.value) and "\n" not in str(caught.value)
    assert re.search("choose|call|pass|give|remove", str(caught.value)), "say what to do"
