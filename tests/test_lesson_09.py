"""Lesson 09: what its prose says of the drawings, of the training and of single pixels, as its own code finds it."""

import math

import numpy as np
import pytest

from helpers.digits import digits
from helpers.layers import Layers
from tests.test_lessons import names_of, path_of, read, says

LESSON = path_of("09")


@pytest.fixture(scope="module")
def lesson():
    return names_of(LESSON)


def cell(name):
    (found,) = [cell for cell in read(LESSON).cells if cell.id == name]
    return found


def test_the_network_is_judged_as_the_issue_asks(lesson):
    assert lesson["right"].mean() >= 0.97
    assert len(lesson["held_out"]) == len(digits().held_out)
    assert lesson["training"].samples == 5 * len(digits().train), "trained on the training part alone"


def test_counts_in_the_prose(lesson):
    train, held_out, net = lesson["train"], lesson["held_out"], lesson["net"]
    total, count = len(train) + len(held_out), len(net.parameters)
    assert says("09", f"wrote {total:,} digits")
    assert says("09", f"{len(held_out)} that the network never learns from. The other {len(train):,} are for training")
    assert says("09", f"{count:,}", times=4) and says("09", f"{2 * count:,} forward passes a step")
    assert says("09", f"some of the {len(train):,} to learn from, the rest to judge by")
    assert len(net.inputs) == 64 and len(net.outputs) == 10 and len(net.order) == 110
    assert lesson["training"].batch == 20 and says("09", "the batch of 20")
    assert lesson["training"].epochs == 50 and says("09", "the fifty epochs")
    assert says("09", "Twelve: three nodes, four samples.")
    assert says("09", "Between lie 100 nodes that read all inputs; each output reads all 100")
    assert all(len(net.sources[node]) == (64 if node <= 164 else 100) for node in net.order)
    (W, b, _), x = lesson["as_matrices"](lesson["parameters"], lesson["small_nodes"])[1], np.ones((2, 4))
    assert (W @ x + b).shape == (3, 4) and x.T.shape == (4, 2) and W.shape == (3, 2)
    assert says("09", "here (3, 4) times (4, 2) gives (3, 2), the shape of W")


def test_the_weights_that_are_nudged_have_a_gradient(lesson):
    gradients, images = lesson["gradients"], lesson["held_out"].images[:, lesson["mistakes"]]
    still = {name for name in lesson["net"].parameters if gradients[name] == 0}
    dark = [j + 1 for j in range(64) if not images[j].any()]
    assert still == {f"w{j}to{i}" for j in dark for i in range(65, 165)}
    assert 0.22 < len(still) / len(gradients.keys() & lesson["net"].parameters.keys()) < 0.25
    told = "Nearly a quarter of the 7,620 gradients are 0: those of weights from pixels without ink in any of the seven"
    assert says("09", told)
    assert len(lesson["nudged"]) == 8 and says("09", "Eight of the others are drawn at random")
    assert still.isdisjoint(lesson["nudged"])


def test_the_course_of_training(lesson):
    history = {epoch: (loss, misread) for epoch, loss, misread in lesson["history"]}
    assert says("09", "Four of ten after one epoch, one of eight after two")
    assert history[1][1] == pytest.approx(4 / 10, abs=0.02) and history[2][1] == pytest.approx(1 / 8, abs=0.01)
    mistakes = {epoch: round(misread * len(lesson["held_out"])) for epoch, (_, misread) in history.items()}
    assert says("09", "At epoch 30 there were five mistakes, at 50 seven") and (mistakes[30], mistakes[50]) == (5, 7)
    losses = [loss for loss, _ in history.values()]
    assert losses == sorted(losses, reverse=True), "the training loss fell all the way"


def test_the_mistakes_are_those_of_the_prose(lesson):
    mistakes, reading, held_out = lesson["mistakes"], lesson["reading"], lesson["held_out"]
    assert mistakes.tolist() == [4, 30, 138, 145, 393, 402, 431]
    kinds = {(int(held_out.labels[k]), int(reading[k])) for k in mistakes}
    assert len(kinds) == len(mistakes) == 7 and says("09", "Seven mistakes, no two of one kind")
    spread = math.sqrt(7)
    assert says("09", "might bring four, or ten, by chance") and round(7 - spread) == 4 and round(7 + spread) == 10
    said = {k: (int(held_out.labels[k]), int(reading[k])) for k in mistakes}
    assert said[138] == (9, 8) and says("09", "Number 138 is a 9, read as 8")
    assert said[431] == (3, 2) and says("09", "Drawing 431, a 3 read as 2")
    assert said[4] == (9, 3) and says("09", "Drawing 4 is a 9 and was read as 3")
    assert held_out.labels[[145, 402]].tolist() == [6, 4] and reading[402] == 5
    outputs = lesson["outputs"]
    assert outputs[:, 145].max() < 0.1 and says("09", "At 145 no output comes near 1")
    assert outputs[:, 431].max() > 0.9 and says("09", "At 431 it is sure, and wrong")


def test_no_decision_hangs_on_the_last_digits(lesson):
    """What is stored holds on machines whose arithmetic differs in the last digits."""
    first, second = np.sort(lesson["outputs"], axis=0)[[-1, -2]]
    assert (first - second).min() > 1e-4


def test_the_pixels_of_138_are_where_the_prose_says(lesson):
    pixels = lesson["at_pixels"]
    assert np.unravel_index(pixels.argmax(), (8, 8)) == (5, 3)
    assert says("09", "at row 6, column 4. After five rows of 8 it is the fourth: node 44") and 8 * 5 + 3 + 1 == 44
    assert (pixels[5:7, 1:4] > 0).all(), "lower left"
    assert (pixels[2:4, 4:8] < 0).all(), "upper right"


def test_one_pixel_sets_431_right_and_no_other_does(lesson):
    image, net, read_ = lesson["held_out"].images[:, [431]], lesson["net"], lesson["read"]
    for place in range(64):
        many = np.repeat(image, 17, axis=1)
        many[place] = np.arange(17) / 16
        enough = [ink for ink, digit in zip(many[place], read_(net, many)) if digit == 3]
        assert bool(enough) == (place == 36)
        if enough:
            assert min(enough) == 0.75 and image[36, 0] == 0.1875
    assert says("09", "Row 5, column 5, the middle of the 3") and divmod(36, 8) == (4, 4)
    _, upstream = lesson["by_arrays"](net, lesson["digit_nodes"], image, lesson["one_hot"]([3], 10))
    assert abs(upstream).argmax() == 36 and says("09", "its gradient is the largest in size")


def test_drawing_0_is_read_right_with_tiny_gradients(lesson):
    image, label = lesson["held_out"].images[:, [0]], lesson["held_out"].labels[[0]]
    assert lesson["right"][0]
    _, upstream = lesson["by_arrays"](lesson["net"], lesson["digit_nodes"], image, lesson["one_hot"](label, 10))
    assert abs(upstream).max() < 0.001 and says("09", "All below a thousandth")


def test_how_many_one_pixel_fools(lesson):
    told = cell("fooled").outputs[0].data["text/plain"]
    assert says("09", f" {told}, almost half") and says("09", f"how many of the {lesson['right'].sum()} read right")
    assert 0.4 < int(told) / lesson["right"].sum() < 0.5


def test_the_break_is_quiet_with_three_samples_alone(lesson):
    (output,) = cell("break-it-code").outputs
    four, three = output.text.splitlines()
    assert "could not be broadcast" in four and three == "3 samples: no error, right: False"
    assert len(lesson["flat"]) == 3
    added = np.zeros((3, 3)) + lesson["flat"]
    assert all((added[:, k] == lesson["parameters"][f"b{node}"]).all() for k, node in enumerate((4, 5, 6)))
    assert says("09", "the first sample quietly gets the bias of node 4, the second that of 5, the third that of 6")


def test_the_hand_written_passes_agree_on_the_trained_network(lesson):
    net, x = lesson["net"], lesson["held_out"].images[:, :7]
    target = lesson["one_hot"](lesson["held_out"].labels[:7], 10)
    net.forward(x)
    assert isinstance(net._last[0], Layers)
    engine = net.backward(target)
    by_hand, upstream = lesson["by_arrays"](net, lesson["digit_nodes"], x, target)
    assert lesson["difference"](by_hand, lesson["as_matrices"](engine, lesson["digit_nodes"])) < 1e-12
    assert np.allclose(upstream, [engine[f"x{node}"] for node in net.inputs], rtol=0, atol=1e-12)


def test_training_is_the_same_to_the_last_digit(lesson):
    again = names_of(LESSON)
    assert dict(again["net"].parameters) == dict(lesson["net"].parameters)
