// What moves by itself: while a view says that it plays, the next one is asked for, thirty times a second or, where
// that is too fast for the kernel, the network or the page, as they can. What nobody sees asks for nothing.

const FRAME = 30; // milliseconds, at least, from one request to the next
// On their way at once. With one alone, Jupyter's server would keep each view back for 40 ms, until the browser
// acknowledges what was sent before; asking for the next view does that.
const AHEAD = 2;
const LATER = 300; // milliseconds until a hidden explorer looks whether it is seen again

class Player {
  constructor(explorer) {
    this.explorer = explorer;
    this.asked = 0;
    this.ticks = []; // the numbers of the requests on their way
    this.bar = make("progress", { "aria-label": "progress" });
    this.words = make("span", { class: "bp-done" });
    this.element = make("div", { class: "bp-progress", hidden: "" }, this.bar, this.words);
  }

  // Before the view is drawn: the kernel works on the next one meanwhile.
  show({ progress, playing = 0 }) {
    this.playing = playing;
    this.element.hidden = !progress;
    if (progress) {
      [this.bar.value, this.bar.max, this.words.textContent] = progress;
      put(this.bar, "aria-valuetext", progress[2]);
    }
    this.next();
  }

  next() {
    clearTimeout(this.later);
    if (!this.playing || this.ticks.length === AHEAD) return;
    const { root, requests } = this.explorer;
    const seen = !document.hidden && (root.checkVisibility?.() ?? root.isConnected);
    const wait = seen ? this.asked + FRAME - performance.now() : LATER;
    if (wait > 0) {
      this.later = setTimeout(() => this.next(), wait);
      return;
    }
    this.asked = performance.now();
    this.ticks.push(requests.sent + 1); // the request that will take it along
    requests.add("tick", this.playing + this.ticks.length - 1);
    this.next();
  }

  answered(n) {
    this.ticks = this.ticks.filter((tick) => tick > n);
  }

  remove() {
    this.playing = 0;
    clearTimeout(this.later);
  }
}

