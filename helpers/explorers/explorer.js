// The page's side of every explorer: it draws what the kernel sends and reports what hands do.
// It computes no number. One place decides what a value means, and that is Python.

const ALONE = 100; // milliseconds between two requests of a hand that takes its time
const PATIENCE = 2000; // milliseconds until the reader is told that the kernel is busy

function unpacked({ buffer, byteOffset, byteLength }) {
  return JSON.parse(new TextDecoder().decode(inflated(new Uint8Array(buffer, byteOffset, byteLength))));
}

class Explorer {
  constructor(model, el) {
    Object.assign(this, { model, page: crypto.randomUUID?.() ?? String(Math.random()), shown: 0 });
    const { title, controls } = model.get("described");
    this.controls = new Controls(this, controls);
    this.drawing = new Drawing(this);
    this.player = new Player(this);
    this.lines = make("div", { class: "bp-lines" });
    this.says = make("p", { class: "bp-says", role: "status", "aria-live": "polite" });
    this.notice = make("p", { class: "bp-notice", role: "alert" });
    this.root = make("div", { class: "bp-explorer", role: "group", "aria-label": title }, ...this.controls.elements);
    this.root.append(this.notice, this.player.element, this.drawing.element, this.lines, this.says);
    el.append(this.root);
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

  show(bytes) {
    const view = unpacked(bytes);
    this.player.show(view);
    this.tell(view.notice);
    this.controls.show(view);
    this.drawing.show(view);
    morph(this.lines, make("div", { class: "bp-lines" }, ...arithmetic(view.lines)));
    // In the next frame: to ask now how wide things are would hold this one up.
    requestAnimationFrame(() => [this.drawing.element, ...this.lines.querySelectorAll(".bp-wide")].forEach(reachable));
    if (this.says.textContent !== view.says) this.says.textContent = view.says;
    this.root.dataset.shown = ++this.shown;
  }
}

export default {
  render({ model, el }) {
    const explorer = new Explorer(model, el);
    return () => explorer.remove();
  },
};
