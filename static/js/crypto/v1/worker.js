// Seals a ballot, or audits one, away from the page, so that it stays awake on a slow phone.
//   {task?: "seal", electionText, code, choices | form and vote, seed?} -> {progress}, then {text, tracker, seed}
//   {task: "audit", electionText, ballotText, seed, choices | form and vote} -> {same, tracker}: whether these choices and
//     this seed give exactly the answers of that ballot, which must not be cast then
// or {error}. `choices` are a list of numbers per question; of a packed ballot, `form` is {kind, projects, longest} and
// `vote` the places of approved projects, the points of every project, or places best first.
import { readBallot, seal, wasSealedSo } from "./ballots.js";
import { secretKey } from "./credentials.js";
import { readElection } from "./election.js";
import { fingerprint } from "./encoding.js";
import { groupNamed } from "./groups.js";
import { pack } from "./packing.js";
import { fromSeed, newSeed } from "./randomness.js";

const choicesIn = ({ choices, form, vote }) => (form ? [pack(form, vote)] : choices);

const TASKS = {
  seal({ electionText, code, seed = newSeed(), ...said }) {
    const election = JSON.parse(electionText);
    const secret = secretKey(groupNamed(election.group), election.uuid, code);
    const told = (progress) => self.postMessage({ progress });
    return { ...seal(electionText, secret, choicesIn(said), fromSeed(seed), told), seed };
  },
  audit({ electionText, ballotText, seed, ...said }) {
    readBallot(ballotText, readElection(electionText));
    const same = wasSealedSo(electionText, ballotText, choicesIn(said), fromSeed(seed));
    return { same, tracker: fingerprint(ballotText) };
  },
};

self.addEventListener("message", ({ data }) => {
  try {
    const { task = "seal", ...job } = data;
    self.postMessage(TASKS[task](job));
  } catch (error) {
    self.postMessage({ error: error.message });
  }
});
