// The drawing of an explorer, and hands on it: parts of it are chosen by click or key, and moved with the mouse.

const LEAST = 0.65; // of its size: a drawing never gets smaller

class Drawing {
  constructor(explorer) {
    this.explorer = explorer;
    this.element = make("div", { class: "bp-picture" });
    this.element.addEventListener("keydown", (event) => this.keyOnPicture(event));
    this.element.addEventListener("pointerdown", (event) => this.startDrag(event));
    this.element.addEventListener("click", (event) => this.chooseAt(event.target));
  }

  show(view) {
    this.view = view;
    const fresh = new DOMParser().parseFromString(view.svg, "image/svg+xml").documentElement;
    let svg = this.element.firstElementChild;
    if (svg) morph(svg, fresh);
    else this.element.append((svg = document.importNode(fresh, true)));
    // In a narrow window the drawing shrinks no further than its smallest letters can be read; then it scrolls.
    this.element.style.setProperty("--bp-least", `${LEAST * Number(fresh.getAttribute("width"))}px`);
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
    return this.element.querySelector(`[data-name="${CSS.escape(name)}"]`);
  }

  // --- Hands on the picture ---

  chooseAt(element) {
    const name = element.closest("[role=radio]")?.dataset.name;
    if (name === undefined) return;
    this.part(name).focus();
    if (name !== this.view.chosen) this.explorer.ask("choose", name);
  }

  keyOnPicture(event) {
    const names = Object.keys(this.view.targets);
    const here = names.indexOf(event.target.closest("[role=radio]")?.dataset.name);
    if (here < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const { columns } = this.view;
    const steps = { ArrowRight: 1, ArrowDown: columns, ArrowLeft: -1, ArrowUp: -columns, Home: -here, End: -1 - here };
    if (event.key in steps) {
      this.chooseAt(this.part(names.at((here + steps[event.key]) % names.length)));
    } else if (event.key === " " || event.key === "Enter") {
      if (!event.shiftKey) this.explorer.ask("choose", names[here]);
      else return;
    } else if (event.key === "Escape") {
      this.explorer.ask("choose", "");
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
        const { low, high, step } = this.explorer.controls.range(control);
        const share = (this.place(at)[axis] - pixels[0]) / (pixels[1] - pixels[0]);
        const value = ends[0] + share * (ends[1] - ends[0]);
        const digits = Math.max(0, -Math.floor(Math.log10(step)) + 1);
        values[control] = Math.min(high, Math.max(low, Number((Math.round(value / step) * step).toFixed(digits))));
      }
      this.explorer.ask("set", values);
    };
    const end = () => {
      this.element.removeEventListener("pointermove", move);
      this.element.removeEventListener("pointerup", end);
      this.element.removeEventListener("pointercancel", end);
    };
    this.element.setPointerCapture(event.pointerId);
    this.element.addEventListener("pointermove", move);
    this.element.addEventListener("pointerup", end);
    this.element.addEventListener("pointercancel", end);
    event.preventDefault();
  }

  // Where the pointer is, in the coordinates of the drawing.
  place(event) {
    const svg = this.element.firstElementChild;
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  }
}
