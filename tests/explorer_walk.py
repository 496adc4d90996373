"""Hands on an explorer: every control, button and part of the picture, by mouse and by keyboard.

What an explorer has is read from its twin, so that a new explorer needs no test of its own here.
"""

import math

import pytest

from helpers.explorers.controls import Button, Choice, Slider
from helpers.pictures.notation import plain
from tests.explorer_page import ExplorerPage

FEW = 5  # targets clicked, of however many


def now(explorer, name):
    """Return a control's limits, step and whether it is off, as they are at this moment."""
    control = next(c for c in explorer.wanted["described"] if c["name"] == name)
    return control | explorer.wanted["controls"].get(name, {})


def place_of(explorer, name, value):
    """Return where on its slider a number stands: with `log`, at its exponent of ten."""
    return math.log10(value) if explorer.twin._controls[name].log else value


def of_kind(explorer, kind):
    """Return the names of the controls of one kind."""
    return [name for name, control in explorer.twin._controls.items() if isinstance(control, kind)]


def seen(explorer):
    """Return what a reader sees or hears."""
    wanted = explorer.wanted
    return wanted["svg"], wanted["says"], str(wanted["lines"]), wanted["notice"], str(wanted.get("progress"))


def enable(explorer, name):
    """Bring the explorer, by hand, to where a control is on."""
    if not now(explorer, name).get("disabled"):
        return
    twin = explorer.twin
    kept = twin._state, twin._view, twin._notice
    ways = [("press", other) for other in of_kind(explorer, Button) if other != name]
    ways += [("choose", target) for target in explorer.wanted["targets"]]
    for way in ways:
        off = explorer.wanted["controls"].get(way[1], {}).get("disabled")
        if off:
            continue
        try:
            twin._do(way)
            on = not now(explorer, name).get("disabled")
        except Exception:  # what can't be pressed now turns nothing on
            on = False
        twin._state, twin._view, twin._notice = kept
        if on:
            click(explorer, way[1]) if way[0] == "choose" else explorer.button(way[1]).click()
            explorer.settle()
            return
    pytest.fail(f"{explorer.name}: nothing in the page turns {name} on")


def click(explorer, name):
    """Click a part of the picture."""
    at = explorer.place_of(name)
    assert at, f"{explorer.name}: no click reaches {name}"
    explorer.page.mouse.click(at["x"], at["y"])


def walk(explorer: ExplorerPage):
    """Use everything an explorer has."""
    for at, name in enumerate(of_kind(explorer, Slider)):
        walk_slider(explorer, name, places=10 if at else 100)
    for name in of_kind(explorer, Choice):
        walk_choice(explorer, name)
    for name in [*of_kind(explorer, Button), "reset"]:
        walk_button(explorer, name)
    walk_targets(explorer)
    walk_drags(explorer)
    walk_places(explorer)


def walk_places(explorer):
    """See that every control stays in its place, whatever is chosen and wherever a slider stands."""
    before, names = explorer.places(), list(explorer.wanted["targets"])

    def look(what):
        explorer.settle()
        moved = {name: (before[name], place) for name, place in explorer.places().items() if place != before[name]}
        assert not moved, f"{explorer.name}: {what} moves {moved}"

    for target in (None, *names[:: max(1, len(names) // FEW)]):
        if target:
            click(explorer, target)
            look(f"choosing {target}")
        for name in of_kind(explorer, Slider):
            for key in ("Home", "End"):
                if not now(explorer, name).get("disabled"):
                    explorer.slider(name).press(key)
                    look(f"{name} with {target} chosen, {key}")
    for name in of_kind(explorer, Choice):
        for option in explorer.twin._controls[name].options:
            explorer.choice(name).select_option(option)
            look(f"{name} {option}")
    explorer.reset()
    look("reset")


def walk_slider(explorer, name, places):
    """Move a slider with keys, the mouse, fast through many places, and its box."""
    enable(explorer, name)
    slider, views = explorer.slider(name), {seen(explorer)}
    slider.focus()
    for key in ("End", "Home", "ArrowRight", "ArrowUp", "ArrowLeft"):
        limits, before = now(explorer, name), float(slider.input_value())
        low, high, step = *(place_of(explorer, name, limits[end]) for end in ("low", "high")), limits["step"]
        near = 0.03 if limits["log"] else 1e-9  # what two digits leave out
        aim = {"End": high, "Home": low, "ArrowLeft": before - step}.get(key, before + step)
        aim = min(max(aim, low), high)
        explorer.page.keyboard.press(key)
        asked = explorer.settle()
        if abs(aim - before) < step / 2:
            assert not asked, f"{explorer.name}: {key} on {name} at {before} asked for {asked}"
        else:
            ((kind, values),) = asked
            assert kind == "set" and set(values) == {name}
            reached = place_of(explorer, name, values[name])
            assert reached == pytest.approx(aim, abs=0.51 * step if key == "End" else near), f"{name}, {key}"
        views.add(seen(explorer))
    for share in (0.3, 0.75):
        width, height = (slider.bounding_box()[side] for side in ("width", "height"))
        slider.click(position={"x": share * width, "y": height / 2})
        explorer.settle()
        views.add(seen(explorer))
    fast_drag(explorer, name, places)
    assert len(views) > 2, f"{explorer.name}: moving {name} changes nothing to be seen"
    if explorer.twin._controls[name].box:
        walk_box(explorer, name)
    explorer.reset()


def fast_drag(explorer, name, places):
    """Drag a slider through many places without a pause; the last one counts."""
    slider, mouse = explorer.slider(name), explorer.page.mouse
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    mouse.move(box["x"] + 0.75 * box["width"], y)
    mouse.down()
    mouse.move(box["x"] + 0.1 * box["width"], y, steps=places // 2)
    mouse.move(box["x"] + 0.6 * box["width"], y, steps=places // 2)
    mouse.up()
    last = float(slider.input_value())
    asked = explorer.settle()
    assert asked and list(asked[-1][1]) == [name], f"{explorer.name}: {asked}"
    reached = place_of(explorer, name, asked[-1][1][name])
    assert reached == pytest.approx(last, abs=0.03 if now(explorer, name)["log"] else 1e-9), f"{explorer.name}: {asked}"


def walk_box(explorer, name):
    """Type into a slider's box what is right, what is wrong and nothing."""
    enable(explorer, name)
    box, limits, most = explorer.box(name), now(explorer, name), explorer.twin._controls[name].high
    low, high = limits["low"], limits["high"]
    middle = math.sqrt(low * high) if limits["log"] else low + round((high - low) / 2 / limits["step"]) * limits["step"]
    box.fill(f"{middle:g}")
    box.press("Enter")
    explorer.settle()
    assert explorer.twin._state[name] == pytest.approx(float(f"{middle:g}"))
    before = seen(explorer)[:3]
    for wrong in ("", "abc", "1e999", "nan", f"{10 * abs(most) + 1:.0f}"):
        box.fill(wrong)
        box.press("Enter")
        explorer.settle()
        notice = explorer.wanted["notice"]
        assert plain(limits["label"]) in notice and "\n" not in notice, (
            f"{explorer.name}: {wrong!r} in {name} is answered {notice!r}"
        )
        assert seen(explorer)[:3] == before, f"{explorer.name}: {wrong!r} in {name} changed the picture"
    box.fill(f"{middle:g}")
    box.press("Enter")
    explorer.settle()
    assert explorer.wanted["notice"] == ""


def walk_choice(explorer, name):
    """Take every option of a choice, then others by keyboard."""
    enable(explorer, name)
    choice, views = explorer.choice(name), set()
    for option in explorer.twin._controls[name].options:
        choice.select_option(option)
        explorer.settle()
        assert explorer.twin._state[name] == option
        views.add(seen(explorer))
    assert len(views) > 1, f"{explorer.name}: {name} changes nothing to be seen"
    explorer.reset()
    choice.focus()
    asked = []
    for key in ("ArrowDown", "ArrowUp", "ArrowUp"):
        explorer.page.keyboard.press(key)
        asked += explorer.settle()
    assert asked and all(set(values) == {name} for _, values in asked), f"{explorer.name}: keys do not move {name}"
    explorer.reset()


def walk_button(explorer, name):
    """Press a button with the mouse and with both keys."""
    views = 0
    for way in ("mouse", "Enter", " "):
        if name != "reset":
            enable(explorer, name)
        before, button = seen(explorer), explorer.button(name)
        if way == "mouse":
            button.click()
        else:
            button.focus()
            explorer.page.keyboard.press(way)
        assert explorer.settle(at_least=1) == [["reset", ""] if name == "reset" else ["press", name]]
        views += seen(explorer) != before
        assert button.evaluate("(button) => button === document.activeElement"), f"{name} lost the focus"
    assert views or name == "reset", f"{explorer.name}: {name} changes nothing to be seen"
    explorer.reset()


def walk_targets(explorer):
    """Choose parts of the picture by click, and move along them with keys."""
    names = list(explorer.wanted["targets"])
    if not names:
        return
    missing = [name for name in names if not explorer.place_of(name)]
    assert not missing, f"{explorer.name}: no click reaches {missing}"
    for name in names[:: max(1, len(names) // FEW)]:
        before = seen(explorer)
        already = explorer.wanted["chosen"] == name
        click(explorer, name)
        assert explorer.settle() == ([] if already else [["choose", name]]), f"{explorer.name}: a click on {name}"
        assert already or seen(explorer) != before, f"{explorer.name}: choosing {name} changes nothing to be seen"
        assert explorer.focused() == name
    at = names.index(explorer.focused())
    row = explorer.wanted["columns"]
    for key, step in (("ArrowRight", 1), ("ArrowDown", row), ("ArrowLeft", -1), ("Home", None), ("End", None)):
        here = {"Home": 0, "End": len(names) - 1}.get(key, (at + (step or 0)) % len(names))
        explorer.page.keyboard.press(key)
        assert explorer.settle() == ([["choose", names[here]]] if here != at else [])
        at = here
        assert explorer.focused() == names[at]
    explorer.page.keyboard.press("Escape")
    assert explorer.settle() == [["choose", ""]]
    explorer.reset()


def walk_drags(explorer):
    """Drag what can be dragged, fast, and compare where it ends with where the hand ended."""
    for name, moves in explorer.wanted["drags"].items():
        at = explorer.place_of(name)
        assert at, f"{explorer.name}: no hand reaches {name}"
        before, mouse = seen(explorer), explorer.page.mouse
        to = {"x": at["x"] + 35, "y": at["y"] - 25}
        mouse.move(at["x"], at["y"])
        mouse.down()
        mouse.move(at["x"] - 40, at["y"] + 30, steps=50)
        mouse.move(to["x"], to["y"], steps=50)
        mouse.up()
        place = explorer.root.evaluate(
            """(root, at) => { const { x, y } = new DOMPoint(at.x, at.y)
                .matrixTransform(root.querySelector(".bp-picture svg").getScreenCTM().inverse()); return { x, y }; }""",
            to,
        )
        asked = explorer.settle()
        assert asked and asked[-1][0] == "set", f"{explorer.name}: dragging {name} asks for nothing"
        for move in moves:
            (p, q), (v, w), limits = move["pixels"], move["values"], now(explorer, move["control"])
            value = v + (place[move["axis"]] - p) / (q - p) * (w - v)
            value = min(max(value, limits["low"]), limits["high"])
            assert asked[-1][1][move["control"]] == pytest.approx(value, abs=0.51 * limits["step"] + 1e-9)
        assert seen(explorer) != before, f"{explorer.name}: dragging {name} changes nothing to be seen"
        explorer.reset()
