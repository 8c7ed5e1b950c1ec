// Buttons under a text area that put marks around what is chosen: heading, list, bold, link. The text stays plain
// text, so undoing, copying and reading aloud work as everywhere.
const LINES = { heading: "## ", list: "- ", numbers: "1. " };

function replace(area, from, to, text) {
  area.focus();
  area.setSelectionRange(from, to);
  // Not setRangeText: only this keeps the browser's own undo.
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, from, to, "end");
    area.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "typed" }));
  }
}

function markLines(area, mark) {
  const { value, selectionStart, selectionEnd } = area;
  const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const end = value.indexOf("\n", selectionEnd);
  const to = end < 0 ? value.length : end;
  const lines = value.slice(from, to).split("\n");
  const bare = lines.map((line) => line.replace(/^\s*(#{1,4}|[-*•]|\d+[.)])\s+/, ""));
  const on = lines.every((line) => line.startsWith(mark));
  const done = bare.map((line, at) => (on ? line : (mark === "1. " ? `${at + 1}. ` : mark) + line));
  replace(area, from, to, done.join("\n"));
}

function wrap(area, before, after, sample) {
  const { value, selectionStart, selectionEnd } = area;
  const chosen = value.slice(selectionStart, selectionEnd).trim() || sample;
  replace(area, selectionStart, selectionEnd, before + chosen + after);
  const start = selectionStart + before.length;
  area.setSelectionRange(start, start + chosen.length);
}

export function markByButtons(bar) {
  const area = document.getElementById(bar.dataset.marks);
  if (!area) return;
  bar.hidden = false;
  bar.addEventListener("click", (event) => {
    const mark = event.target.closest("button")?.dataset.mark;
    if (LINES[mark]) markLines(area, LINES[mark]);
    else if (mark === "bold") wrap(area, "**", "**", bar.dataset.words);
    else if (mark === "link") wrap(area, "[", "](https://)", bar.dataset.words);
  });
}
