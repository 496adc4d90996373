"""Key presses in a page, and when the picture changes after them, as a reader sees it: frame by frame."""

# Notes when each key went down, and, frame by frame, when what is watched has changed.
FOLLOW = """() => {
  document.addEventListener("keydown", () => { window.lastKey = performance.now(); }, { capture: true });
  window.watched = () => "";
  window.changes = [];
  let last;
  window.watch = (expression) => {
    window.watched = new Function("return " + expression);
    last = window.watched();
    window.changes = [];
  };
  const frame = () => {
    const now = window.watched();
    if (now && now !== last) { last = now; window.changes.push(performance.now()); }
    requestAnimationFrame(frame);
  };
  frame();
}"""


def press(page, element, key, expression):
    """Press a key once and return the milliseconds until `expression`, which tells the picture, is another."""
    element.focus()
    page.evaluate("(expression) => window.watch(expression)", expression)
    page.keyboard.press(key)
    return page.evaluate(
        """async () => {
          while (!window.changes.length) {
            if (performance.now() - window.lastKey > 5000) throw new Error("the picture does not change");
            await new Promise(requestAnimationFrame);
          }
          return window.changes[0] - window.lastKey; }"""
    )


def shown_while_held(page, element, expression, presses):
    """Hold a key for so many presses, 33 ms apart; return how many pictures were shown, and the lag of the last."""
    element.focus()
    page.evaluate("(expression) => window.watch(expression)", expression)
    for _ in range(presses):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(33)
    page.wait_for_timeout(3000)
    return tuple(page.evaluate("[window.changes.length, window.changes.at(-1) - window.lastKey]"))
