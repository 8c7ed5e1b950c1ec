// The voter's code: the platform makes it anew for somebody with an account, everybody else types it in.
import { Sentence, fetched, seal, token, words } from "./page.js";

const SIGNS = /[^1-9A-HJ-NP-Za-km-z\s-]/;
const LENGTH = 22;

// The code in a field, with its dashes where they belong; says in a sentence why there is none.
export async function typedCode(text) {
  const { tidy } = await import("../crypto/v1/credentials.js");
  const code = tidy(text);
  if (code) return code;
  const strange = text.match(SIGNS);
  if (strange) throw new Sentence(words.codesign.replace("{sign}", strange[0]));
  throw new Sentence(words.codeshort.replace("{n}", text.replace(/[-\s]/g, "").length), { cause: LENGTH });
}

export async function accountCode() {
  const answer = await fetched(seal.addresses.my_code, { method: "POST", headers: { "X-CSRFToken": token() } });
  const told = await answer.json().catch(() => ({}));
  if (answer.ok && told.code) return told.code;
  throw new Sentence(told.sentence ?? words.noline, { cause: told.place });
}
