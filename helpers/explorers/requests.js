// Requests to the kernel: what is done while some are on their way is joined into the next one.

const IN_FLIGHT = 2; // requests on their way at once: on a slow network the newest waits, older ones are skipped

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
