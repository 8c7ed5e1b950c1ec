// Talking to the platform: what a trustee's device posts and fetches. Refused(sentence) is what the platform answered;
// Broken is a line that broke.
export class Said extends Error {}
export class Broken extends Error {}
export class Gone extends Error {}

const TRIES = 3;
const PAUSE = 1500;
const FILES = ["heads", "contributions", "round"];
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

async function reach(address, options) {
  let answer;
  try {
    answer = await fetch(address, { cache: "no-store", ...options });
  } catch {
    throw new Broken();
  }
  if (answer.status === 404 || answer.status === 403) throw new Gone();
  if (answer.status >= 500) throw new Broken();
  return answer;
}

export class Platform {
  constructor(root) {
    this.addresses = root.dataset;
    this.token = root.querySelector("[name=csrfmiddlewaretoken]").value;
  }

  // Posts a word; again where the line broke, since the same word twice changes nothing.
  async say(word, fields = {}) {
    for (let tried = 1; ; tried += 1) {
      try {
        return await this.#once(word, fields);
      } catch (error) {
        if (!(error instanceof Broken) || tried === TRIES) throw error;
        await pause(PAUSE);
      }
    }
  }

  async #once(word, fields) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", this.token);
    for (const [name, value] of Object.entries(fields)) {
      if (name === "text") body.append(name, new Blob([value], { type: "application/json" }), "text.json");
      else body.append(name, value);
    }
    const answer = await reach(this.addresses.say.replace("/word/", `/${word}/`), { method: "POST", body });
    if (!answer.ok) throw new Said((await answer.json()).sentence);
  }

  async words() {
    return (await reach(this.addresses.words)).json();
  }

  async list() {
    return (await reach(this.addresses.list)).json();
  }

  // The step as the platform sees it now, or null where it is the one on the page.
  async step(mark) {
    const answer = await reach(`${this.addresses.step}?mark=${encodeURIComponent(mark)}`);
    return answer.status === 204 ? null : answer.text();
  }

  // The board. What grows with it is fetched before it, so that nothing speaks of an event that is not there yet.
  async board() {
    const files = {};
    for (const name of FILES) files[name] = await (await reach(`${this.addresses.record}${name}.json`)).text();
    const archive = await reach(`${this.addresses.record}round.bel`);
    return { ...files, archive: new Uint8Array(await archive.arrayBuffer()) };
  }
}
