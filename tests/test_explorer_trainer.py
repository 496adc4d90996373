"""The explorer of training: what it shows is what `helpers.training` finds, whatever is pressed."""

import base64
import math
import re

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.explorers.trainer import EPOCHS, Trainer
from helpers.explorers.trainer_problems import PROBLEMS
from helpers.explorers.view import packed
from helpers.fully_connected import random_start
from helpers.network import Network, seven_nodes
from helpers.pictures.notation import number
from helpers.pictures.training_losses import FLOOR
from helpers.pictures.training_network import held, signed
from helpers.training import Diverged, Training
from tests.drawn import outside, overlaps, texts
from tests.memory import grown_by

LINE, SIGMOID, LEAKY = PROBLEMS
SOURCES = seven_nodes().sources
X, FIVE = np.array([1.0, 2.0, 3.0, 4.0, 5.0]), np.array([3.2, 7.0, 8.0, 11.2, 15.3])
ACTIVATION = {SIGMOID: "sigmoid", LEAKY: "leaky relu"}


def training_of(what, rate, batch=5, seed=4, start="random"):
    """Return the training that the explorer should show, begun without it."""
    if what == LINE:
        model = Trainer(LINE, seed=seed, start=start, trained=0).model
        return Training(model, X, 3 * X, rate, batch, seed)
    if start == "all ones":
        model = Network(SOURCES, seven_nodes().parameters, ACTIVATION[what])
    else:
        model = random_start(SOURCES, seed, ACTIVATION[what])
    return Training(model, X, FIVE, rate, batch, seed)


def play(trainer, frames=10_000):
    """Press play and give the frames that a page would ask for, at most so many; return how many there were."""
    trainer.press("play")
    for frame in range(frames):
        if not trainer._view.playing:
            return frame
        trainer._do(("tick", trainer._view.playing))
    return frames


def state_of(trainer):
    return trainer._state, trainer._view


# --- What it shows ---


@pytest.mark.parametrize("what", PROBLEMS)
@pytest.mark.parametrize("batch", [1, 2, 5])
@pytest.mark.parametrize("start", ["random", "all ones"])
def test_it_is_the_training_of_the_helpers(what, batch, start):
    rate = 0.003
    trainer, training = (
        Trainer(what, rate=rate, batch=batch, start=start, trained=7),
        training_of(what, rate, batch, start=start),
    )
    each = training.steps_an_epoch
    training.run(7 * each)
    for steps, act in ((0, None), (1, lambda: trainer.press("step")), (20 * each, lambda: trainer.run(20))):
        if steps:
            act()
            training.run(steps)
        assert trainer.loss == training.loss() and trainer.model.parameters == training.model.parameters
        losses = training.losses
        assert trainer._state["steps"] == len(losses)
        if len(losses) % each == 0:
            first = np.mean(losses[:each])
            assert f"the loss is {number(training.loss())}, {number(first)} in the first epoch." in trainer.says


@pytest.mark.parametrize("what", PROBLEMS)
def test_gradients_and_parameters_are_the_engines(what):
    trainer = Trainer(what, trained=30)
    model = training_of(what, PROBLEMS[what].rate).model
    training = training_of(what, PROBLEMS[what].rate)
    training.run(30)
    model, target = training.model, np.array(PROBLEMS[what].target)
    says = model.forward(X)
    gradients = model.backward(target)
    words = [written for written, _ in texts(trainer._view.picture.svg)]
    for name, value in model.parameters.items():
        letter = "" if name[0] == "w" else f"{name[0]} "
        assert f"{letter}{held(value)}" in words and signed(gradients[name]) in words
    largest = max(model.parameters, key=lambda name: abs(gradients[name]))
    assert trainer.says.endswith(f"The largest gradient is that of {largest}, {signed(gradients[largest])}.")
    said = trainer._view.picture.text
    for y in says if what == LINE else says[7]:
        assert number(y) in said


def test_the_loss_is_written_out_as_the_mean_of_its_squares():
    trainer = Trainer()
    for epochs in (0, 300, 500):
        if epochs:
            trainer.run(epochs)
        written = re.search(r"L  = the mean of \(y − target\)²  = (.*)  = (.*)", trainer.arithmetic)
        value = eval(written[1].replace("²", "**2").replace("−", "-"))
        assert value == pytest.approx(trainer.loss, rel=0.02)
        assert written[2] == number(trainer.loss)


@pytest.mark.parametrize("what", PROBLEMS)
def test_the_next_step_is_written_out_and_taken(what):
    trainer = Trainer(what)
    name, old, rate, gradient, new = re.search(
        r"next (\S+)  = \S+ − learning rate · ∂L/∂\S+  = (\S+) − (\S+) · \(?([^ )]+)\)?  = (\S+)", trainer.arithmetic
    ).groups()
    name = name.replace("→", "to")
    before, found = trainer.model.parameters[name], trainer._run.readings(trainer._state).gradients[name]
    assert (old, rate, gradient) == (number(before), number(PROBLEMS[what].rate), number(found))
    trainer.press("step")
    assert new == number(trainer.model.parameters[name])


def test_with_small_batches_no_step_is_foretold():
    trainer = Trainer(batch=2)
    assert "next" not in trainer.arithmetic
    assert trainer.arithmetic.endswith("A step sees 2 of the 5 points and follows the gradients of their loss alone.")


def test_an_epoch_that_is_not_over_has_no_loss_yet():
    trainer = Trainer(batch=1, trained=0)
    trainer.press("step")
    assert "1 step taken: the loss is 89.5. The largest" in trainer.says
    for _ in range(4):
        trainer.press("step")
    assert re.search(r"5 steps taken: the loss is [\d.]+, [\d.]+ in the first epoch\.", trainer.says)


@pytest.mark.parametrize(
    "made, words",
    [
        (
            {"trained": 0},
            "Five points, sigmoid, from random start 4. No step has been taken: the loss is 90.2. The largest",
        ),
        ({}, "200 steps taken: the loss is 16.6, 90.2 in the first epoch. The model says about 8.77 for every x."),
        ({"rate": 0.1, "trained": 1000}, "The model says about 8.94 for every x."),
        ({"start": "all ones", "trained": 1000}, "Five points, sigmoid, from all ones. 1,000 steps taken"),
        (
            {"what": LEAKY, "trained": 5000, "epochs": "20,000"},
            "the loss is 0.499, 96.3 in the first epoch. No straight line",
        ),
        ({"what": LINE, "rate": 0.09}, "That is more than at the start: the steps are too long."),
        ({"what": LINE, "rate": 0.08}, "A line, w · x + b, learns y = 3x, from random start 4. 200 steps taken"),
    ],
)
def test_says_what_there_is_to_notice(made, words):
    assert words in Trainer(**made).says


def test_the_levels_are_those_of_the_data():
    words = [written for written, _ in texts(Trainer()._view.picture.svg)]
    assert {"mean only", number(FIVE.var()), "best line", "0.499"} <= {*words}
    line = [written for written, _ in texts(Trainer(LINE)._view.picture.svg)]
    assert "mean only" in line and "best line" not in line  # there it is 0, which no logarithm shows


def test_from_all_ones_nodes_of_a_layer_never_differ():
    p = Trainer(start="all ones", trained=1000).model.parameters
    assert p["w1to2"] == p["w1to3"] != 1 and p["b2"] == p["b3"] and p["c4"] == p["c5"] == p["c6"]


# --- Buttons and controls ---


@pytest.mark.parametrize("what", PROBLEMS)
@pytest.mark.parametrize("epochs, most", [("100", 150), ("1,000", 300), ("20,000", 400)])
def test_play_ends_where_it_was_told_to_and_takes_few_enough_frames_to_be_watched(what, epochs, most):
    trainer, training = Trainer(what, trained=0, epochs=epochs), training_of(what, PROBLEMS[what].rate)
    frames = play(trainer)
    assert 50 <= frames <= most  # some seconds, or at most a quarter of a minute, at 25 a second
    training.run(EPOCHS[epochs])
    assert trainer.loss == training.loss()
    assert trainer._view.progress == (EPOCHS[epochs], EPOCHS[epochs], f"epoch {epochs} of {epochs}")
    trainer.press("play")
    assert trainer._state["steps"] == 0 and trainer._view.playing  # once more


def test_a_tick_for_an_earlier_frame_changes_nothing():
    trainer = Trainer()
    play(trainer, 3)
    before = state_of(trainer)
    trainer._do(("tick", trainer._view.playing - 1))
    assert state_of(trainer) == before


@pytest.mark.parametrize("batch", [1, 3])
def test_a_frame_holds_whole_epochs_and_few_enough_steps(batch):
    trainer = Trainer(batch=batch, trained=0, epochs="20,000")
    trainer.press("play")
    before, each, largest = 0, -(-5 // batch), 0
    for _ in range(250):
        trainer._do(("tick", trainer._view.playing))
        taken = trainer._state["steps"] - before
        assert taken % each == 0 and 0 < taken <= 120
        before, largest = before + taken, max(largest, taken)
    assert largest > 100


def test_pause_keeps_the_place_and_play_goes_on_from_there():
    trainer, training = Trainer(trained=0), training_of(SIGMOID, 0.01)
    play(trainer, 30)
    trainer.press("play")
    steps = trainer._state["steps"]
    assert not trainer._view.playing and trainer._view.controls["play"] == {"label": "play"} and steps == 30
    trainer._do(("tick", 31))  # one that was on its way
    assert trainer._state["steps"] == steps
    play(trainer, 20)
    training.run(50)
    assert trainer.loss == training.loss() and trainer._view.controls["play"] == {"label": "pause"}
    trainer.press("step")
    training.step()
    assert trainer.loss == training.loss() and not trainer._view.playing


def test_another_learning_rate_goes_on_from_here():
    trainer, training = Trainer(trained=100), training_of(SIGMOID, 0.01)
    trainer.set(rate=0.5)
    trainer.set(rate=0.02)  # as a hand does on its way
    trainer.run(50)
    training.run(100)
    training.learning_rate = 0.02
    training.run(50)
    assert trainer.loss == training.loss()
    assert trainer._state["rates"] == ((0, 0.01), (100, 0.02))
    trainer.set(rate=0.5)
    trainer.set(rate=0.02)
    assert trainer._state["rates"] == ((0, 0.01), (100, 0.02))  # back where it was: nothing has changed
    trainer.press("again")
    trainer.run(10)
    other = training_of(SIGMOID, 0.02)
    other.run(10)
    assert trainer.loss == other.loss()


@pytest.mark.parametrize(
    "change", [{"what": LEAKY}, {"start": "all ones"}, {"batch": 3}, {"epochs": "100"}], ids=lambda change: [*change][0]
)
def test_other_data_starts_or_batches_begin_anew(change):
    trainer = Trainer()
    trainer.press("play")
    trainer.set(**change)
    assert trainer._state["steps"] == 0 and not trainer._view.playing
    assert trainer.loss == Trainer(**change, trained=0).loss


def test_new_starts_are_those_of_their_number():
    trainer = Trainer()
    for seed in (5, 6):
        trainer.press("new")
        assert trainer.loss == training_of(SIGMOID, 0.01, seed=seed).loss()
        assert f"from random start {seed}. No step" in trainer.says
    trainer.set(start="all ones")
    trainer.press("new")
    assert "from random start 6." in trainer.says
    trainer.press("again")
    assert "from random start 6." in trainer.says
    trainer.reset()
    assert "from random start 4. 200 steps taken" in trainer.says


def test_data_bring_a_learning_rate_that_works_unless_one_is_given():
    trainer = Trainer()
    for what, rate in ((LEAKY, 0.001), (LINE, 0.01), (SIGMOID, 0.01)):
        trainer.set(what=what)
        assert trainer._state["rate"] == rate
        trainer.run(300)
        assert trainer.loss < 0.9 * Trainer(what, trained=0).loss
    trainer.set(what=LEAKY, rate=0.5)
    assert trainer._state["rate"] == 0.5


def test_stepping_over_the_end_says_what_to_do():
    trainer = Trainer(trained=100, epochs="100")
    before = state_of(trainer)
    with pytest.raises(ValueError, match="^epoch 100 is reached; choose more epochs, or start again$"):
        trainer.press("step")
    assert state_of(trainer) == before
    trainer.set(epochs="1,000")
    trainer.press("step")
    assert trainer._state["steps"] == 101


def test_run_lets_the_choice_of_epochs_grow():
    trainer = Trainer(trained=100, epochs="100")
    trainer.run(1)
    assert trainer._view.progress == (101, 1_000, "epoch 101 of 1,000")
    trainer.run(19_899)
    assert trainer._view.progress == (20_000, 20_000, "epoch 20,000 of 20,000")


# --- What is said while it plays ---


def test_while_it_plays_a_sentence_stands_for_many_frames():
    trainer, said = Trainer(trained=0, epochs="20,000"), []
    trainer.press("play")
    while trainer._view.playing:
        if not said or said[-1][1] != trainer.says:
            said.append((trainer._state["frame"], trainer.says))
        trainer._do(("tick", trainer._view.playing))
    assert said[0] == (1, "Playing. At epoch 0 the loss was 90.2.")
    assert [frame for frame, _ in said[1:]] == [150, 300][: len(said) - 1] and len(said) > 1
    assert trainer.says.startswith("Five points, sigmoid, from random start 4. 20,000 steps taken")


# --- Divergence and wrong input ---


@pytest.mark.parametrize(
    "made",
    [
        {"what": LINE, "rate": 0.2},
        {"what": LINE, "rate": 1.0},
        {"what": LEAKY, "rate": 0.5},
        {"what": LEAKY, "rate": 0.01, "batch": 1},
    ],
)
def test_what_diverges_stops_at_its_last_finite_numbers_with_the_reason(made):
    trainer = Trainer(**made, trained=0, seed=1, epochs="20,000")
    play(trainer)
    training = training_of(made["what"], made["rate"], made.get("batch", 5), seed=1)
    with pytest.raises(Diverged):
        training.run(100_000)
    assert "begin again with a smaller one, such as" in trainer._view.notice
    assert "no float holds, so training has stopped here" in trainer.says
    steps = trainer._state["steps"]
    assert len(training.losses) - 2 <= steps <= len(training.losses) and math.isfinite(trainer.loss)
    shown = training_of(made["what"], made["rate"], made.get("batch", 5), seed=1)
    shown.run(steps)
    assert trainer._view.notice == str(shown.diverged())
    assert f"training stopped at step {steps + 1}: " in trainer._view.notice
    svg = trainer._view.picture.svg
    assert "nan" not in svg and "inf" not in svg and "∞" not in svg and "undefined" not in svg
    before = state_of(trainer)
    for act in (lambda: trainer.press("play"), lambda: trainer.press("step"), lambda: trainer.run(1)):
        with pytest.raises(ValueError, match="^training stopped at step"):
            act()
        assert state_of(trainer) == before
    at_once = Trainer(**made, trained=0, seed=1, epochs="20,000")
    at_once.run(20_000)
    assert at_once.loss == trainer.loss and at_once._view.notice == trainer._view.notice


@pytest.mark.parametrize("way", [("set", {"rate": 0.01}), ("press", "again")], ids=["set", "press"])
def test_after_it_has_diverged_a_smaller_rate_or_the_button_begins_anew(way):
    trainer = Trainer(LINE, rate=0.2, trained=1000)
    assert trainer._view.notice and trainer._state["steps"] == 266
    trainer._do(way)
    assert trainer._state["steps"] == 0 and trainer._view.notice == ""


@pytest.mark.parametrize(
    "act, message",
    [
        (lambda t: t.set(rate=0), "learning rate is 0; choose between 0.0001 and 1"),
        (lambda t: t.set(rate="fast"), "learning rate is the text 'fast'; type a number, such as 0.5"),
        (lambda t: t.set(rate=float("nan")), "learning rate is nan; give a finite number"),
        (lambda t: t.set(batch=6), "batch is 6; choose between 1 and 5"),
        (lambda t: t.set(batch=2.5), "batch is 2.5; give a whole number"),
        (lambda t: t.set(what="digits"), f"what is 'digits'; choose from {', '.join(map(repr, PROBLEMS))}"),
        (lambda t: t.set(epochs="7"), "epochs is '7'; choose from '100', '1,000', '20,000'"),
        (lambda t: t.run(0), "epochs is 0; choose between 1 and 19800"),
        (lambda t: t.run(1.5), "epochs is 1.5; give a whole number"),
        (lambda t: t.run(20_000), "epochs is 20000; choose between 1 and 19800"),
        (lambda t: t.press("back"), "there is no button 'back'; this explorer has play, step, again, new"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_and_changes_nothing(act, message):
    trainer = Trainer()
    before = state_of(trainer)
    with pytest.raises((TypeError, ValueError)) as caught:
        act(trainer)
    assert str(caught.value) == message
    assert state_of(trainer) == before


@pytest.mark.parametrize(
    "made, message",
    [
        ({"what": "lines"}, f"what is 'lines'; choose from {', '.join(map(repr, PROBLEMS))}"),
        ({"start": "zero"}, "start is 'zero'; choose from 'random', 'all ones'"),
        ({"seed": -1}, "seed is −1; choose between 0 and 1000000"),
        ({"rate": -0.1}, "learning rate is −0.1; choose between 0.0001 and 1"),
        ({"batch": 0}, "batch is 0; choose between 1 and 5"),
        ({"epochs": 100}, "epochs is 100; choose from '100', '1,000', '20,000'"),
        ({"trained": 1001}, "trained is 1001; choose between 0 and 1000"),
    ],
    ids=lambda given: [*given][0] if isinstance(given, dict) else "",
)
def test_what_cannot_be_made_is_said(made, message):
    with pytest.raises((TypeError, ValueError)) as caught:
        Trainer(**made)
    assert str(caught.value) == message


# --- Speed, memory and what stays ---

ACTIONS = st.one_of(
    st.tuples(st.just("press"), st.sampled_from(["play", "step", "again", "new"])),
    st.tuples(st.just("tick"), st.integers(1, 30)),
    st.tuples(st.just("run"), st.integers(1, 3000)),
    st.tuples(
        st.just("set"),
        st.fixed_dictionaries(
            {},
            optional={
                "what": st.sampled_from([*PROBLEMS]), "start": st.sampled_from(["random", "all ones"]),
                "epochs": st.sampled_from([*EPOCHS]), "rate": st.floats(1e-4, 1), "batch": st.integers(1, 5),
            },
        ),
    ),
)  # fmt: skip


@given(st.lists(ACTIONS, max_size=12))
@settings(max_examples=60, deadline=None)
@example([("set", {"what": LEAKY, "rate": 1.0}), ("run", 10), ("set", {"batch": 1}), ("tick", 5)])
@example([("set", {"what": LINE, "rate": 0.0846}), ("run", 3000), ("set", {"rate": 1.0}), ("run", 3000)])
@example([("set", {"what": LINE, "batch": 1}), ("run", 714)])  # below what the frame tells apart
def test_whatever_is_done_the_picture_is_sane_and_tells_the_loss(actions):
    trainer = Trainer(trained=0, epochs="20,000")
    for kind, what in actions:
        try:
            if kind == "run":
                trainer.run(what)
            elif kind == "tick":
                for _ in range(what):
                    trainer._do(("tick", trainer._view.playing))
            else:
                trainer._do((kind, what))
        except ValueError as error:
            assert "\n" not in str(error)
    view = trainer._view
    assert "nan" not in view.picture.svg and "inf" not in view.picture.svg
    assert overlaps(view.picture.svg) == [] and outside(view.picture.svg) == []
    told = f"loss {number(trainer.loss)}" + (f", drawn at {number(FLOOR)}" if trainer.loss < FLOOR else "")
    assert told in [words for words, _ in texts(view.picture.svg)]
    assert len(packed(view, trainer._state, "")) < 8_000


def test_many_frames_keep_no_memory():
    trainer = Trainer(LEAKY, trained=0, epochs="100")

    def frames(times):
        for _ in range(times):
            if not trainer._view.playing:
                trainer.press("play")
            trainer._answer(None, {"n": 1, "page": "p", "do": [["tick", trainer._view.playing]]}, [])
        while trainer._view.playing:
            trainer._do(("tick", trainer._view.playing))

    assert abs(grown_by(frames, 100, 200)) < 50_000


def test_the_output_holds_the_live_view_and_a_still_picture_of_this_moment():
    trainer = Trainer(trained=1000)
    data, about = trainer._repr_mimebundle_()
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert data["image/png"] == Trainer(trained=1000)._repr_mimebundle_()[0]["image/png"]
    assert "1,000 steps taken: the loss is 1.99" in data["text/plain"]
    assert "after 1,000 steps the model says" in about["image/png"]["alt"]
