// The frozen file of a round, read as voting/crypto/round_reading.py does. readRoundFile(text, group) -> {title, verifiable,
// setting, ballots, kind, limits, projects, form, onlySums, rule, budget, credentialsHash, trusteesHash, boardKey, description}.
import { Node, Refused, dumps, sha256Hex } from "./encoding.js";
import { isMixed } from "./election.js";
import { describedForm, packedSize } from "./packing.js";

const KINDS = { approval: "approval", cumulative: "points", scoring: "points", grades: "points", ordinal: "ranking" };
const SHARE = /^[0-9]{1,200}\/(?!0+$)[0-9]{1,200}$/;

function money(node) {
  const { value } = node;
  if (Number.isInteger(value) && value >= 0) return value;
  if (typeof value === "string" && SHARE.test(value)) return value;
  throw node.refuse("is not an amount");
}

function readProject(node) {
  const fields = node.fields("id", "cost", "name", "category", "district");
  const texts = ["id", "name", "category", "district"].map((name) => [name, fields[name].text()]);
  return { cost: money(fields.cost), ...Object.fromEntries(texts) };
}

function readSetting(node) {
  const fields = node.fields(
    "process", "number", "opens", "closes", "currency", "roll", "smallest_pool", "districts?",
  );
  const texts = ["process", "opens", "closes", "currency"].map((name) => [name, fields[name].text()]);
  const counts = ["number", "roll", "smallest_pool"].map((name) => [name, fields[name].count()]);
  return { ...Object.fromEntries([...texts, ...counts]), districts: readDistricts(fields.districts) };
}

// The districts whose people may vote; none stands for everybody.
function readDistricts(node) {
  if (!node) return [];
  const names = node.items().map((item) => item.text());
  if (names.length === 0 || new Set(names).size !== names.length) {
    throw node.refuse("is empty or names a district twice");
  }
  return names;
}

function readLimits(node, projects) {
  const fields = node.fields("fewest", "most", "points", "money", "each");
  const optional = (field, read) => (field.value === null ? null : read(field));
  const limits = {
    fewest: fields.fewest.count(),
    most: fields.most.count(),
    points: optional(fields.points, (field) => field.count()),
    money: optional(fields.money, money),
    each: optional(fields.each, (field) => field.count()),
  };
  if (!(limits.fewest <= limits.most && limits.most <= projects)) {
    throw new Refused(node.place, "are not between 0 and the number of projects");
  }
  return limits;
}

// Refuses a file that does not say in exactly one way how its ballots are opened; says whether only sums are.
function readWay({ opened, packing, ballots, limits }, place, form, money) {
  if (!opened) {
    if (!packing) throw new Refused(place, "lacks 'packing'");
    if (dumps(packing.value) !== dumps(form)) throw packing.refuse("is not what it must be");
    return false;
  }
  opened.mustEqual("sums");
  if (packing) throw packing.refuse("is there, though no ballot is opened");
  if (form.kind !== "approval") throw ballots.refuse("cannot be added up");
  if (money !== null) throw limits.refuse("have an amount of money, which no proof of a sealed ballot covers");
  return true;
}

export function readRoundFile(text, group, place = "round.json") {
  const fields = Node.parse(text, place).fields(
    "version", "title", "verifiable", "setting", "ballots", "opened?", "packing?", "limits", "projects",
    "budget", "rule", "parameters", "credentials", "trustees", "board_key",
  );
  fields.version.mustEqual(1);
  const ballots = fields.ballots.text();
  if (!Object.hasOwn(KINDS, ballots)) throw fields.ballots.refuse("is no kind of ballot");
  const kind = KINDS[ballots];
  if (typeof fields.verifiable.value !== "boolean") throw fields.verifiable.refuse("is not true or false");
  const parameters = fields.parameters.value;
  if (parameters === null || typeof parameters !== "object" || Array.isArray(parameters)) {
    throw fields.parameters.refuse("is not an object");
  }
  const projects = fields.projects.items().map(readProject);
  if (projects.length === 0 || new Set(projects.map(({ id }) => id)).size !== projects.length) {
    throw fields.projects.refuse("is empty or names a project twice");
  }
  const setting = readSetting(fields.setting);
  const limits = readLimits(fields.limits, projects.length);
  const form = describedForm({ kind, projects: projects.length, longest: kind === "ranking" ? limits.most : 0 });
  const round = {
    title: fields.title.text(),
    verifiable: fields.verifiable.value,
    setting,
    ballots,
    kind,
    limits,
    projects,
    form,
    budget: money(fields.budget),
    rule: fields.rule.text(),
    credentialsHash: fields.credentials.text(),
    trusteesHash: fields.trustees.text(),
    boardKey: fields.board_key.element(group),
    description: dumps({ plaza: 1, round: sha256Hex(text) }),
  };
  return { ...round, onlySums: readWay(fields, place, form, limits.money) };
}

// Why the election's questions are not the ones of this round, or null.
export function questionFault({ form, limits, projects, onlySums }, questions, group) {
  if (questions.length !== 1) return "there must be exactly one question, so that no ballot is split";
  const [question] = questions;
  if (onlySums) {
    const same = !isMixed(question) && isClosed(question, limits, projects);
    return same ? null : "the answers or limits are not those of the round";
  }
  if (!isMixed(question)) return "only sums could be opened, though the round says that ballots are";
  const size = packedSize(form);
  const bytes = Array.from({ length: size }, (_, index) => `byte ${index + 1}`);
  const fits = size <= group.valueLimit && dumps(question.value.answers) === dumps(bytes);
  return fits ? null : "the question does not hold one packed ballot";
}

// Whether a question of sums has the projects and limits of the round.
function isClosed({ answers, blank, min, max }, limits, projects) {
  return (
    blank === undefined &&
    min === limits.fewest &&
    max === Math.min(limits.most, projects.length) &&
    dumps(answers) === dumps(projects.map(({ name }) => name))
  );
}
