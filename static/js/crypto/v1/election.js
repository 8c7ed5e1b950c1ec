// The description of an election. readElection(text) -> {text, fingerprint, name, description, group, publicKey, uuid,
// questions}; a question is as the record has it.
import { Node, fingerprint } from "./encoding.js";
import { groupNamed } from "./groups.js";

const MIN_UUID = 14;
const BASE58 = /^[1-9A-HJ-NP-Za-km-z]*$/;

export const isMixed = (question) => question.type === "NonHomomorphic";

export function readElection(text, place = "election") {
  const fields = Node.parse(text, place).fields(
    "version", "description", "name", "group", "public_key", "questions", "uuid",
    "administrator?", "credential_authority?",
  );
  fields.version.mustEqual(1);
  const group = readGroup(fields.group);
  const uuid = fields.uuid.text();
  if (uuid.length < MIN_UUID || !BASE58.test(uuid)) {
    throw fields.uuid.refuse(`is not ${MIN_UUID} or more characters of Base58`);
  }
  const questions = fields.questions.items().map((item) => readQuestion(item, group));
  if (questions.length === 0) throw fields.questions.refuse("is empty");
  const [name, description, publicKey] = [
    fields.name.text(), fields.description.text(), fields.public_key.element(group),
  ];
  fields.administrator?.text();
  fields.credential_authority?.text();
  return { text, fingerprint: fingerprint(text), name, description, group, publicKey, uuid, questions };
}

function readGroup(node) {
  const name = node.text();
  try {
    return groupNamed(name);
  } catch (error) {
    throw node.refuse(error.message);
  }
}

function readQuestion(node, group) {
  if (node.value !== null && typeof node.value === "object" && Object.hasOwn(node.value, "type")) {
    const fields = node.fields("type", "value");
    fields.type.mustEqual("NonHomomorphic");
    const { answers, question } = fields.value.fields("answers", "question");
    if (readAnswers(answers).length > group.valueLimit) {
      throw answers.refuse(`has more answers than the ${group.valueLimit} a ballot can carry`);
    }
    question.text();
    return node.value;
  }
  const fields = node.fields("answers", "blank?", "min", "max", "question");
  const answers = readAnswers(fields.answers);
  const [low, high] = [fields.min.count(), fields.max.count()];
  if (!(low <= high && high <= answers.length)) {
    throw fields.max.refuse("is not between the minimum and the number of answers");
  }
  fields.blank?.mustEqual(true);
  fields.question.text();
  return node.value;
}

function readAnswers(node) {
  const answers = node.items().map((item) => item.text());
  if (answers.length === 0) throw node.refuse("is empty");
  return answers;
}
