// Similar ideas while the title is typed: one quiet request after a pause, and how many there are said politely.
const PAUSE = 250;
const SHORTEST = 3;
const BODY_LETTERS = 600;
const SHOWN_ON_PHONES = 2;
const narrow = matchMedia("(max-width: 59.99rem)");

document.querySelectorAll("[data-similar]").forEach(watch);

function watch(box) {
  const form = box.closest("form");
  const { title, body, language } = form.elements;
  const count = box.querySelector("[data-count]");
  const list = box.querySelector("[data-list]");
  const beginning = count.textContent;
  let timer, running, asked;
  let open = false;

  const show = (said, rows) => {
    if (count.textContent !== said) count.textContent = said;
    list.replaceChildren(...rows);
    if (narrow.matches && !open) fold();
  };

  // On a phone the list stands between the title and the text, so the first ones are enough until one asks for more.
  function fold() {
    const others = [...list.querySelectorAll("li")].slice(SHOWN_ON_PHONES);
    if (!others.length) return;
    others.forEach((other) => (other.hidden = true));
    const more = Object.assign(document.createElement("button"), {
      type: "button", className: "btn quiet", textContent: box.dataset.more.replace("{}", others.length),
    });
    more.addEventListener("click", () => {
      open = true;
      others.forEach((other) => (other.hidden = false));
      more.remove();
      others[0].querySelector("a").focus();
    });
    list.append(more);
  }

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
