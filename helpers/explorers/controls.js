// The sliders, boxes, choices and buttons of an explorer.

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
const roomFor = ({ widest }) => (widest ? { "data-widest": plain(widest) } : {}); // see explorer.css
const short = (value) => String(Number(Number(value).toPrecision(7)));

class Controls {
  constructor(explorer, described) {
    Object.assign(this, { explorer, fields: {}, buttons: {} });
    const isButton = ({ kind }) => kind === "button";
    const fields = described.filter((control) => !isButton(control)).map((control) => this.control(control));
    const buttons = described.filter(isButton).map((control) => this.control(control));
    buttons.push(this.button("reset", () => explorer.ask("reset", "")));
    this.elements = [fields, buttons].map((row) => make("div", { class: "bp-controls" }, ...row));
  }

  show({ values, controls }) {
    for (const name of [...Object.keys(this.fields), ...Object.keys(this.buttons)]) {
      this.settle(name, values[name], controls[name]);
    }
  }

  // What a slider goes from, to and by at this moment.
  range(name) {
    return this.fields[name].now;
  }

  control(control) {
    const { explorer } = this;
    if (control.kind === "button") return this.button(control.name, () => explorer.ask("press", control.name), control);
    const label = make("span", { class: "bp-label", ...roomFor(control) }, ...marked(control.label));
    const field = (this.fields[control.name] = { control: { ...control }, now: control, label });
    const common = { "aria-label": plain(control.label), [QUIET]: "true", "data-control": control.name };
    if (control.kind === "choice") {
      const options = control.options.map((option) => make("option", { value: option }, option));
      field.select = make("select", common, ...options);
      field.select.addEventListener("change", () => explorer.ask("set", { [control.name]: field.select.value }));
      return make("label", { class: "bp-control" }, label, field.select);
    }
    field.range = make("input", { type: "range", ...rangeOf(control), ...common });
    field.range.addEventListener("input", () => {
      const value = numberAt(field.range.value, field.now);
      if (control.log) field.range.setAttribute("aria-valuetext", short(value));
      explorer.ask("set", { [control.name]: value });
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
        if (value !== field.written || explorer.notice.textContent) explorer.ask("set", { [control.name]: value });
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

  button(name, pressed, control = { label: name }) {
    const common = { type: "button", "data-press": name, [QUIET]: "true" };
    const button = make("button", { ...common, ...roomFor(control) }, control.label);
    button.addEventListener("click", () => button.getAttribute("aria-disabled") === "true" || pressed());
    this.buttons[name] = button;
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
    const { requests, notice } = this.explorer;
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
      if (!requests.onTheirWay.size) range.value = placeOf(value, control);
      const said = now.text ?? (control.log ? short(value) : "");
      if (said) range.setAttribute("aria-valuetext", plain(said));
    }
    // Nor is what a hand is typing, while views come by themselves, or what it typed wrongly.
    const kept = document.activeElement === box && (field.typing || requests.onTheirWay.size || notice.textContent);
    if (box && !kept) box.value = field.written = short(value);
    if (text) text.textContent = now.text ?? String(value);
  }
}
