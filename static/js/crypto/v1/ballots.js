// Sealing a ballot, reading one strictly, checking one. The text of the election is what was published, byte for byte.
// seal(electionText, secret, choices, draw, progress) -> {text, tracker}; wasSealedSo(electionText, ballotText, choices,
// draw) -> whether these choices and this seed give its answers; sealedAgain(electionText, {credential, signature},
// choices, draw) -> the text of the ballot that this signature is of, if it is; readBallot and checkBallot throw Refused.
import { Node, Refused, dumps, fingerprint } from "./encoding.js";
import { isMixed } from "./election.js";
import { groupNamed } from "./groups.js";
import { homomorphicFault, readHomomorphic, sealHomomorphic } from "./homomorphic.js";
import { mixnetFault, readMixnet, sealMixnet } from "./mixnet.js";
import { holds, prove, readProof } from "./proofs.js";

const MAX_LENGTH = 4_000_000;

// The sealed answers alone: what an audit repeats, as it needs no secret of the voter.
export function sealAnswers(electionText, credential, choices, draw, progress = () => {}) {
  const election = JSON.parse(electionText);
  const group = groupNamed(election.group);
  const context = `${fingerprint(electionText)}|${credential}`;
  if (choices.length !== election.questions.length) throw new RangeError("not one list of choices per question");
  return election.questions.map((question, index) => {
    const seal = isMixed(question) ? sealMixnet : sealHomomorphic;
    const answer = seal(group, election.public_key, context, question, choices[index], draw);
    progress((index + 1) / election.questions.length);
    return answer;
  });
}

// A ballot without its signature.
function bodyOf(electionText, credential, choices, draw, progress) {
  return {
    election_uuid: JSON.parse(electionText).uuid,
    election_hash: fingerprint(electionText),
    credential,
    answers: sealAnswers(electionText, credential, choices, draw, progress),
  };
}

// Returns the ballot's text, to be posted as it is, and its tracker.
export function seal(electionText, secret, choices, draw, progress) {
  const group = groupNamed(JSON.parse(electionText).group);
  const credential = group.power(group.generator, secret);
  const body = bodyOf(electionText, credential, choices, draw, progress);
  const hash = fingerprint(dumps(body));
  const proof = prove(group, `sig|${hash}`, [group.generator], secret, draw);
  const text = dumps({ ...body, signature: { hash, proof } });
  return { text, tracker: fingerprint(text) };
}

// Audits a ballot that will not be cast.
export function wasSealedSo(electionText, ballotText, choices, draw) {
  const { credential, answers } = JSON.parse(ballotText);
  return dumps(sealAnswers(electionText, credential, choices, draw)) === dumps(answers);
}

// Audits a ballot of which only the signature is at hand, because all of it would be too long to carry: what comes out
// has the tracker of the ballot that was signed, or no signature that fits.
export function sealedAgain(electionText, { credential, signature }, choices, draw) {
  return dumps({ ...bodyOf(electionText, credential, choices, draw), signature });
}

// `election` is what readElection returns.
export function readBallot(text, election, place = "ballot") {
  if (text.length > MAX_LENGTH) throw new Refused(place, "is too large");
  const fields = Node.parse(text, place).fields(
    "election_uuid", "election_hash", "credential", "answers", "signature",
  );
  fields.election_uuid.mustEqual(election.uuid);
  fields.election_hash.mustEqual(election.fingerprint);
  const { group, questions } = election;
  const items = fields.answers.items(questions.length);
  const signature = fields.signature.fields("hash", "proof");
  const ballot = {
    credential: fields.credential.element(group),
    answers: questions.map((question, index) =>
      isMixed(question) ? readMixnet(items[index], group) : readHomomorphic(items[index], group, question),
    ),
    proof: readProof(signature.proof, group),
  };
  const { election_uuid, election_hash, credential, answers } = JSON.parse(text);
  ballot.hash = fingerprint(dumps({ election_uuid, election_hash, credential, answers }));
  signature.hash.mustEqual(ballot.hash);
  return ballot;
}

// Checks the signature and every proof of a ballot that was read.
export function checkBallot(ballot, election, place = "ballot") {
  const { group, publicKey, questions } = election;
  if (!holds(group, `sig|${ballot.hash}`, [[group.generator, ballot.credential]], ballot.proof)) {
    throw new Refused(`${place}.signature.proof`, "does not hold");
  }
  const context = `${election.fingerprint}|${ballot.credential}`;
  questions.forEach((question, index) => {
    const faultOf = isMixed(question) ? mixnetFault : homomorphicFault;
    const fault = faultOf(group, publicKey, context, question, ballot.answers[index]);
    if (fault) throw new Refused(`${place}.answers[${index}].${fault}`, "does not hold");
  });
}
