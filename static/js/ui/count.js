// "46 of 80 letters" under a field, updated while typing. Counts as the server does: an emoji as one, and a new line
// as two, because forms send it as two.
const letters = (text) => [...text.trim().replaceAll("\n", "\r\n")].length;

function show(hint) {
  const field = document.getElementById(hint.dataset.count);
  if (!field) return;
  const count = letters(field.value);
  hint.textContent = hint.dataset.of.replace("{}", count.toLocaleString(document.documentElement.lang));
  hint.classList.toggle("err", count > Number(hint.dataset.limit));
}

const showTyped = (hint) => document.getElementById(hint.dataset.count)?.value && show(hint);

export function countLetters() {
  document.querySelectorAll("[data-count]").forEach(showTyped);
  document.addEventListener("input", (event) => {
    const hint = event.target.id && document.getElementById(`${event.target.id}_count`);
    if (hint && hint.dataset.count) show(hint);
  });
}
