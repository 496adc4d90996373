// The lines below the drawing: notes as paragraphs, and the rows between them as tables.
function arithmetic(lines) {
  const parts = [];
  for (const { kind, cells } of lines) {
    if (kind === "note") {
      parts.push(make("p", { class: `bp-${cells[0][1]}` }, ...marked(cells[0][0])));
      continue;
    }
    if (!parts.at(-1)?.rows) {
      parts.push(make("div", { class: "bp-wide", role: "group", "aria-label": "arithmetic" }));
      parts.at(-1).rows = parts.at(-1).appendChild(make("table")).appendChild(make("tbody"));
    }
    const inside = cells.map(([markup, role]) => make("td", { class: `bp-${role}` }, ...marked(markup)));
    parts.at(-1).rows.append(make("tr", { class: `bp-${kind}` }, ...inside));
  }
  return parts;
}
