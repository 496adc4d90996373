"""How fast the explorers are, in a real page: python -m tests.benchmarks.explorers [name ...]; about eight minutes.

Each explorer stands in JupyterLab beside `interact` with the same picture drawn by matplotlib, and their key
presses take turns. A row of the table ends with whether its goal holds.
"""

import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import nbformat
from jupyter_client.manager import start_new_kernel

from tests.benchmarks.keys import FOLLOW, press, shown_while_held
from tests.benchmarks.playing import PLAYERS, measure_playing
from tests.benchmarks.slow_network import SLOW, slowed
from tests.browser import chromium, open_notebook, run_all, server
from tests.explorer_page import WATCH, explorers_in, held_by, in_kernel
from tests.refresh import KERNELSPEC, ROOT

PRESSES = 30
MOVES = 1_000
STARTS = 5
EXTRA = 200  # milliseconds added to the round trip


@dataclass(frozen=True)
class Measured:
    """An explorer, the slider that is moved, and the milliseconds of the kernel that a move may take."""

    name: str
    code: str
    slider: str
    most: float


GRAPH = "GraphStepper(lambda a, b, c: (a + b) * c, a=5, b=-6, c=7)"
EXPLORERS = [
    Measured("Nudge", "Nudge()", "a", 15),
    Measured("Slope", "Slope()", "a", 15),
    Measured("Hill", "Hill()", "step", 15),
    Measured("GraphStepper", GRAPH, "a", 8),
    Measured("SevenNodes", "SevenNodes()", "x", 8),
    Measured("SevenNodes, w1to2 chosen", "SevenNodes(select='w1to2')", "x", 8),
    Measured("Cost", "Cost()", "width", 50),  # mostly to count, once for each width
    Measured("Digits", "Digits(fully_connected([64, 100, 10]))", "drawing", 15),
]

SETUP = f"import sys\n\nsys.path.insert(0, {str(ROOT)!r})"
EXPLORER = (
    "from helpers.explorers import *\nfrom helpers.fully_connected import fully_connected\n\n"
    "explorer = {code}\nexplorer"
)
BASELINE = """import ipywidgets, matplotlib.pyplot as plt
from tests.benchmarks.same_figure import same_figure

twin = {code}
control = twin._controls[{slider!r}]

def picture(value):
    value = control.checked(value)
    state = twin.settled({{**twin._state, {slider!r}: value}}, {{{slider!r}: value}})
    same_figure(twin.view(state, "light").picture.svg)
    plt.show()

slider = ipywidgets.FloatSlider(min=control.low, max=control.high, step=control.step, value=control.low)
ipywidgets.interact(picture, value=slider);"""
# Processor time, which stands still while other programs run.
WORK = """import random
from time import thread_time

control, times = explorer._controls[{slider!r}], []
for k in range(300):
    value = control.low + random.randrange(round((control.high - control.low) / control.step)) * control.step
    asked = {{"n": -1, "page": "", "do": [["set", {{{slider!r}: value}}]]}}
    start = thread_time()
    explorer._answer(None, asked, [])
    times.append(thread_time() - start)
print(1e3 * sorted(times)[int(0.95 * len(times))])"""


def cells(measured):
    """Return the code of the notebook in which an explorer is measured."""
    return [SETUP, EXPLORER.format(code=measured.code), BASELINE.format(code=measured.code, slider=measured.slider)]


def write(measured, path):
    """Write the notebook in which an explorer is measured."""
    write_cells(cells(measured), path)


def write_cells(codes, path):
    """Write a notebook of code."""
    made = [nbformat.v4.new_code_cell(code, id=f"cell-{at}") for at, code in enumerate(codes)]
    metadata = {"kernelspec": KERNELSPEC, "language_info": {"name": "python"}}
    nbformat.write(nbformat.v4.new_notebook(metadata=metadata, cells=made), path)


class Traffic:
    """Counts the bytes that travel between a page and its kernel, both ways."""

    def __init__(self, page):
        self.bytes = 0
        page.on("websocket", self._follow)

    def _follow(self, socket):
        socket.on("framesent", self._count)
        socket.on("framereceived", self._count)

    def _count(self, payload):
        self.bytes += len(payload if isinstance(payload, bytes) else payload.encode())


def measure(browser, address, folder, measured):
    """Return the rows of one explorer: (what, measured, baseline or "", goal, whether it holds)."""
    path = folder / "measured.ipynb"
    write(measured, path)
    page = browser.new_page(viewport={"width": 1280, "height": 1800})
    traffic = Traffic(page)
    for script in (f"({WATCH})()", SLOW):
        page.add_init_script(script)
    open_notebook(page, address, path.name)
    if bad := run_all(page):
        raise RuntimeError(f"{measured.name}: {bad}")
    explorer, page_of = explorers_in(page, path)[0], "document.querySelector('.bp-explorer').dataset.shown"
    baseline, image = page.locator(".noUi-handle").first, "document.querySelector('.widget-output img')?.src"
    slider = explorer.slider(measured.slider)
    page.wait_for_function(image)
    page.evaluate(FOLLOW)
    page.wait_for_timeout(1000)

    ours, others, cost = [], [], 0
    for key in ["ArrowRight", "ArrowLeft"] * (PRESSES // 2 + 1):
        before = traffic.bytes
        ours.append(press(page, slider, key, page_of))
        page.wait_for_timeout(100)
        cost += traffic.bytes - before
        others.append(press(page, baseline, key, image))
        page.wait_for_timeout(100)
    explorer.settle()
    single, other = statistics.median(ours[2:]), statistics.median(others[2:])
    slider.press("Home")
    explorer.settle()
    shown, lag = shown_while_held(page, slider, page_of, PRESSES)
    explorer.settle()
    other_shown, other_lag = shown_while_held(page, baseline, image, PRESSES)
    work = float(in_kernel(page, WORK.format(slider=measured.slider)))
    rows = [
        ("key press to picture, ms", single, other, "at most a third of it", 3 * single <= other),
        (f"of {PRESSES} presses, pictures shown", shown, other_shown, "at least 20", shown >= 20),
        ("lag after the last, ms", lag, other_lag, "below 150", lag < 150),
        ("kernel's work a move, p95, ms", work, "", f"at most {measured.most:g}", work <= measured.most),
        ("bytes a move, kB", cost / len(ours) / 1e3, "", "at most 10", cost / len(ours) <= 10e3),
    ]
    explorer.reset()
    with slowed(page, EXTRA / 2):
        trips = [press(page, slider, key, page_of) for key in ["ArrowRight", "ArrowLeft"] * 3]
        slider.press("Home")
        page.wait_for_timeout(3 * EXTRA)
        _, lag = shown_while_held(page, slider, page_of, PRESSES)
    explorer.settle()  # the last picture is the right one, or this raises
    most = 2 * statistics.median(trips)
    rows.append((f"lag with {EXTRA} ms more a round trip, ms", lag, "", f"two round trips: {most:.0f}", lag <= most))
    explorer.move(MOVES // 5)
    before = held_by(page)
    explorer.move(MOVES)
    nodes, heap, memory = (y - x for x, y in zip(before, held_by(page)))
    rows += [
        (f"{MOVES} moves, page's nodes", nodes, "", "below 1000", nodes < 1000),
        (f"{MOVES} moves, page's memory, kB", heap / 1e3, "", "below 2000", heap < 2e6),
        (f"{MOVES} moves, kernel's memory, kB", memory / 1e3, "", "below 5000", memory < 5e6),
    ]
    page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    page.close()
    return rows


def measure_player(browser, address, folder, code):
    """Return the rows of one explorer that plays."""
    path = folder / "playing.ipynb"
    write_cells([SETUP, EXPLORER.format(code=code)], path)
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    traffic = Traffic(page)
    page.add_init_script(f"({WATCH})()")
    open_notebook(page, address, path.name)
    if bad := run_all(page):
        raise RuntimeError(f"{code}: {bad}")
    rows = measure_playing(page, explorers_in(page, path)[0], traffic, code)
    page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    page.close()
    return rows


def start_of_kernel(code):
    """Return the seconds from starting a kernel until it has run code."""
    start = perf_counter()
    manager, client = start_new_kernel(cwd=str(ROOT), stderr=subprocess.DEVNULL)
    client.execute_interactive(code, output_hook=lambda _: None, timeout=60)
    taken = perf_counter() - start
    client.stop_channels()
    manager.shutdown_kernel(now=True)
    return taken


def measure_start():
    """Return the row of the network explorer's start beside a bare kernel's."""
    bare, ours = [], []
    for _ in range(STARTS):
        bare.append(start_of_kernel("import numpy, ipywidgets, anywidget"))
        ours.append(start_of_kernel("from helpers.explorers import SevenNodes; SevenNodes()"))
    ratio = statistics.median(ours) / statistics.median(bare)
    return (
        "kernel start to first picture, s",
        *map(statistics.median, (ours, bare)),
        "at most 1.3 times",
        ratio <= 1.3,
    )


def line(name, row):
    """Write one row of the table."""
    what, value, other, goal, holds = row
    written = [f"{number:.3g}" if abs(number) < 100 else f"{number:.0f}" for number in (value, other) if number != ""]
    return f"| {name} | {what} | {written[0]} | {' '.join(written[1:])} | {goal} | {'yes' if holds else '**no**'} |"


def main(names):
    """Measure the explorers named, or all, and print a table in Markdown."""
    print("| explorer | measured | | matplotlib, or bare | goal | holds |\n| --- | --- | --- | --- | --- | --- |")
    if not names:
        print(line("SevenNodes", measure_start()), flush=True)
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as scratch, chromium() as browser:
        with server(folder, scratch) as address:
            for measured in EXPLORERS:
                if not names or measured.name in names:
                    for row in measure(browser, address, Path(folder), measured):
                        print(line(measured.name, row), flush=True)
            for name, code in PLAYERS.items():
                if not names or name in names:
                    for row in measure_player(browser, address, Path(folder), code):
                        print(line(name, row), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
