// Drawings made equal to newer ones.

// What the explorer sets in a drawing, and the kernel's drawing does not hold.
const OURS = new Set(["tabindex", "role", "aria-label", "aria-checked", "data-drag", QUIET]);

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
