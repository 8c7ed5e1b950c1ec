"""A trustee's part of a count in Chromium, per ballot.

    python -m benchmarks.trustee [--ballots 1000]

Processor time of one thread, without the network, on a page that has computed nothing yet: a round of 50
projects in Ed25519, two shuffles, one opening.
"""

from __future__ import annotations

import argparse
import base64
from collections.abc import Iterator

from playwright.sync_api import Page

from benchmarks.chromium import modules_in_chromium
from voting.crypto import ceremony, recording
from voting.crypto.archive import Archive
from voting.crypto.ballots import Ballot, seal
from voting.crypto.ceremony import Setting
from voting.crypto.credentials import credentials_text
from voting.crypto.decryption import TrusteeKey, partially_decrypt
from voting.crypto.election import Election, Mixnet
from voting.crypto.groups import GROUPS
from voting.crypto.packing import Form, Kind, pack
from voting.crypto.randomness import SECURE
from voting.crypto.shuffle import shuffle
from voting.crypto.signed import new_seed
from voting.crypto.tally import encrypted_tally
from voting.crypto.trustees import Trustees

GROUP = GROUPS["Ed25519"]
FORM = Form(Kind.APPROVAL, 50)
VOTE = (3, 14, 15, 26, 49)
LOAD = """async (archive) => {
  self.bytes = Uint8Array.from(atob(archive), (byte) => byte.charCodeAt(0));
  self.modules = { ...(await import("/v1/board.js")), ...(await import("/v1/turns.js")) };
  self.draw = (await import("/v1/randomness.js")).secure();
}"""
VERIFY = "() => { self.board = modules.verifyBoard({ archive: bytes }); }"
TURN = {
    "closed": "([seed]) => { modules.shuffleTurn(board, 3, seed, draw); }",
    "shuffled": "async ([seed, share]) => { await modules.openingTurn(board, 3, seed, share, draw); }",
}
PARTS = {
    "closed": ("verify the closed box", "shuffle, with proof"),
    "shuffled": ("verify it and two shuffles", "open, with both proofs"),
    "opened": ("verify it, two shuffles and an opening", ""),
}


def boards(count: int) -> Iterator[tuple[str, Archive, str, str]]:
    """Yield a board as its count goes on, with seed and sealed share of the third trustee."""
    setting = Setting(GROUP, 3, 2)
    seeds = [new_seed(SECURE) for _ in range(3)]
    numbered = list(enumerate(seeds, start=1))
    certificates = [
        ceremony.read_certificate(setting, ceremony.certify(setting, seed, index, SECURE), index)
        for index, seed in numbered
    ]
    said = [ceremony.contribute(setting, seed, index, certificates, SECURE) for index, seed in numbered]
    confirmed = [
        ceremony.confirm(setting, seed, index, certificates=certificates, contributions=said, draw=SECURE)
        for index, seed in numbered
    ]
    trustees = Trustees(
        GROUP, (ceremony.conclude(setting, certificates, said, [one.key for one in confirmed]),)
    )
    question = Mixnet("Your ballot", tuple(f"byte {number}" for number in range(1, FORM.size + 1)))
    election = Election("Benchmark", "", GROUP, trustees.key, (question,), "BenchmarkRound1")
    secrets = [SECURE(GROUP.order) for _ in range(count)]
    credentials = credentials_text(GROUP.base_power(secret) for secret in secrets)
    archive = recording.open_record(1_790_000_000, election, trustees, credentials)
    ballots: list[Ballot] = []
    for secret in secrets:
        ballots.append(seal(election, secret, [pack(FORM, VOTE)], SECURE))
        recording.add_ballot(archive, ballots[-1])
    tally = encrypted_tally(election, ballots, dict.fromkeys((one.credential for one in ballots), 1))
    recording.close_box(archive, tally, counted=count, weight=count)
    yield "closed", archive, seeds[2], confirmed[2].share
    for owner in (1, 2):
        made = [shuffle(GROUP, election.fingerprint, election.public_key, tally[0], SECURE)]
        recording.add_shuffle(archive, owner, made)
        tally = recording.apply_shuffle(election, tally, made)
    recording.end_shuffles(archive, election)
    yield "shuffled", archive, seeds[2], confirmed[2].share
    secret = ceremony.open_share(GROUP, seeds[0], confirmed[0].share)
    trustee = TrusteeKey(GROUP, election.fingerprint, trustees.owners[1])
    recording.add_partial(archive, 1, partially_decrypt(trustee, secret, tally, SECURE))
    yield "opened", archive, seeds[2], confirmed[2].share


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--ballots", type=int, default=1000)
    options = parser.parse_args()
    for name, archive, seed, share in boards(options.ballots):
        with modules_in_chromium() as page:
            page.evaluate(LOAD, base64.b64encode(archive.to_bytes()).decode())
            what, turn = PARTS[name]
            line(what, spent(page, VERIFY) / options.ballots)
            if turn:
                line(turn, spent(page, TURN[name], [seed, share]) / options.ballots)


def spent(page: Page, work: str, given: object = None) -> float:
    """Return the processor time of a function in the page, in milliseconds."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def ticks() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")

    before = ticks()
    page.evaluate(work, given)
    return (ticks() - before) * 1000


def line(what: str, milliseconds: float) -> None:
    """Print one row."""
    print(f"{what:<42} {milliseconds:>8.2f} ms per ballot", flush=True)


if __name__ == "__main__":
    main()
