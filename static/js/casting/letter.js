// The QR code of a letter opens the ballot with the voting code behind #, which is never sent. It leaves the address
// at once, waits in this tab, and is filled in at the check. Without this file the code is typed.
const MARK = "#code=";
const [place] = location.pathname.match(/^.*\/vote\/\d+\//) ?? [""];
const KEY = `plaza.code:${place}`;

if (location.hash.startsWith(MARK)) {
  const code = decodeURIComponent(location.hash.slice(MARK.length));
  history.replaceState(history.state, "", location.pathname + location.search);
  keep(() => sessionStorage.setItem(KEY, code));
}

const form = document.querySelector("form[data-seal]");
const field = form?.elements.code;
if (field) {
  field.value ||= keep(() => sessionStorage.getItem(KEY)) ?? "";
  form.addEventListener("submit", () => keep(() => sessionStorage.removeItem(KEY)));
}

// A browser may forbid pages to keep anything.
function keep(act) {
  try {
    return act();
  } catch {
    return null;
  }
}
