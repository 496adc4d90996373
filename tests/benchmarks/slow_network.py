"""A network as slow as one likes between a page and its kernel."""

from contextlib import contextmanager

# All messages are late by the same time, so they keep their order.
SLOW = """(() => {
  window.late = 0;
  const later = (work) => (window.late ? setTimeout(work, window.late) : work());
  window.WebSocket = class extends WebSocket {
    send(message) { later(() => super.send(message)); }
    set onmessage(listener) { super.onmessage = (event) => later(() => listener(event)); }
    get onmessage() { return super.onmessage; }
  };
})();"""


@contextmanager
def slowed(page, milliseconds):
    """Delay every message by so much, each way."""
    page.evaluate("(late) => { window.late = late; }", milliseconds)
    yield
    page.evaluate("window.late = 0")
    page.wait_for_timeout(3 * milliseconds)
