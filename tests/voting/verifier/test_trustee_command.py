"""A trustee counts from the command line; a wrong sheet or moment is refused with nothing written."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from tests.voting.crypto.elections import Round, shared_key
from tests.voting.verifier.records import checked
from voting.board.trackers import tracker_of
from voting.crypto import recording
from voting.crypto.__main__ import main
from voting.crypto.election import Mixnet
from voting.crypto.elgamal import Ciphertext
from voting.crypto.encoding import Node, sha256_hex
from voting.crypto.shuffle_proof import ShuffleProof

KEYS = shared_key("Ed25519", 3, 2)


Said = tuple[int, str]
Trustee = Callable[..., Said]


@pytest.fixture
def trustee(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Trustee:
    """Run the command with the seed on standard input; return its exit code and what it said."""

    def run(turn: str, record: Path, owner: int, seed: str, *more: str) -> Said:
        monkeypatch.setattr(sys, "stdin", StringIO(f"{seed}\n"))
        code = main(["trustee", turn, str(record), "--owner", str(owner), *more])
        return code, "".join(capsys.readouterr())

    return run


@pytest.fixture
def held() -> Round:
    made = Round((Mixnet("Packed", ("1", "2")),), KEYS, voters=3)
    for voter in range(3):
        made.cast(voter, ([voter, 9],))
    return made


def test_a_shuffle_from_the_command_line(held: Round, trustee: Trustee, tmp_path: Path) -> None:
    record, group = tmp_path / "round.bel", held.group
    held.close()
    record.write_bytes(held.archive.to_bytes())
    grouped = "-".join(KEYS.seeds[0][start : start + 5] for start in range(0, 22, 5))
    code, said = trustee("shuffle", record, 1, grouped, "--out", str(tmp_path / "shuffle.json"))
    assert code == 0, said
    assert KEYS.seeds[0] not in said
    closed = sha256_hex(held.archive.events[-1].text)
    words = f"  en  {tracker_of(closed, 'en')}\n  es  {tracker_of(closed, 'es')}"
    assert words in said, "to be compared before anything is made"
    posted = json.loads((tmp_path / "shuffle.json").read_text(encoding="utf-8"))
    fields = Node.parse(posted["shuffle"], "posted").fields("ciphertexts", "proofs")
    after = tuple(Ciphertext.read(item, group) for item in fields["ciphertexts"].items(1)[0].items(3))
    proof = ShuffleProof.read(fields["proofs"].items(1)[0], group, 3)
    held.tally = recording.apply_shuffle(held.election, held.tally, [(after, proof)])
    recording.add_shuffle(held.archive, 1, [(after, proof)])
    recording.end_shuffles(held.archive, held.election)
    for owner in (1, 3):
        held.decrypt(owner)
    held.publish()
    assert checked(held.archive.to_bytes()).accepted
    assert sorted(held.result[0]) == [(0, 9), (1, 9), (2, 9)]


def test_an_archive_alone_is_not_opened(held: Round, trustee: Trustee, tmp_path: Path) -> None:
    """It does not say who shuffled: if it was the platform each time, it knows whose ballot is whose."""
    record, share, out = tmp_path / "round.bel", tmp_path / "share", tmp_path / "opening.json"
    held.close()
    held.shuffle(2)
    recording.end_shuffles(held.archive, held.election)
    record.write_bytes(held.archive.to_bytes())
    share.write_text(KEYS.sealed[0], encoding="utf-8")
    code, said = trustee("open", record, 1, KEYS.seeds[0], "--share", str(share), "--out", str(out))
    assert (code, "does not say who shuffled" in said, out.exists()) == (1, True, False), said


def test_a_wrong_sheet_number_or_moment_writes_nothing(held: Round, trustee: Trustee, tmp_path: Path) -> None:
    record, out = tmp_path / "round.bel", tmp_path / "out.json"
    record.write_bytes(held.archive.to_bytes())
    seed = KEYS.seeds[0]
    for owner, typed, reason in (
        (1, seed, "still open"),
        (2, seed, "right sheet"),
        (7, seed, "no trustee"),
        (1, seed[:-1], "22 characters"),
    ):
        code, said = trustee("shuffle", record, owner, typed, "--out", str(out))
        assert (code, reason in said, out.exists()) == (1, True, False), said
    record.write_bytes(held.archive.to_bytes()[:-1])
    code, said = trustee("shuffle", record, 1, seed, "--out", str(out))
    assert (code, "cut off" in said) == (1, True)
