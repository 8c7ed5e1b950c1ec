// Similar ideas while the title is typed: one quiet request after a pause, and how many there are said politely.
const PAUSE = 250;
const SHORTEST = 3;
const BODY_LETTERS = 600;

document.querySelectorAll("[data-similar]").forEach(watch);

function watch(box) {
  const form = box.closest("form");
  const { title, body, language } = form.elements;
  const count = box.querySelector("[data-count]");
  const list = box.querySelector("[data-list]");
  const beginning = count.textContent;
  let timer, running, asked;

  const show = (said, rows) => {
    if (count.textContent !== said) count.textContent = said;
    list.replaceChildren(...rows);
  };

  async function look() {
    const typed = title.value.trim();
    const query = new URLSearchParams({ title: title.value, body: body?.value.slice(0, BODY_LETTERS) ?? "", language: language?.value ?? "" });
    if (box.dataset.draft) query.set("draft", box.dataset.draft);
    if (`${query}` === asked) return;
    asked = `${query}`;
    running?.abort();
    if (typed.length < SHORTEST) return show(beginning, []);
    running = new AbortController();
    try {
      const answer = await fetch(`${box.dataset.similar}?${query}`, { signal: running.signal, headers: { "HX-Request": "true" } });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const said = page.querySelector("[data-said]");
      const text = said.textContent.trim();
      said.remove();
      show(text, [...page.body.children]);
    } catch {
      asked = undefined; // The line is down or the person typed on: writing goes on without this.
    }
  }

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  };
  title.addEventListener("input", soon);
  body?.addEventListener("change", soon);
  language?.addEventListener("change", soon);
  if (title.value.trim()) soon();
}
