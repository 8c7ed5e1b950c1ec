// A whole ballot in one message: see voting/crypto/packing.py.
const MARKS = { approval: 0xa1, points: 0xb1, ranking: 0xc1 };
const REDUNDANT = 3;
const POINT_BITS = 4;

function permutations(from, length) {
  let product = 1n;
  for (let taken = 0; taken < length; taken += 1) product *= BigInt(from - taken);
  return product;
}

function sumBelow(from, length) {
  let sum = 0n;
  for (let shorter = 0; shorter < length; shorter += 1) sum += permutations(from, shorter);
  return sum;
}

// How many different votes a form {kind, projects, longest} has.
function limit({ kind, projects, longest = 0 }) {
  if (kind === "approval") return 1n << BigInt(projects);
  if (kind === "points") return 1n << BigInt(POINT_BITS * projects);
  return sumBelow(projects, longest + 1);
}

export function packedSize(form) {
  const bits = limit(form) === 1n ? 0 : (limit(form) - 1n).toString(2).length;
  return 1 + REDUNDANT + Math.max(1, Math.ceil(bits / 8));
}

// The form as the file of a round describes it; it can be given to `pack` as it is.
export const describedForm = ({ kind, projects, longest }) => ({
  kind, projects, longest, mark: MARKS[kind], zeros: REDUNDANT, bytes: packedSize({ kind, projects, longest }),
});

function number(form, vote) {
  if (form.kind === "points") {
    if (vote.length !== form.projects || vote.some((points) => !(points >= 0 && points <= 15))) {
      throw new RangeError("points are 0 to 15 for every project");
    }
    return vote.reduce((sum, points, place) => sum + (BigInt(points) << BigInt(POINT_BITS * place)), 0n);
  }
  if (new Set(vote).size !== vote.length || vote.some((place) => !(place >= 0 && place < form.projects))) {
    throw new RangeError("a project is unknown or named twice");
  }
  if (form.kind === "approval") return vote.reduce((sum, place) => sum + (1n << BigInt(place)), 0n);
  if (vote.length > form.longest) throw new RangeError(`at most ${form.longest} projects are ranked`);
  const remaining = Array.from({ length: form.projects }, (_, place) => place);
  let index = 0n;
  for (const place of vote) {
    index = index * BigInt(remaining.length) + BigInt(remaining.indexOf(place));
    remaining.splice(remaining.indexOf(place), 1);
  }
  return index + sumBelow(form.projects, vote.length);
}

// The bytes of a vote: places of approved projects, points of every project, or places best first.
export function pack(form, vote) {
  const size = packedSize(form);
  const bytes = [MARKS[form.kind], ...new Array(size - 1).fill(0)];
  let rest = number(form, vote);
  for (let place = size - 1; rest > 0n; place -= 1) {
    bytes[place] = Number(rest & 255n);
    rest >>= 8n;
  }
  return bytes;
}
