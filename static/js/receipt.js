// The receipt of a ballot that this device sealed: the hash is in this tab alone, the words and the QR code are made of
// it here. The print button only makes sense where a script can print.
import { castBeforeSigningOut, receiptOf } from "./casting/kept.js";
import { seal, words } from "./casting/page.js";

const receipt = seal.round && receiptOf(seal.round);
if (receipt && document.getElementById("receipt")) await show(receipt);
else if (seal.round && castBeforeSigningOut(seal.round)) sayThatItIsCast();

const button = document.querySelector("[data-print]");
if (button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

function sayThatItIsCast() {
  const said = document.querySelector("[data-signed-out]");
  if (!said) return;
  document.querySelector("[data-none]").replaceWith(said.content.cloneNode(true));
  document.title = document.title.replace(/^[^·]*/, `${words.cast} `);
  document.querySelector("[data-receipt] h1").focus();
}

async function show({ digest, replaced, cast_at }) {
  const place = document.querySelector("[data-receipt]");
  const [{ toWords }, { drawQr }, list] = await Promise.all([
    import("./crypto/v1/words.js"),
    import("./qr/code.js"),
    fetch(seal.words).then((answer) => answer.json()),
  ]);
  const six = toWords(digest, list);
  place.replaceChildren(document.getElementById("receipt").content.cloneNode(true));
  place.querySelector("[data-words]").append(...six.map((word) => Object.assign(document.createElement("li"), { textContent: word })));
  place.querySelector("[name=words]").value = six.join(" ");
  if (replaced) place.querySelector("[data-replaced]").hidden = false;
  place.querySelector("[data-cast-at]").textContent = cast_at;
  const box = new URL(seal.addresses.box, location.href).href;
  place.querySelector("[data-square]").append(drawQr(`${box}#${digest}`));
  const text = [seal.title, cast_at, "", ...six.map((word, index) => `${index + 1}. ${word}`), "", words.tracker, box, ""].join("\r\n");
  place.querySelector("[data-text]").href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  document.title = document.title.replace(/^[^·]*/, `${words.cast} `);
  place.querySelector("h1").focus();
}
