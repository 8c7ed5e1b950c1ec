// Cast or challenge: a ballot that is sealed, and whose words have been shown, is opened instead of cast. It is thrown
// away before anything of it is shown; what is cast later is sealed anew with other random numbers.
import { fetched, seal, sentenceOf } from "./page.js";
import { drawQr } from "../qr/code.js";
import { packedTest, testOf } from "./tested.js";

const items = (words) => words.map((word) => Object.assign(document.createElement("li"), { textContent: word }));

export function offerTest(box, sealed, discard) {
  const find = (name) => box.querySelector(`[data-${name}]`);
  const said = (error) => find("test-words").replaceChildren(...items([sentenceOf(error)]));
  const show = async (name, digest) => {
    const [{ toWords }, list] = await Promise.all([
      import("../crypto/v1/words.js"),
      fetched(seal.words).then((answer) => answer.json()),
    ]);
    find(name).replaceChildren(...items(toWords(digest, list)));
  };
  const commit = () => sealed().then(({ digest }) => show("test-words", digest)).catch(said);

  box.addEventListener("toggle", () => box.open && commit());
  if (box.open) commit();
  find("open").addEventListener("click", async () => {
    try {
      const ballot = await sealed();
      await spoil(ballot.text);
      discard();
      const tested = testOf(ballot, seal.sums);
      const packed = await packedTest(tested);
      await show("opened-words", ballot.digest);
      find("opened-square").replaceChildren(drawQr(`${new URL(seal.addresses.seal_check, location.href).href}#${packed}`));
      find("opened-square").firstChild.classList.add("large");
      box.querySelector("textarea").value = JSON.stringify(tested);
      find("opened").hidden = false;
      find("opened").focus();
      commit();
    } catch (error) {
      said(error);
    }
  });
}

// The box is told never to take this ballot, so that nobody who sees its text can cast it.
async function spoil(text) {
  const answer = await fetched(seal.addresses.spoil, {
    method: "POST",
    body: text,
    credentials: "omit",
    headers: { "Content-Type": "application/json", "Accept-Language": document.documentElement.lang },
  });
  if (!answer.ok) throw new Error(`${answer.status}`);
}
