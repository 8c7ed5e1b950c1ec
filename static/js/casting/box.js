// The QR code of a receipt opens the box with a hash behind #, which is never sent. Its words are filled in and
// looked for here.
import { seal } from "./page.js";

const digest = location.hash.slice(1);
if (/^[0-9a-f]{64}$/.test(digest)) {
  const [{ toWords }, list] = await Promise.all([import("../crypto/v1/words.js"), fetch(seal.words).then((answer) => answer.json())]);
  const form = document.querySelector("form[data-box]");
  form.elements.words.value = toWords(digest, list).join(" ");
  form.requestSubmit();
}
