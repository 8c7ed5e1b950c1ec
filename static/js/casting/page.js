// What the pages of a ballot share: what the server says of the round, and its sentences.
const said = (id) => JSON.parse(document.getElementById(id)?.textContent || "{}");

export const seal = said("seal-data");
export const words = said("seal-words");

// An error whose text is a sentence for the voter.
export class Sentence extends Error {}

export const sentenceOf = (error) => (error instanceof Sentence ? error.message : words.nosealing.replace("{why}", error.message));

// Fetches; a line that fails is a sentence.
export async function fetched(address, options) {
  try {
    return await fetch(address, options);
  } catch {
    throw new Sentence(words.noline);
  }
}

export const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
