// Seals away from the page, so that it stays awake on a slow phone.
// In: {electionText, code, choices, seed?}. Out: {progress}, then {text, tracker, seed} or {error}.
import { seal } from "./ballots.js";
import { secretKey } from "./credentials.js";
import { groupNamed } from "./groups.js";
import { fromSeed, newSeed } from "./randomness.js";

self.addEventListener("message", ({ data }) => {
  try {
    const { electionText, code, choices, seed = newSeed() } = data;
    const election = JSON.parse(electionText);
    const secret = secretKey(groupNamed(election.group), election.uuid, code);
    const sealed = seal(electionText, secret, choices, fromSeed(seed), (progress) =>
      self.postMessage({ progress }),
    );
    self.postMessage({ ...sealed, seed });
  } catch (error) {
    self.postMessage({ error: error.message });
  }
});
