"""An explorer in a page beside its twin: the same explorer in this process, told the same things.

The page draws what its kernel computes; the twin computes in this process what ought to be there.
"""

import contextlib
import io
import json
import time
import zlib

import nbformat
import psutil
from IPython.core.inputtransformer2 import TransformerManager
from ipywidgets.widgets.widget import _instances

from helpers.explorers.explorer import Explorer
from tests.refresh import WIDGET

# Notes down what the page asks its kernel, as it leaves: "v1.kernel.websocket.jupyter.org" is offsets, then parts.
WATCH = """() => {
  window.asked = [];
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (message) {
    if (message instanceof ArrayBuffer) {
      const view = new DataView(message), count = Number(view.getBigUint64(0, true));
      const offset = (k) => Number(view.getBigUint64(8 * (k + 1), true));
      const part = (k) => JSON.parse(new TextDecoder().decode(message.slice(offset(k), offset(k + 1))));
      if (count > 5 && part(1).msg_type === "comm_msg") {
        const { comm_id, data } = part(4);
        if (data?.content?.do) window.asked.push([comm_id, data.content.do]);
      }
    }
    return send.call(this, message);
  };
}"""

# Lists what differs between a page's explorer and what it should show.
DIFFERENCES = """(root, want) => {
  const OURS = ["role", "aria-label", "aria-checked", "tabindex", "data-drag", "data-lm-suppress-shortcuts"];
  const found = [];
  const same = (what, is, should) => {
    if (JSON.stringify(is) !== JSON.stringify(should)) {
      found.push(`${what} is ${JSON.stringify(is)}, should be ${JSON.stringify(should)}`);
    }
  };
  const one = (selector) => root.querySelector(selector);
  const plain = (markup) => markup.replace(/_\\{([^}]*)\\}/g, "$1");
  // What was timed differs from one run to the next, and the twin runs apart.
  const untimed = (words) => words.replace(/[\\d.,]+ (ms|times as long)/g, "… $1");
  same("the sentence", untimed(one(".bp-says").textContent), untimed(want.says));
  same("the notice", one(".bp-notice").textContent, want.notice);
  same("the arithmetic", [...root.querySelectorAll(".bp-lines :is(td, p)")].map((cell) => cell.textContent),
       want.lines.flatMap(({ cells }) => cells.map(([markup]) => plain(markup))));
  const fresh = new DOMParser().parseFromString(want.svg, "image/svg+xml").documentElement;
  const live = one(".bp-picture svg").cloneNode(true);
  same("the picture's name", live.getAttribute("aria-label"), fresh.getAttribute("aria-label"));
  const texts = (svg) => [...svg.querySelectorAll("text")].map((text) => text.textContent);
  same("the text in the picture", texts(live), texts(fresh));
  for (const part of live.querySelectorAll("[data-name]")) {
    const name = part.dataset.name;
    same(`${name} can be chosen`, part.getAttribute("role") === "radio", name in want.targets);
    if (!(name in want.targets)) continue;
    same(`the name of ${name}`, part.getAttribute("aria-label"), want.targets[name]);
    same(`${name} is chosen`, part.getAttribute("aria-checked"), String(name === want.chosen));
  }
  for (const svg of [live, fresh]) {
    for (const part of [svg, ...svg.querySelectorAll("*")]) {
      for (const ours of OURS) part.removeAttribute(ours);
    }
  }
  same("the progress", one(".bp-progress").checkVisibility() ? one(".bp-progress").textContent : undefined,
       want.progress?.[2]);
  if (want.progress) {
    const { value, max } = one("progress");
    same("the progress bar", [value, max], want.progress.slice(0, 2));
  }
  if (!found.length && !live.isEqualNode(fresh)) {
    const [is, should] = [live.outerHTML, fresh.outerHTML];
    const at = Math.max(0, [...is].findIndex((letter, k) => letter !== should[k]) - 60);
    found.push(`the picture is …${is.slice(at, at + 200)}…, should be …${should.slice(at, at + 200)}…`);
  }
  for (const { kind, name, label, step, log } of want.described) {
    const now = want.controls[name] ?? {}, value = want.values[name];
    if (kind === "button") {
      same(`${name} is off`, one(`[data-press="${name}"]`).getAttribute("aria-disabled"), String(!!now.disabled));
      if (now.label) same(`the label of ${name}`, one(`[data-press="${name}"]`).textContent, now.label);
      continue;
    }
    const control = one(`[data-control="${name}"]`), box = one(`[data-box="${name}"]`);
    same(`${name} is off`, control.disabled, !!now.disabled);
    same(`the label of ${name}`, control.getAttribute("aria-label"), plain(now.label ?? label));
    if (kind === "choice") same(name, control.value, value);
    else if (Math.abs(control.value - (log ? Math.log10(value) : value)) > 0.51 * (now.step ?? step)) {
      same(name, Number(control.value), value);
    }
    if (box && !(want.notice && document.activeElement === box)) {
      same(`the box of ${name}`, box.value, String(Number(Number(value).toPrecision(7))));
    }
  }
  return found;
}"""


# Two are on their way at once, as under a fast hand; none is joined with another.
_MOVES = """async (root, moves) => {
  const slider = root.querySelector("input[type=range]:not(:disabled)"), first = Number(root.dataset.shown);
  for (let k = 1; k <= moves; k++) {
    slider.value = Number(slider.min) + (k % 2 ? 0.25 : 0.75) * (slider.max - slider.min) + (k % 7) * slider.step;
    slider.dispatchEvent(new Event("input"));
    while (k - (Number(root.dataset.shown) - first) > 1) await new Promise((go) => setTimeout(go, 0));
  }
  while (Number(root.dataset.shown) - first < moves) await new Promise((go) => setTimeout(go, 0));
}"""


def twins(path):
    """Run a notebook's code in this process and return the explorers it makes, in order."""
    before, space = set(_instances), {"display": lambda *_, **__: None, "__name__": "__main__"}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                code = TransformerManager().transform_cell(cell.source)
                exec(compile(code, f"{path.name}, cell {cell.id}", "exec"), space)
    return [widget for key, widget in _instances.items() if key not in before and isinstance(widget, Explorer)]


def in_kernel(page, code):
    """Run code in the notebook's kernel and return what it prints."""
    return page.evaluate(
        """async (code) => {
          const kernel = window.jupyterapp.shell.currentWidget.context.sessionContext.session.kernel;
          let printed = "";
          const run = kernel.requestExecute({ code, store_history: false, silent: false });
          run.onIOPub = ({ header, content }) => {
            if (header.msg_type === "stream") printed += content.text;
            if (header.msg_type === "error") printed += content.evalue;
          };
          await run.done;
          return printed; }""",
        code,
    )


_MODELS = """import json
from ipywidgets.widgets.widget import _instances
from helpers.explorers.explorer import Explorer
print(json.dumps([name for name, widget in _instances.items() if isinstance(widget, Explorer)]))"""

_OUTPUTS = """(kind) => [...window.jupyterapp.shell.currentWidget.content.model.cells]
  .filter((cell) => cell.type === "code").flatMap((cell) => cell.outputs.toJSON())
  .map((output) => output.data?.[kind]?.model_id).filter(Boolean)"""


def explorers_in(page, path):
    """Return an ExplorerPage for every explorer that the page shows; path: of the notebook, which has just run."""
    made = twins(path)
    models = json.loads(in_kernel(page, _MODELS))[-len(made) :] if made else []
    shown = [model for model in page.evaluate(_OUTPUTS, WIDGET) if model in models]
    page.wait_for_function("(n) => document.querySelectorAll('.bp-explorer[data-shown]').length === n", arg=len(shown))
    page.evaluate("window.asked.length = 0")
    return [ExplorerPage(page, at, model, made[models.index(model)]) for at, model in enumerate(shown)]


def held_by(page):
    """Return (nodes of the page, bytes of its heap, bytes of its kernel)."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    for _ in range(2):
        session.send("HeapProfiler.collectGarbage")
    found = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    session.detach()
    kernel = psutil.Process(int(in_kernel(page, "import os; print(os.getpid())")))
    return found["Nodes"], found["JSHeapUsedSize"], kernel.memory_info().rss


class ExplorerPage:
    """One explorer in a page, and its twin."""

    def __init__(self, page, at, model, twin):
        """at: its place among the explorers of the page. model: the name of its widget."""
        self.page, self.model, self.twin = page, model, twin
        self.root = page.locator(".bp-explorer").nth(at)
        self.name = f"{type(twin).__name__} ({at + 1})"

    @property
    def wanted(self):
        """Return what the page should show, as it travels."""
        return json.loads(zlib.decompress(self.twin._packed())) | {"described": self.twin.described["controls"]}

    def settle(self, seconds=10, at_least=0):
        """Follow until nothing moves and both show the same, and return what hands have asked for.

        at_least: how many things that is. On a busy machine one may wait for those before it, and where it
        changes nothing, both show the same meanwhile.
        """
        asked, end = [], time.monotonic() + seconds
        while True:
            new = self.follow()
            asked += new
            end = time.monotonic() + seconds if new else end
            differences = self.root.evaluate(DIFFERENCES, self.wanted)
            still = not differences and not self.wanted.get("playing") and len(asked) >= at_least
            if (still or time.monotonic() > end) and not self._has_asked():
                break
        assert not differences, f"{self.name}, after {asked}: {differences}"
        return [action for action in asked if action[0] != "tick"]

    def follow(self):
        """Tell the twin what the page has asked for since the last time, and return that."""
        asked = self.page.evaluate(
            """(id) => { const mine = window.asked.filter(([comm]) => comm === id).map(([, actions]) => actions);
                window.asked = window.asked.filter(([comm]) => comm !== id); return mine; }""",
            self.model,
        )
        for actions in asked:
            self.twin._answer(None, {"do": actions}, [])
        return [action for actions in asked for action in actions]

    def _has_asked(self):
        return self.page.evaluate("(id) => window.asked.some(([comm]) => comm === id)", self.model)

    def move(self, times):
        """Move the first slider so many times, as fast as views come back; the twin does not follow."""
        self.root.evaluate(_MOVES, times)

    # --- Its parts ---

    def slider(self, name):
        return self.root.locator(f'input[type=range][data-control="{name}"]')

    def box(self, name):
        return self.root.locator(f'[data-box="{name}"]')

    def choice(self, name):
        return self.root.locator(f'select[data-control="{name}"]')

    def button(self, name):
        return self.root.locator(f'[data-press="{name}"]')

    def part(self, name):
        return self.root.locator(f'.bp-picture [data-name="{name}"]')

    def places(self):
        """Return {name: [left, top, width]} of all controls, boxes and buttons, in tenths of a pixel."""
        return self.root.evaluate(
            """(root) => {
              const { x, y } = root.getBoundingClientRect(), found = {};
              for (const part of root.querySelectorAll("[data-control]:not([data-box]), [data-box], [data-press]")) {
                const box = part.getBoundingClientRect(), { control, box: typed, press } = part.dataset;
                found[press ? `button ${press}` : typed ? `box ${typed}` : control] =
                  [box.x - x, box.y - y, box.width].map((pixels) => Math.round(10 * pixels));
              }
              return found;
            }"""
        )

    def reset(self):
        """Press reset, in the page and so in the twin."""
        self.button("reset").click()
        self.settle()

    def focused(self):
        """Return the name of the part that has the focus."""
        return self.page.evaluate("document.activeElement?.dataset?.name")

    def place_of(self, name):
        """Return a point of the window where a click reaches a named part, or None."""
        self.part(name).scroll_into_view_if_needed()
        return self.part(name).evaluate(
            """async (part) => {
              const place = () => {
                for (const shape of [...part.querySelectorAll("circle, rect, text, path"), part]) {
                  const { x, y, width, height } = shape.getBoundingClientRect();
                  const at = { x: x + width / 2, y: y + height / 2 };
                  if (part.contains(document.elementFromPoint(at.x, at.y))) return at;
                }
                return null;
              };
              let at = place(), before;
              do {  // until what scrolls has come to rest
                before = at;
                await new Promise(requestAnimationFrame);
                at = place();
              } while (at?.y !== before?.y);
              return at; }"""
        )
