// Sends a sealed ballot. It may be sent as often as the line needs: the server puts the same ballot on the board once.
const PATIENCE = 20_000;
const AGAIN = new Set([408, 425, 429]);

// Returns {receipt}, {refused: sentence}, {strange: true} where the answer is about another ballot, or {after: seconds}
// (0 for no wish) where the line or the server failed and the ballot must be sent again.
// A ballot that was `tried` before says how high the board was when it was sealed, and so replaces nothing newer.
export async function send({ text, digest, height, tried, addresses }) {
  const headers = { "Content-Type": "application/json", "Accept-Language": document.documentElement.lang };
  if (tried) headers["X-Board-Height"] = height;
  let answer;
  try {
    answer = await fetch(addresses.receive, {
      method: "POST",
      body: text,
      credentials: "omit", // the ballot's own signature says who casts it
      headers,
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    return { after: 0 };
  }
  const told = await answer.json().catch(() => null); // a page of somebody between us and the city is no answer
  if (answer.ok && told?.digest) return told.digest === digest ? { receipt: told } : { strange: true };
  const final = answer.status >= 400 && answer.status < 500 && !AGAIN.has(answer.status);
  if (final && told?.sentence) return { refused: told.sentence };
  return { after: Number(answer.headers.get("Retry-After")) || 0 };
}

// Takes the unfinished choice from the device, if it is still the one that was cast. Returns whether that is settled.
export async function forgetChoice({ draft, addresses }) {
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  const body = new URLSearchParams({ draft });
  try {
    const answer = await fetch(addresses.forget, { method: "POST", body, headers: { "X-CSRFToken": token }, signal: AbortSignal.timeout(PATIENCE) });
    return answer.status < 500;
  } catch {
    return false;
  }
}
