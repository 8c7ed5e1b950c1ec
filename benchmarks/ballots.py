"""Secret ballots: sealing, checking, counting and verifying, against the promises.

    python -m benchmarks.ballots [--ballots 10000] [--no-browser] [--no-tool] [--no-casting]

A round of 50 projects in one shuffled ciphertext per ballot (Ed25519), counted by two shuffles and three
openings. Seconds are processor time over all threads, so that a busy machine does not count against anybody;
the wall clock of two free cores is half of it. Per-ballot costs are scaled to 100,000 ballots: every step is
linear but for sorting. Beside it the same kind of round in RFC-3526-2048, verified by Debian's belenios-tool
and by us, in the same run.
"""

from __future__ import annotations

import argparse
import gc
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.sealing import seal_in_chromium
from voting.crypto import ceremony, recording
from voting.crypto.archive import Archive
from voting.crypto.ballots import Ballot, check_ballot, read_ballot, seal
from voting.crypto.ceremony import Setting
from voting.crypto.credentials import credentials_text
from voting.crypto.decryption import Tally, TrusteeKey, batch_holds, partially_decrypt, prove_batch
from voting.crypto.election import Election, Mixnet
from voting.crypto.groups import GROUPS
from voting.crypto.packing import Form, Kind, pack
from voting.crypto.pedersen import Pedersen
from voting.crypto.randomness import SECURE
from voting.crypto.shuffle import shuffle
from voting.crypto.signed import new_seed
from voting.crypto.tally import encrypted_tally, read_result
from voting.crypto.trustees import Trustees

FORM = Form(Kind.APPROVAL, 50)
SCALED = 100_000
UUID = "BenchmarkRound1"
SMALL = 40
VERIFY = """
import sys
from pathlib import Path
from voting.verifier.__main__ import main
code = main(sys.argv[1:])
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
sys.stderr.write(peak.split()[1])
sys.exit(code)
"""
VOTE = (3, 14, 15, 26, 49)


@dataclass
class Counted:
    """What a round cost, in seconds of processor time, and its record."""

    election: Election
    archive: Archive
    casting: float
    shuffling: float
    opening: float
    batching: float


def spent(work: Callable[[], object]) -> float:
    """Return the processor time of some work, over all threads."""
    gc.collect()
    before = time.process_time()
    work()
    return time.process_time() - before


def shared_key(group_name: str) -> tuple[Pedersen, list[int]]:
    """Return a key shared 3 of 3, so that three open, and its shares."""
    setting = Setting(GROUPS[group_name], 3, 3)
    seeds = [new_seed(SECURE) for _ in range(3)]
    certificates = [
        ceremony.read_certificate(setting, ceremony.certify(setting, seed, index, SECURE), index)
        for index, seed in enumerate(seeds, start=1)
    ]
    contributions = [
        ceremony.contribute(setting, seed, index, certificates, SECURE)
        for index, seed in enumerate(seeds, start=1)
    ]
    confirmations = [
        ceremony.confirm(
            setting, seed, index, certificates=certificates, contributions=contributions, draw=SECURE
        )
        for index, seed in enumerate(seeds, start=1)
    ]
    pedersen = ceremony.conclude(setting, certificates, contributions, [one.key for one in confirmations])
    shares = [
        ceremony.open_share(setting.group, seed, one.share)
        for seed, one in zip(seeds, confirmations, strict=True)
    ]
    return pedersen, shares


def hold(group_name: str, count: int) -> Counted:
    """Hold a round from the first ballot to the result."""
    group = GROUPS[group_name]
    pedersen, shares = shared_key(group_name)
    trustees = Trustees(group, (pedersen,))
    question = Mixnet("Your ballot", tuple(f"byte {number}" for number in range(1, FORM.size + 1)))
    election = Election("Benchmark", "", group, trustees.key, (question,), UUID)
    secrets = [SECURE(group.order) for _ in range(count)]
    credentials = credentials_text(group.base_power(secret) for secret in secrets)
    archive = recording.open_record(1_790_000_000, election, trustees, credentials)
    ballots: list[Ballot] = []
    packed = pack(FORM, VOTE)

    def cast() -> None:
        for secret in secrets:
            ballots.append(seal(election, secret, [packed], SECURE))
            recording.add_ballot(archive, ballots[-1])

    casting = spent(cast)
    tally = encrypted_tally(election, ballots, dict.fromkeys((one.credential for one in ballots), 1))
    recording.close_box(archive, tally, counted=count, weight=count)
    held = Counted(election, archive, casting, 0, 0, 0)
    for owner in (1, 2):
        tally = _shuffled(held, owner, tally)
    recording.end_shuffles(archive, election)
    _opened(held, trustees, shares, tally)
    return held


def _shuffled(held: Counted, owner: int, tally: Tally) -> Tally:
    election = held.election
    rows: list[recording.Shuffled] = []
    held.shuffling += spent(
        lambda: rows.append(
            shuffle(election.group, election.fingerprint, election.public_key, tally[0], SECURE)
        )
    )
    recording.add_shuffle(held.archive, owner, rows)
    return recording.apply_shuffle(election, tally, rows)


def _opened(held: Counted, trustees: Trustees, shares: list[int], tally: Tally) -> None:
    election = held.election
    partials = {}
    for owner, secret in enumerate(shares, start=1):
        trustee = TrusteeKey(election.group, election.fingerprint, trustees.owners[owner])
        begun = time.process_time()
        partials[owner] = partially_decrypt(trustee, secret, tally, SECURE)
        held.opening += time.process_time() - begun
        recording.add_partial(held.archive, owner, partials[owner])
        begun = time.process_time()
        proof = prove_batch(trustee, secret, tally, partials[owner], SECURE)
        held.opening += time.process_time() - begun
        begun = time.process_time()
        assert batch_holds(trustee, tally, partials[owner], proof)
        held.batching += time.process_time() - begun
    factors = trustees.combine(partials)
    recording.add_result(held.archive, read_result(election, tally, factors, len(tally[0])))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--ballots", type=int, default=10_000)
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--no-tool", action="store_true")
    parser.add_argument("--no-casting", action="store_true")
    options = parser.parse_args()
    if not options.no_casting:  # on the database that the environment names
        subprocess.run([sys.executable, "-m", "benchmarks.casting"], check=True)
    if not options.no_browser:
        for label, milliseconds, promise in seal_in_chromium():
            line(
                f"seal 50 projects, {label}",
                f"{milliseconds:.0f} ms",
                f"{promise} ms",
                milliseconds <= promise,
            )
    held = hold("Ed25519", options.ballots)
    _casting(held, options.ballots)
    per_ballot = _whole_count(held, options.ballots)
    if not options.no_tool and shutil.which("belenios-tool"):
        _beside_the_tool(per_ballot)


def line(what: str, measured: str, promised: str, kept: bool) -> None:
    """Print one row."""
    print(f"{what:<58} {measured:>14} {promised:>14}  {'kept' if kept else 'BROKEN'}", flush=True)


def _casting(held: Counted, count: int) -> None:
    texts = [text for text in held.archive.data.values() if text.startswith('{"election_uuid"')][:1000]

    def check() -> None:
        for text in texts:
            check_ballot(read_ballot(text, held.election), held.election)

    milliseconds = spent(check) / len(texts) * 1000
    line("server check of one cast ballot, CPU", f"{milliseconds:.2f} ms", "1.5 ms", milliseconds <= 1.5)
    print(f"{'(sealing in Python, CPU)':<58} {held.casting / count * 1000:>11.2f} ms")


def verified(raw: bytes) -> tuple[float, float]:
    """Verify a record as anybody would; return seconds of processor time and megabytes of memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "round.bel"
        path.write_bytes(raw)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            [sys.executable, "-c", VERIFY, str(path)], check=True, capture_output=True, text=True
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, int(done.stderr) / 1024


def _whole_count(held: Counted, count: int) -> float:
    raw = held.archive.to_bytes()
    seconds, memory = verified(raw)
    verifying = seconds + held.batching
    for name, cost in (
        ("two shuffles with proofs", held.shuffling),
        ("three openings, each proof twice", held.opening),
        ("full verification, batched proofs included", verifying),
    ):
        print(f"{'(' + name + ', CPU per ballot)':<58} {cost / count * 1000:>11.2f} ms")
    minutes = (held.shuffling + held.opening + verifying) / count * SCALED / 2 / 60
    scaled = f"{SCALED:,} ballots, scaled from {count:,}, on two cores"
    line(scaled, f"{minutes:.1f} min", "8 min", minutes <= 8)
    empty = verified(hold("Ed25519", 1).archive.to_bytes())[1]
    large = empty + (memory - empty) / count * SCALED
    line(
        f"memory of the verifier, scaled from {memory:,.0f} MB", f"{large:,.0f} MB", "1500 MB", large <= 1500
    )
    size = len(raw) / count / 1000
    line("board per ballot, all included", f"{size:.2f} kB", "5 kB", size <= 5)
    return verifying / count


def _beside_the_tool(ours_ed25519: float) -> None:
    raw = hold("RFC-3526-2048", SMALL).archive.to_bytes()
    ours = verified(raw)[0] / SMALL
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "round.bel").write_bytes(raw)
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        subprocess.run(["belenios-tool", "election", "verify"], cwd=folder, check=True, capture_output=True)
        tool = (resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before) / SMALL
    print(f"{f'(belenios-tool, RFC-3526 record of {SMALL}, CPU per ballot)':<58} {tool * 1000:>11.1f} ms")
    print(f"{'(ours, the same record)':<58} {ours * 1000:>11.1f} ms")
    ratio = tool / ours_ed25519
    line("full verification per ballot, tool / our Ed25519", f"{ratio:.0f}x", "10x", ratio >= 10)


if __name__ == "__main__":
    main()
