"""Rounds that open totals only: what a ballot with its proofs costs, from the browser to the verifier.

    python -m benchmarks.sums [--ballots 100] [--no-browser]

Each line is a round of approval ballots of which only the sums are opened, by two of two trustees: its group,
how many projects stand on the ballot and how many of them a voter may choose. Milliseconds of processor time
per ballot, over all threads; sealing in Chromium is wall clock, the median of five after a first one.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from io import BytesIO
from typing import Any

from playwright.sync_api import Page

from benchmarks.chromium import modules_in_chromium
from benchmarks.sealing import SEAL
from voting.crypto import ceremony, recording
from voting.crypto.archive import Archive
from voting.crypto.ballots import check_ballot, read_ballot, seal
from voting.crypto.ceremony import Setting
from voting.crypto.credentials import credentials_text
from voting.crypto.decryption import Tally, TrusteeKey, partially_decrypt, prove_batch
from voting.crypto.election import Election, Homomorphic
from voting.crypto.groups import GROUPS
from voting.crypto.randomness import SECURE
from voting.crypto.signed import new_seed
from voting.crypto.tally import encrypted_tally, read_result
from voting.crypto.trustees import Trustees
from voting.verifier import Record, Report, verify

KINDS = (
    ("Ed25519", 10, 5),
    ("Ed25519", 50, 10),
    ("RFC-3526-2048", 10, 5),
    ("RFC-3526-2048", 20, 10),
)
"""The last of each group is the largest that a round may have; see `voting.rounds.sums`."""
SEALS = 5
COLUMNS = ("seal in Chromium", "seal in Python", "check when cast", "read at the close", "add up", "verify")


class Costs(dict[str, float]):
    """Milliseconds of processor time per ballot, by what was done."""

    @contextmanager
    def of(self, what: str, ballots: int) -> Iterator[None]:
        """Measure what is done meanwhile, for so many ballots."""
        gc.collect()
        begun = time.process_time()
        yield
        self[what] = (time.process_time() - begun) * 1000 / ballots


def keys_of(group_name: str) -> tuple[Trustees, list[int]]:
    """Return the list of two trustees who open together, and their parts of the key."""
    setting = Setting(GROUPS[group_name], 2, 2)
    seeds = [(1, new_seed(SECURE)), (2, new_seed(SECURE))]
    certificates = [
        ceremony.read_certificate(setting, ceremony.certify(setting, seed, number, SECURE), number)
        for number, seed in seeds
    ]
    spoken = [ceremony.contribute(setting, seed, number, certificates, SECURE) for number, seed in seeds]
    agreed = [
        ceremony.confirm(setting, seed, number, certificates=certificates, contributions=spoken, draw=SECURE)
        for number, seed in seeds
    ]
    pedersen = ceremony.conclude(setting, certificates, spoken, [one.key for one in agreed])
    shares = [
        ceremony.open_share(setting.group, seed, one.share)
        for (_, seed), one in zip(seeds, agreed, strict=True)
    ]
    return Trustees(setting.group, (pedersen,)), shares


def hold(group_name: str, projects: int, most: int, ballots: int) -> tuple[Election, Costs, float, float]:
    """Hold a round and verify its record; return the election, what a ballot cost, its size in kB, and how
    many seconds the two trustees took to open the totals.
    """
    costs, group = Costs(), GROUPS[group_name]
    trustees, shares = keys_of(group_name)
    question = Homomorphic("Your ballot", tuple(f"project {n}" for n in range(1, projects + 1)), 0, most)
    election = Election("Benchmark", "", group, trustees.key, (question,), "BenchmarkRound1")
    secrets = [SECURE(group.order) for _ in range(ballots)]
    listed = credentials_text(group.base_power(secret) for secret in secrets)
    archive = recording.open_record(1_790_000_000, election, trustees, listed)
    values = vote(projects, most)
    with costs.of("seal in Python", ballots):
        sealed = [seal(election, secret, [values], SECURE) for secret in secrets]
    with costs.of("check when cast", ballots):
        for ballot in sealed:
            check_ballot(read_ballot(ballot.text, election), election)
    with costs.of("read at the close", ballots):
        read = [read_ballot(ballot.text, election) for ballot in sealed]
    with costs.of("add up", ballots):
        tally = encrypted_tally(election, read, dict.fromkeys((one.credential for one in read), 1))
    for ballot in sealed:
        recording.add_ballot(archive, ballot)
    recording.close_box(archive, tally, counted=ballots, weight=ballots)
    begun = time.process_time()
    _open(archive, election, trustees, shares, tally, voters=ballots)
    opening = time.process_time() - begun
    with costs.of("verify", ballots):
        report = Report()
        verify(Record(BytesIO(archive.to_bytes())), report)
    assert report.accepted, report.refusal
    return election, costs, len(archive.to_bytes()) / ballots / 1000, opening


def _open(
    archive: Archive, election: Election, trustees: Trustees, shares: list[int], tally: Tally, *, voters: int
) -> None:
    partials = {}
    for owner, secret in enumerate(shares, start=1):
        key = TrusteeKey(election.group, election.fingerprint, trustees.owners[owner])
        partials[owner] = partially_decrypt(key, secret, tally, SECURE)
        prove_batch(key, secret, tally, partials[owner], SECURE)
        recording.add_partial(archive, owner, partials[owner])
    recording.add_result(archive, read_result(election, tally, trustees.combine(partials), voters))


def vote(projects: int, most: int) -> tuple[int, ...]:
    """Return a ballot that names as many projects as it may."""
    return tuple(int(place < most) for place in range(projects))


def sealed_in(page: Page, election: Election, values: tuple[int, ...]) -> float:
    """Return the milliseconds that a warm page takes to seal a ballot."""
    page.reload()
    _first, median = page.evaluate(SEAL, [election.text, [list(values)], SEALS])
    return float(median)


def main() -> None:
    """Measure and print a row for each kind of round."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--ballots", type=int, default=100)
    parser.add_argument("--no-browser", action="store_true")
    options = parser.parse_args()
    pages: Callable[[], Any] = nullcontext if options.no_browser else modules_in_chromium
    print(f"{'group, projects, most':<28}" + "".join(f"{name:>19}" for name in (*COLUMNS, "kB", "open, s")))
    with pages() as page:
        for group, projects, most in KINDS:
            election, costs, size, opening = hold(group, projects, most, options.ballots)
            if page:
                costs["seal in Chromium"] = sealed_in(page, election, vote(projects, most))
            cells = (*(costs.get(name, float("nan")) for name in COLUMNS), size, opening)
            print(f"{group + f', {projects}, {most}':<28}" + "".join(f"{cell:>19.2f}" for cell in cells))


if __name__ == "__main__":
    main()
