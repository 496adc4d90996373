"""What makes the course hard to read: for those who hear an explorer or use no mouse, and colours too alike."""

from axe_playwright_python.base import AXE_FILE_PATH

_AXE = """async (root) => {
  const { violations } = await window.axe.run(root, { resultTypes: ["violations"] });
  return violations.filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`); }"""

# What is drawn around an element and the shapes in it, and the colours behind.
_LOOK = """(element) => [element, ...element.querySelectorAll(":scope > :is(circle, rect, path)")].map((part) => {
  const { outlineStyle, outlineWidth, outlineColor, stroke, strokeWidth } = getComputedStyle(part);
  return outlineStyle === "none" ? ["none", stroke, strokeWidth] : [outlineWidth, outlineColor, stroke, strokeWidth];
})"""


def serious(explorer):
    """Return what axe-core calls serious or critical in an explorer, one line each."""
    if not explorer.page.evaluate("Boolean(window.axe)"):
        explorer.page.evaluate(AXE_FILE_PATH.read_text(encoding="utf-8"))
    return explorer.root.evaluate(_AXE)


def unseen_focus(explorer):
    """Return the elements reached by the tabulator on which the focus cannot be seen."""
    page, unseen = explorer.page, []
    explorer.root.locator("input, select, button").first.focus()
    page.keyboard.press("Tab")  # a browser shows the focus to those who use keys
    page.keyboard.press("Shift+Tab")
    for _ in range(60):
        here = page.evaluate_handle("document.activeElement").as_element()
        if not explorer.root.evaluate("(root, here) => root.contains(here)", here):
            break
        with_focus = here.evaluate(_LOOK)
        here.evaluate("(element) => element.blur()")
        without = here.evaluate(_LOOK)
        name = here.evaluate("(element) => element.cloneNode().outerHTML")
        if with_focus == without:
            unseen.append(name)
        here.focus()
        page.keyboard.press("Tab")
    return unseen


def contrast(one, other):
    """Return the contrast of two colours such as "#0072B2", from 1 (none) to 21 (black on white)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour):
    """Return how light a colour is, from 0 to 1, as WCAG 2 defines it."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
