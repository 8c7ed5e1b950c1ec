// A note to begin with: choosing a house rule fills an empty note with its words, which the moderator then changes.
const notes = JSON.parse(document.getElementById("notes").textContent);

function offer(rule, note) {
  rule.addEventListener("change", () => {
    const untouched = ["", ...Object.values(notes)].includes(note.value.trim());
    if (!untouched) return;
    note.value = notes[rule.value] ?? "";
    note.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

const { rule, note } = document.querySelector("form:has(textarea[name=note])")?.elements ?? {};
if (rule && note) offer(rule, note);
