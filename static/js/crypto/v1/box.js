// From the setup to the closed box: the election, its keys, its credentials and every ballot.
import { checkBallot, readBallot } from "./ballots.js";
import { readCredentials } from "./credentials.js";
import { isMixed, readElection } from "./election.js";
import { Node, Refused } from "./encoding.js";
import { readTrustees } from "./trustees.js";

// Checks what was fixed before the first ballot.
export function checkSetup(source, progress) {
  const [event] = source.take("Setup", 1);
  const fields = Node.parse(source.payload(event), event.place).fields("election", "trustees", "credentials");
  const election = readElection(source.named(fields.election));
  const { group, publicKey, questions } = election;
  const trustees = readTrustees(source.named(fields.trustees), group);
  if (trustees.key !== publicKey) {
    throw new Refused("election.public_key", "is not the key that the trustees hold together");
  }
  group.fix(publicKey);
  const credentialsText = source.named(fields.credentials);
  group.admit([credentialsText, ...source.longTexts()], (fraction) => progress(fraction, "elements"));
  const weights = readCredentials(credentialsText, group);
  if (questions.some(isMixed) && [...weights.values()].some((weight) => weight !== 1)) {
    throw new Refused("public_credentials", "has a weight other than 1 beside a shuffled question");
  }
  const { head, events } = source;
  const counted = { tally: [], voters: 0, shuffles: new Map(), partials: new Map() };
  return { source, head, events, election, trustees, credentialsText, weights, ballots: [], ...counted };
}

// Checks every ballot in the box.
export function checkBallots(board, progress) {
  const { source, election, weights } = board;
  const events = source.take("Ballot");
  const texts = events.map((event) => source.payload(event));
  const seen = new Set();
  events.forEach(({ place, payload }, index) => {
    const ballot = readBallot(texts[index], election, place);
    if (!weights.has(ballot.credential)) {
      throw new Refused(`${place}.credential`, "is not on the list of public credentials");
    }
    checkBallot(ballot, election, place);
    if (seen.has(payload)) throw new Refused(place, "is a ballot that was cast before");
    seen.add(payload);
    board.ballots.push(ballot);
    progress((index + 1) / events.length, "ballots");
  });
}
