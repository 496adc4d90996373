// What the parts of an explorer build the page with.

const QUIET = "data-lm-suppress-shortcuts"; // or JupyterLab takes keys for its own: "d d" would delete the cell

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// "x_{2}" as text with a lowered 2; "x2" where only plain text can stand.
function marked(markup) {
  return markup.split(/_\{([^}]*)\}/).map((run, k) => (k % 2 ? make("sub", {}, run) : run));
}
const plain = (markup) => markup.replace(/_\{([^}]*)\}/g, "$1");

// What is as it should be is left alone: even to set it to the same costs the browser time.
function put(element, name, value) {
  if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}

// What is wider than the window scrolls; then the keyboard must be able to get there.
function reachable(element) {
  if (element.scrollWidth > element.clientWidth + 1) {
    element.setAttribute("tabindex", "0");
    element.setAttribute(QUIET, "true");
  } else element.removeAttribute("tabindex");
}
