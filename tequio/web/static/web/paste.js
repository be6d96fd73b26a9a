// Areas marked data-paste: what is copied in Word, Excel or a page keeps its table. One row a line, a tab between cells, and a
// cell of several lines between quotes, as spreadsheets write it. Without this file what arrives is the plain text, its cells undone.
"use strict";
const BLOCK = /^(P|DIV|LI|H[1-6]|UL|OL|TR|TABLE|BLOCKQUOTE|PRE|DL|DT|DD)$/;
const linesOf = (root) => {
  const lines = [""];
  const open = () => { if (lines[lines.length - 1].trim()) lines.push(""); };
  const walk = (node) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) { lines[lines.length - 1] += child.data.replace(/\s+/g, " "); continue; }
      if (child.nodeType !== Node.ELEMENT_NODE || /^(STYLE|SCRIPT|TITLE)$/.test(child.tagName)) continue;
      if (child.tagName === "BR") { open(); continue; }
      if (child.tagName === "TABLE" && root.tagName === "BODY") { open(); lines.splice(-1, 1, ...rowsOf(child), ""); continue; }
      const block = BLOCK.test(child.tagName);
      if (block) open();
      if (child.tagName === "LI") lines[lines.length - 1] += child.parentNode.tagName === "OL" ? `${1 + [...child.parentNode.children].indexOf(child)}. ` : "● ";
      walk(child);
      if (block) open();
    }
  };
  walk(root);
  return root.tagName === "BODY" ? lines : lines.map((line) => line.trim()).filter(Boolean);
};
const cellOf = (cell) => {
  const text = linesOf(cell).join("\n");
  return /[\n\t"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
const rowsOf = (table) => {
  const rows = [], below = [];
  for (const row of table.rows) {
    const cells = [];
    const passed = () => { while (below[cells.length] > 0) { below[cells.length] -= 1; cells.push(""); } };
    for (const cell of row.cells) {
      passed();
      const text = cellOf(cell);
      for (let each = 0; each < Math.min(cell.colSpan, 60); each += 1) {
        below[cells.length] = cell.rowSpan - 1;
        cells.push(each ? "" : text);
      }
    }
    passed();
    rows.push(cells.join("\t"));
  }
  return rows;
};
for (const area of document.querySelectorAll("textarea[data-paste]")) {
  area.addEventListener("paste", (event) => {
    // its styles say nothing here, and the policy of the page would complain of them
    const html = event.clipboardData.getData("text/html").replace(/<style[\s\S]*?<\/style>|\sstyle=("[^"]*"|'[^']*')/gi, "");
    if (!/<table/i.test(html)) return;
    event.preventDefault();
    const text = linesOf(new DOMParser().parseFromString(html, "text/html").body).join("\n").trim();
    // the old command is the one that Ctrl+Z undoes
    if (!document.execCommand("insertText", false, text)) area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  });
}
