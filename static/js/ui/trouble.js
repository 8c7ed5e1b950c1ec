// When the line or the server fails, the page stays as it is and says so. The words come from the page's <template>.
function say(name, near) {
  const words = document.getElementById(`say-${name}`);
  if (!words || document.querySelector(`[data-trouble="${name}"]`)) return;
  const box = words.content.firstElementChild.cloneNode(true);
  box.dataset.trouble = name;
  const form = near?.closest?.("form");
  if (form) form.prepend(box);
  else document.getElementById("main").prepend(box);
  box.scrollIntoView({ block: "nearest" });
}

const clear = () => document.querySelectorAll("[data-trouble]").forEach((box) => box.remove());

export function reportTrouble() {
  document.addEventListener("htmx:sendError", (event) => say("offline", event.detail.elt));
  document.addEventListener("htmx:timeout", (event) => say("offline", event.detail.elt));
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    say(status === 403 || status === 401 ? "expired" : "server", event.detail.elt);
  });
  document.addEventListener("htmx:afterSwap", clear);
  window.addEventListener("offline", () => say("offline"));
  window.addEventListener("online", clear);
}
