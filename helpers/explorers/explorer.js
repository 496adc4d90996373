// The page's side of every explorer: it draws what the kernel sends and reports what hands do.
// It computes no number. One place decides what a value means, and that is Python.

const QUIET = "data-lm-suppress-shortcuts"; // or JupyterLab takes keys for its own: "d d" would delete the cell
const OURS = new Set(["tabindex", "role", "aria-label", "aria-checked", "data-drag", QUIET]); // set here, not in the drawing
const IN_FLIGHT = 2; // requests on their way at once: on a slow network the newest waits, older ones are skipped
const LEAST = 0.65; // of its size: a drawing never gets smaller
const ALONE = 100; // milliseconds between two requests of a hand that takes its time
const PATIENCE = 2000; // milliseconds until the reader is told that the kernel is busy

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// The range input of a slider holds its number or, with `log`, the number's exponent of ten: here, and nowhere else.
function rangeOf({ low, high, step, log }) {
  if (!log) return { min: low, max: high, step };
  const min = Math.log10(low);
  return { min, max: min + Math.ceil((Math.log10(high) - min) / step - 1e-9) * step, step }; // the last step gets to high
}
const placeOf = (value, { log }) => (log ? Math.log10(value) : value);
function numberAt(place, { low, high, log }) {
  return log ? Math.min(high, Math.max(low, Number((10 ** place).toPrecision(2)))) : Number(place);
}
const short = (value) => String(Number(Number(value).toPrecision(7)));

// "x_{2}" as text with a lowered 2; "x2" where only plain text can stand.
function marked(markup) {
  return markup.split(/_\{([^}]*)\}/).map((run, k) => (k % 2 ? make("sub", {}, run) : run));
}
const plain = (markup) => markup.replace(/_\{([^}]*)\}/g, "$1");

function unpacked({ buffer, byteOffset, byteLength }) {
  return JSON.parse(new TextDecoder().decode(inflated(new Uint8Array(buffer, byteOffset, byteLength))));
}

// What is as it should be is left alone: even to set it to the same costs the browser time.
function put(element, name, value) {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}

// Make the element `old` equal to `fresh`, keeping every named part that stays: so focus stays, too.
function morph(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  for (const { name, value } of fresh.attributes) put(old, name, value);
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !OURS.has(name)) old.removeAttribute(name);
  }
  let next = old.firstChild;
  for (const child of fresh.childNodes) {
    const name = child.dataset?.name;
    let same = next;
    if (name) {
      if (next?.dataset?.name !== name) same = [...old.children].find((candidate) => candidate.dataset.name === name);
      if (same) while (next && next !== same && next.dataset?.name !== name) next = removed(next);
    } else if (!same || same.nodeName !== child.nodeName || same.dataset?.name) {
      same = null;
    }
    if (!same) {
      old.insertBefore(document.importNode(child, true), next);
    } else if (same.nodeType === Node.TEXT_NODE) {
      if (same.data !== child.data) same.data = child.data;
      next = same.nextSibling;
    } else {
      if (same !== next) old.insertBefore(same, next);
      morph(same, child);
      next = same.nextSibling;
    }
  }
  while (next) next = removed(next);
}

function removed(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

// Requests to the kernel: what is done while some are on their way is joined into the next one.
class Requests {
  constructor(send) {
    Object.assign(this, { send, waiting: [], sent: 0, onTheirWay: new Set() });
  }
  add(kind, what) {
    const last = this.waiting.at(-1);
    if (kind === "set" && last?.[0] === "set") Object.assign(last[1], what);
    else this.waiting.push([kind, what]);
    this.go();
  }
  answered(n) {
    // Answers come in order, so all before it are done as well.
    for (const earlier of this.onTheirWay) if (earlier <= n) this.onTheirWay.delete(earlier);
    this.go();
  }
  go() {
    if (!this.waiting.length || this.onTheirWay.size >= IN_FLIGHT) return;
    this.sent++;
    if (this.waiting.some(([kind]) => kind !== "tick")) this.onTheirWay.add(this.sent); // others come by themselves
    this.send({ n: this.sent, do: this.waiting.splice(0) });
  }
}

class Explorer {
  constructor(model, el) {
    Object.assign(this, { model, page: crypto.randomUUID?.() ?? String(Math.random()), fields: {}, shown: 0 });
    const { title, controls } = model.get("described");
    const isButton = ({ kind }) => kind === "button";
    const fields = controls.filter((control) => !isButton(control)).map((control) => this.control(control));
    const buttons = controls.filter(isButton).map((control) => this.control(control));
    buttons.push(this.button("reset", () => this.ask("reset", "")));
    this.picture = make("div", { class: "bp-picture" });
    this.lines = make("div", { class: "bp-lines" });
    this.says = make("p", { class: "bp-says", role: "status", "aria-live": "polite" });
    this.notice = make("p", { class: "bp-notice", role: "alert" });
    this.root = make("div", { class: "bp-explorer", role: "group", "aria-label": title });
    this.root.append(make("div", { class: "bp-controls" }, ...fields), make("div", { class: "bp-controls" }, ...buttons));
    this.player = new Player(this);
    this.root.append(this.notice, this.player.element, this.picture, this.lines, this.says);
    el.append(this.root);
    this.picture.addEventListener("keydown", (event) => this.keyOnPicture(event));
    this.picture.addEventListener("pointerdown", (event) => this.startDrag(event));
    this.picture.addEventListener("click", (event) => this.chooseAt(event.target));
    // Jupyter's server keeps the view back until what it sent before is acknowledged, and a browser that has nothing
    // to say takes 40 ms to do so. So it says nothing, in a message of its own, once the kernel is at work; but not
    // while a hand is busy, whose next request does the same.
    const hurry = { iopub: { status: ({ content }) => content.execution_state === "busy" && model.send({}) } };
    this.requests = new Requests((request) => {
      const alone = performance.now() - (this.asked ?? 0) > ALONE;
      this.asked = performance.now();
      model.send({ ...request, page: this.page }, alone ? hurry : undefined, []);
      clearTimeout(this.impatience);
      this.impatience = setTimeout(() => this.tell("The kernel is busy or gone. If this stays, run this cell again."), PATIENCE);
    });
    this.onMessage = (message, buffers) => {
      if (message.page === this.page) {
        clearTimeout(this.impatience);
        this.requests.answered(message.n);
        this.player.answered(message.n);
      }
      model.set("shown", buffers[0]); // for a second view of the same explorer
      this.show(buffers[0]);
    };
    this.onGone = () => this.tell("The kernel has gone. Run this cell again to bring the explorer back.");
    model.on("msg:custom", this.onMessage);
    model.on("comm_live_update", this.onGone);
    this.show(model.get("shown"));
  }

  remove() {
    this.player.remove();
    clearTimeout(this.impatience);
    this.model.off("msg:custom", this.onMessage);
    this.model.off("comm_live_update", this.onGone);
  }

  ask(kind, what) {
    this.requests.add(kind, what);
  }

  tell(words) {
    if (this.notice.textContent !== words) this.notice.textContent = words;
  }

  // --- Controls ---

  control(control) {
    if (control.kind === "button") return this.button(control.name, () => this.ask("press", control.name), control.label);
    const label = make("span", { class: "bp-label" }, ...marked(control.label));
    const field = (this.fields[control.name] = { control: { ...control }, now: control, label });
    const common = { "aria-label": plain(control.label), [QUIET]: "true", "data-control": control.name };
    if (control.kind === "choice") {
      const options = control.options.map((option) => make("option", { value: option }, option));
      field.select = make("select", common, ...options);
      field.select.addEventListener("change", () => this.ask("set", { [control.name]: field.select.value }));
      return make("label", { class: "bp-control" }, label, field.select);
    }
    field.range = make("input", { type: "range", ...rangeOf(control), ...common });
    field.range.addEventListener("input", () => {
      const value = numberAt(field.range.value, field.now);
      if (control.log) field.range.setAttribute("aria-valuetext", short(value));
      this.ask("set", { [control.name]: value });
    });
    const parts = [label, field.range];
    if (control.box) {
      field.box = make("input", { type: "text", inputmode: "decimal", size: 6, ...common });
      field.box.setAttribute("aria-label", `${plain(control.label)}, typed`);
      field.box.setAttribute("data-box", control.name);
      // What was not changed is not set to its rounded self; but what makes good a wrong number is, to end the notice.
      const typed = () => {
        const { value } = field.box;
        field.typing = false;
        if (value !== field.written || this.notice.textContent) this.ask("set", { [control.name]: value });
      };
      field.box.addEventListener("input", () => (field.typing = true));
      field.box.addEventListener("change", typed);
      field.box.addEventListener("keydown", (event) => event.key === "Enter" && typed());
      parts.push(field.box);
    } else {
      parts.push((field.text = make("span", { class: "bp-text" })));
    }
    return make("div", { class: "bp-control" }, ...parts);
  }

  button(name, pressed, label = name) {
    const button = make("button", { type: "button", "data-press": name, [QUIET]: "true" }, label);
    button.addEventListener("click", () => button.getAttribute("aria-disabled") === "true" || pressed());
    (this.buttons ??= {})[name] = button;
    return button;
  }

  settle(name, value, now = {}) {
    const field = this.fields[name];
    if (!field) {
      const button = this.buttons[name];
      if (button) {
        // Not `disabled`: that would throw away the focus of a hand at the keyboard.
        button.setAttribute("aria-disabled", String(Boolean(now.disabled)));
        if (now.label && button.textContent !== now.label) button.textContent = now.label;
      }
      return;
    }
    const { control, label, range, box, select, text } = field;
    field.now = { ...control, ...now };
    const { disabled } = field.now;
    const words = now.label ?? control.label;
    if (label.dataset.markup !== words) {
      label.dataset.markup = words;
      label.replaceChildren(...marked(words));
      for (const input of [range, select]) input?.setAttribute("aria-label", plain(words));
      box?.setAttribute("aria-label", `${plain(words)}, typed`);
    }
    for (const input of [range, box, select]) if (input) input.disabled = Boolean(disabled);
    if (select) select.value = value;
    if (range) {
      for (const [limit, number] of Object.entries(rangeOf(field.now))) put(range, limit, number);
      // A hand that drags is ahead of the kernel; its place is not taken back.
      if (!this.requests.onTheirWay.size) range.value = placeOf(value, control);
      const said = now.text ?? (control.log ? short(value) : "");
      if (said) range.setAttribute("aria-valuetext", plain(said));
    }
    // Nor is what a hand is typing, while views come by themselves, or what it typed wrongly.
    const kept = document.activeElement === box && (field.typing || this.requests.onTheirWay.size || this.notice.textContent);
    if (box && !kept) {
      box.value = field.written = short(value);
    }
    if (text) text.textContent = now.text ?? String(value);
  }

  // --- What the kernel sends ---

  show(bytes) {
    const view = (this.view = unpacked(bytes));
    this.player.show(view);
    this.tell(view.notice);
    for (const name of [...Object.keys(this.fields), ...Object.keys(this.buttons)]) {
      this.settle(name, view.values[name], view.controls[name]);
    }
    this.draw(view);
    morph(this.lines, make("div", { class: "bp-lines" }, ...arithmetic(view.lines)));
    // In the next frame: to ask now how wide things are would hold this one up.
    requestAnimationFrame(() => [this.picture, ...this.lines.querySelectorAll(".bp-wide")].forEach(reachable));
    if (this.says.textContent !== view.says) this.says.textContent = view.says;
    this.root.dataset.shown = ++this.shown;
  }

  draw(view) {
    const fresh = new DOMParser().parseFromString(view.svg, "image/svg+xml").documentElement;
    let svg = this.picture.firstElementChild;
    if (svg) morph(svg, fresh);
    else this.picture.append((svg = document.importNode(fresh, true)));
    // In a narrow window the drawing shrinks no further than its smallest letters can be read; then it scrolls.
    this.picture.style.setProperty("--bp-least", `${LEAST * Number(fresh.getAttribute("width"))}px`);
    const names = Object.keys(view.targets);
    if (names.length) svg.setAttribute("role", "radiogroup");
    else if (Object.keys(view.drags).length) svg.setAttribute("role", "group");
    for (const part of svg.querySelectorAll("[data-name]")) {
      const name = part.dataset.name;
      const wanted = {};
      if (name in view.targets) {
        const first = view.chosen ? name === view.chosen : name === names[0];
        Object.assign(wanted, { role: "radio", "aria-label": view.targets[name], "aria-checked": name === view.chosen });
        Object.assign(wanted, { tabindex: first ? 0 : -1, [QUIET]: true });
      }
      if (name in view.drags) wanted["data-drag"] = "";
      // Not away and back again: an element that loses its tabindex loses the focus.
      for (const attribute of OURS) if (!(attribute in wanted)) part.removeAttribute(attribute);
      for (const [attribute, value] of Object.entries(wanted)) put(part, attribute, value);
    }
  }

  part(name) {
    return this.picture.querySelector(`[data-name="${CSS.escape(name)}"]`);
  }

  // --- Hands on the picture ---

  chooseAt(element) {
    const name = element.closest("[role=radio]")?.dataset.name;
    if (name === undefined) return;
    this.part(name).focus();
    if (name !== this.view.chosen) this.ask("choose", name);
  }

  keyOnPicture(event) {
    const names = Object.keys(this.view.targets);
    const here = names.indexOf(event.target.closest("[role=radio]")?.dataset.name);
    if (here < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -here, End: -1 - here };
    if (event.key in steps) {
      this.chooseAt(this.part(names.at((here + steps[event.key]) % names.length)));
    } else if (event.key === " " || event.key === "Enter") {
      if (!event.shiftKey) this.ask("choose", names[here]);
      else return;
    } else if (event.key === "Escape") {
      this.ask("choose", "");
    } else return;
    event.preventDefault();
  }

  startDrag(event) {
    const part = event.target.closest("[data-drag]");
    if (!part || event.button) return;
    const moves = this.view.drags[part.dataset.name];
    const move = (at) => {
      const values = {};
      for (const { control, axis, pixels, values: ends } of moves) {
        const { low, high, step } = { ...this.fields[control].control, ...this.view.controls[control] };
        const share = (this.place(at)[axis] - pixels[0]) / (pixels[1] - pixels[0]);
        const value = ends[0] + share * (ends[1] - ends[0]);
        const digits = Math.max(0, -Math.floor(Math.log10(step)) + 1);
        values[control] = Math.min(high, Math.max(low, Number((Math.round(value / step) * step).toFixed(digits))));
      }
      this.ask("set", values);
    };
    const end = () => {
      this.picture.removeEventListener("pointermove", move);
      this.picture.removeEventListener("pointerup", end);
      this.picture.removeEventListener("pointercancel", end);
    };
    this.picture.setPointerCapture(event.pointerId);
    this.picture.addEventListener("pointermove", move);
    this.picture.addEventListener("pointerup", end);
    this.picture.addEventListener("pointercancel", end);
    event.preventDefault();
  }

  // Where the pointer is, in the coordinates of the drawing.
  place(event) {
    const svg = this.picture.firstElementChild;
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  }
}

// Notes as paragraphs, and the rows between them as tables.
function arithmetic(lines) {
  const parts = [];
  for (const { kind, cells } of lines) {
    if (kind === "note") {
      parts.push(make("p", { class: `bp-${cells[0][1]}` }, ...marked(cells[0][0])));
      continue;
    }
    if (!parts.at(-1)?.rows) {
      parts.push(make("div", { class: "bp-wide", role: "group", "aria-label": "arithmetic" }));
      parts.at(-1).rows = parts.at(-1).appendChild(make("table")).appendChild(make("tbody"));
    }
    const inside = cells.map(([markup, role]) => make("td", { class: `bp-${role}` }, ...marked(markup)));
    parts.at(-1).rows.append(make("tr", { class: `bp-${kind}` }, ...inside));
  }
  return parts;
}

// What is wider than the window scrolls; then the keyboard must be able to get there.
function reachable(element) {
  if (element.scrollWidth > element.clientWidth + 1) {
    element.setAttribute("tabindex", "0");
    element.setAttribute(QUIET, "true");
  } else element.removeAttribute("tabindex");
}

export default {
  render({ model, el }) {
    const explorer = new Explorer(model, el);
    return () => explorer.remove();
  },
};
