"""The explorer of lesson 08: a model in training, its fit, its losses and every gradient, moving together."""

import math

import numpy as np

from helpers.explorers.controls import Button, Choice, Slider
from helpers.explorers.explorer import Explorer
from helpers.explorers.trainer_problems import PROBLEMS, STARTS, predictions
from helpers.explorers.trainer_run import SAMPLES, Run, anew, epoch_of, steps_an_epoch
from helpers.explorers.trainer_words import lines_of, says_of
from helpers.explorers.view import View
from helpers.pictures.notation import number
from helpers.pictures.training import training_picture
from helpers.pictures.training_losses import FLOOR

EPOCHS = {"100": 100, "1,000": 1_000, "20,000": 20_000}
_GRID = np.linspace(0.0, 6.0, 61)
_SLOW, _STEPS_A_FRAME = 40, 120  # epochs a frame: a fortieth of those done, as long as so many steps are not passed
_SPEAKS = 150  # frames from one sentence to the next while it plays: a few seconds


class Trainer(Explorer):
    """Train a line or seven nodes: play, pause, step by step, at any learning rate and batch size.

    what: what to train, a key of PROBLEMS. start: "random" or "all ones". seed: which random start.
    rate: the learning rate; one that works, if not given. batch: samples a step, 1 to 5.
    epochs: how many play runs to, "100", "1,000" or "20,000". trained: epochs done at first.
    """

    def __init__(
        self, what="five points, sigmoid", *, start="random", seed=4, rate=None, batch=5, epochs="1,000", trained=200
    ):
        """Raises TypeError or ValueError for what a control would not take."""
        words = [
            Choice("what", "train", tuple(PROBLEMS), what),
            Choice("start", "start", STARTS, start),
            Choice("epochs", "epochs", tuple(EPOCHS), epochs),
        ]
        for control in words:
            control.checked(control.value)
        rate = PROBLEMS[what].rate if rate is None else rate
        numbers = [
            Slider("rate", "learning rate", 0.0001, 1.0, 0.05, rate, log=True),
            Slider("batch", "batch", 1, SAMPLES, 1, batch, whole=True),
        ]
        rate, batch = (control.checked(control.value) for control in numbers)
        trained = _whole(trained, "trained", 0, EPOCHS[epochs])
        self._run = Run()
        hidden = {**anew(rate), "seed": _whole(seed, "seed", 0, 10**6), "frame": 0, "said": ""}
        known = {"what": what, "start": start, "batch": batch, **hidden}
        hidden |= self._run.advanced(known, trained * steps_an_epoch(batch))
        buttons = [Button("play", "play", widest="pause"), Button("step", "one step"), Button("again", "start again")]
        buttons.append(Button("new", "new start"))
        super().__init__("Train a model", [*words, *numbers, *buttons], **hidden)

    # --- What a cell can do beside what hands can ---

    def run(self, epochs):
        """Train so many epochs more, without the frames between; the choice of epochs grows where it has to."""
        state = self._state
        done = state["steps"] / steps_an_epoch(state["batch"])
        epochs = _whole(epochs, "epochs", 1, max(EPOCHS.values()) - math.ceil(done))
        if state["diverged"]:
            raise ValueError(state["diverged"])
        changes = self._run.advanced(state, state["steps"] + epochs * steps_an_epoch(state["batch"]))
        enough = [words for words, most in EPOCHS.items() if most >= max(done + epochs, EPOCHS[state["epochs"]])]
        self._become({**changes, "playing": False, "epochs": enough[0]})
        self._show()

    @property
    def loss(self):
        """Return the loss over all samples, now."""
        return self._run.readings(self._state).loss

    @property
    def model(self):
        """Return the model as it is now."""
        return self._run.readings(self._state).model

    # --- The state ---

    def settled(self, state, changes):
        """Begin anew with other data, another start or another batch; go on from here with another learning rate."""
        if not changes or "steps" in changes:
            return state
        if "what" in changes and "rate" not in changes:
            state = {**state, "rate": PROBLEMS[state["what"]].rate}
        most = EPOCHS[state["epochs"]] * steps_an_epoch(state["batch"])
        other = changes.keys() & {"what", "start", "seed", "batch"} or state["steps"] > most
        if other or ("rate" in changes and state["diverged"]):
            return {**state, **anew(state["rate"])}
        if "rate" not in changes:
            return state
        past = tuple(entry for entry in state["rates"] if entry[0] < state["steps"])
        here = () if past and past[-1][1] == state["rate"] else ((state["steps"], state["rate"]),)
        return {**state, "rates": past + here}

    def pressed(self, name, state):
        """Play or pause, take a step, or go back to this or to another start."""
        most = EPOCHS[state["epochs"]] * steps_an_epoch(state["batch"])
        if name == "again":
            return anew(state["rate"])
        if name == "new":
            return {"start": "random", "seed": state["seed"] + (state["start"] == "random")}
        if state["diverged"]:
            raise ValueError(state["diverged"])
        if name == "step":
            if state["steps"] >= most:
                raise ValueError(f"epoch {state['epochs']} is reached; choose more epochs, or start again")
            return {"playing": False, **self._run.advanced(state, state["steps"] + 1)}
        if state["playing"]:
            return {"playing": False}
        begin = anew(state["rate"]) if state["steps"] >= most else {}
        return self._spoken({**state, **begin, "playing": True, "frame": 1})

    def ticked(self, state):
        """Train a few epochs more: one a frame at first, then the more the longer it takes."""
        an_epoch = steps_an_epoch(state["batch"])
        most = EPOCHS[state["epochs"]] * an_epoch
        epochs = min(max(1, state["steps"] // an_epoch // _SLOW), _STEPS_A_FRAME // an_epoch)
        changes = self._run.advanced(state, min(state["steps"] + epochs * an_epoch, most))
        playing = changes["steps"] < most and not changes["diverged"]
        state = {**state, **changes, "playing": playing, "frame": state["frame"] + 1}
        return self._spoken(state) if state["frame"] % _SPEAKS == 0 else state

    def _spoken(self, state):
        """Return the state with the sentence that is said from now on: while it plays, one for many frames."""
        loss = number(self._run.readings(state).loss)
        return {**state, "said": f"Playing. At epoch {epoch_of(state):,} the loss was {loss}."}

    # --- The view ---

    def view(self, state, theme):
        """Draw the fit, the losses and the parameters with their gradients."""
        problem, found = PROBLEMS[state["what"]], self._run.readings(state)
        levels = [(loss, (words, number(loss))) for loss, words in problem.levels if loss > FLOOR]
        losses = [(steps_an_epoch(state["batch"]) * epoch, loss) for epoch, loss in self._run.curve.points()]
        try:
            with np.errstate(all="ignore"):
                curve = predictions(found.model, _GRID).tolist()
        except OverflowError:  # beyond the samples
            curve = []
        picture = training_picture(
            [*zip(problem.x, problem.target)], found.says.tolist(), [*zip(_GRID.tolist(), curve)],
            losses, state["steps"], found.loss, levels,
            problem.wired, found.model.parameters, found.gradients, problem.title, theme=theme,
        )  # fmt: skip
        epoch, most = epoch_of(state), EPOCHS[state["epochs"]]
        first = losses[0][1] if losses else None
        return View(
            picture,
            state["said"] if state["playing"] else says_of(state, problem, found, first),
            lines_of(state, problem, found),
            controls={"play": {"label": "pause" if state["playing"] else "play"}},
            playing=state["frame"] if state["playing"] else 0,
            progress=(epoch, most, f"epoch {epoch:,} of {most:,}"),
            notice=state["diverged"],
        )


def _whole(value, name, low, high):
    """Return a whole number between two others, or raise TypeError or ValueError."""
    return Slider(name, name, low, high, 1, low, whole=True, box=False).checked(value)
