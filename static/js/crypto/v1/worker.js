// Seals a ballot, or audits one, away from the page, so that it stays awake on a slow phone.
//   {task?: "seal", electionText, code, choices | form and vote, seed?} -> {progress}, then {text, tracker, seed}
//   {task: "audit", electionText, ballotText, seed, choices | form and vote} -> {same, tracker}: whether these choices and
//     this seed give exactly the answers of that ballot, which must not be cast then; `signed` {credential, signature}
//     may stand for a ballot that is too long to be carried from one device to another
// or {error}. `choices` are a list of numbers per question; of a ballot of a round, `form` is {kind, projects, longest} and
// `vote` the places of approved projects, the points of every project, or places best first. The election says whether
// it is packed to be opened, or sealed project by project to be added up.
import { readBallot, seal, sealedAgain, wasSealedSo } from "./ballots.js";
import { secretKey } from "./credentials.js";
import { isMixed, readElection } from "./election.js";
import { Refused, fingerprint } from "./encoding.js";
import { groupNamed } from "./groups.js";
import { pack } from "./packing.js";
import { fromSeed, newSeed } from "./randomness.js";

function choicesIn({ choices, form, vote }, electionText) {
  if (!form) return choices;
  const packed = pack(form, vote); // also refuses what is no vote of this form
  if (isMixed(JSON.parse(electionText).questions[0])) return [packed];
  return [Array.from({ length: form.projects }, (_, place) => Number(vote.includes(place)))];
}

function auditSigned(electionText, signed, choices, seed) {
  const text = sealedAgain(electionText, signed, choices, fromSeed(seed));
  try {
    readBallot(text, readElection(electionText));
  } catch (error) {
    if (!(error instanceof Refused) || error.place !== "ballot.signature.hash") throw error;
    return { same: false, tracker: fingerprint(text) };
  }
  return { same: true, tracker: fingerprint(text) };
}

const TASKS = {
  seal({ electionText, code, seed = newSeed(), ...said }) {
    const election = JSON.parse(electionText);
    const secret = secretKey(groupNamed(election.group), election.uuid, code);
    const told = (progress) => self.postMessage({ progress });
    return { ...seal(electionText, secret, choicesIn(said, electionText), fromSeed(seed), told), seed };
  },
  audit({ electionText, ballotText, signed, seed, ...said }) {
    if (signed) return auditSigned(electionText, signed, choicesIn(said, electionText), seed);
    readBallot(ballotText, readElection(electionText));
    const same = wasSealedSo(electionText, ballotText, choicesIn(said, electionText), fromSeed(seed));
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
