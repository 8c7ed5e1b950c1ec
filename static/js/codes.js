// Files with voting codes: each press saves one and then counts anew, so that the next press makes the next file.
// Without this script the browser saves the file, and "Count again" shows how many are left.
const NAME = /filename="?([^";]+)"?/;
let busy = false;

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-issue]");
  if (!form || form.elements.how.value === "mail") return;
  event.preventDefault();
  if (!busy) issue(form);
});

async function issue(form) {
  const said = form.querySelector("[data-said]");
  busy = true;
  said.textContent = form.dataset.making;
  const outcome = await fetchFile(form).catch(() => form.dataset.lost);
  if (outcome) await countAgain().catch(() => {});
  busy = false;
  said.textContent = outcome;
}

// What to say of the file; nothing where the page says what stands in the way.
async function fetchFile(form) {
  const answer = await fetch(location.pathname, { method: "POST", body: new FormData(form) });
  const name = NAME.exec(answer.headers.get("Content-Disposition") ?? "")?.[1];
  if (!name) {
    replaced(await answer.text());
    return "";
  }
  save(await answer.blob(), name);
  return form.dataset.saved.replace("{name}", name);
}

function save(file, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// The parts that count: what the page says of them now.
async function countAgain() {
  const answer = await fetch(location.pathname);
  const page = read(await answer.text());
  for (const part of document.querySelectorAll("[data-fresh]")) {
    const fresh = page.querySelector(`[data-fresh="${part.dataset.fresh}"]`);
    if (fresh) part.replaceWith(fresh);
  }
}

// The page that says what stands in the way.
function replaced(text) {
  document.querySelector("main").replaceWith(read(text).querySelector("main"));
  (document.getElementById("errors") ?? document.querySelector("main")).focus();
}

function read(text) {
  return new DOMParser().parseFromString(text, "text/html");
}
