"""Sealing a ballot in Chromium, as fast as this machine and six times slower."""

from __future__ import annotations

from benchmarks.chromium import modules_in_chromium, throttle
from voting.crypto.election import Election, Mixnet
from voting.crypto.groups import GROUPS
from voting.crypto.packing import Form, Kind, pack

RUNS = 15
SEAL = """async ([electionText, choices, runs]) => {
  const { seal } = await import("/v1/ballots.js");
  const { fromSeed, newSeed } = await import("/v1/randomness.js");
  const times = [];
  for (let run = 0; run < runs; run += 1) {
    const begun = performance.now();
    seal(electionText, 123456789n, choices, fromSeed(newSeed()));
    times.push(performance.now() - begun);
  }
  return [times[0], times.sort((left, right) => left - right)[Math.floor(runs / 2)]];
}"""


def seal_in_chromium() -> list[tuple[str, float, int]]:
    """Return label, milliseconds and promise, at both speeds: the first seal of a page that was just opened,
    and the median of many, when the tables of noble are warm.
    """
    group, form = GROUPS["Ed25519"], Form(Kind.APPROVAL, 50)
    question = Mixnet("Your ballot", tuple(f"byte {number}" for number in range(1, form.size + 1)))
    election = Election("Benchmark", "", group, group.base_power(7), (question,), "BenchmarkRound1")
    job = [election.text, [list(pack(form, (3, 14, 15, 26, 49)))], RUNS]
    rows = []
    with modules_in_chromium() as page:
        for label, rate, promise in (("desktop Chromium", 1, 50), ("6x throttled", 6, 400)):
            throttle(page, rate)
            page.reload()
            first, median = page.evaluate(SEAL, job)
            rows += [(f"{label}, first", first, promise), (label, median, promise)]
    return rows
