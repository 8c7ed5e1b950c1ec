"""Records made by, or accepted by, an independent program: accepted as they are, refused however altered."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path as File

import pytest

from tests.conftest import REPO
from tests.voting.verifier.records import SAMPLES, Path, checked, fields, opened, sample, with_field_altered

ED25519 = [name for name in SAMPLES if name.startswith("ed25519")]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_record_of_another_program_is_accepted(name: str) -> None:
    report = checked(sample(name))
    assert report.refusal is None
    assert any("what the trustees opened" in sentence for sentence in report.checks)


def some_fields(name: str, count: int) -> list[tuple[str, Path]]:
    """A fixed choice of fields, from every piece of data that differs in kind."""
    return random.Random(name).sample(fields(opened(sample(name))), count)


@pytest.mark.parametrize(
    ("name", "digest", "path"),
    [
        pytest.param(name, digest, path, id=f"{name}-{digest[:6]}-{'.'.join(map(str, path))}")
        for name, count in zip(SAMPLES, (2, 12, 1), strict=True)
        for digest, path in some_fields(name, count)
    ],
)
def test_an_altered_field_is_refused_though_every_hash_was_made_right(
    name: str, digest: str, path: Path
) -> None:
    report = checked(with_field_altered(opened(sample(name)), digest, path))
    assert report.refusal is not None
    assert report.refusal.place
    assert report.refusal.reason


def test_a_broken_link_is_refused_where_it_is() -> None:
    raw = sample("ed25519-mixnet-threshold-only")
    archive = opened(raw)
    parent = archive.events[7].parent
    assert parent is not None
    broken = raw.replace(f'"parent":"{parent}"'.encode(), f'"parent":"{"0" * 64}"'.encode())
    report = checked(broken)
    assert report.refusal is not None
    assert "hash" in report.refusal.reason
    assert report.refusal.place.startswith("member ")


@pytest.mark.parametrize("name", ED25519)
def test_a_file_cut_anywhere_is_refused(name: str) -> None:
    raw = sample(name)
    for length in (0, 100, 512, 700, len(raw) // 2, len(raw) - 512, len(raw) - 1):
        report = checked(raw[:length])
        assert report.refusal is not None, length


def test_every_header_byte_counts() -> None:
    raw = bytearray(sample("ed25519-mixnet-threshold-only"))
    for offset in (0, 103, 110, 117, 125, 140, 150, 156, 300, 512 + 30, 1024 + 140, 1024 + 600):
        changed = raw.copy()
        changed[offset] ^= 1
        assert checked(bytes(changed)).refusal is not None, offset


def test_the_head_a_reader_noted_is_compared() -> None:
    raw = sample("ed25519-mixnet-threshold-only")
    assert checked(raw, head=opened(raw).head).accepted
    refusal = checked(raw, head="0" * 64).refusal
    assert refusal is not None
    assert refusal.place == "head"


def test_a_head_noted_at_any_height_is_found_again() -> None:
    raw = sample("ed25519-mixnet-threshold-only")
    heads = [name.split(".")[0] for name, _text in opened(raw).members if ".event." in name]
    for height, head in enumerate(heads):
        line = next(line for line in checked(raw, head=head).checks if "you noted" in line)
        assert (f"event {height}," in line) is (height < len(heads) - 1)
    assert "of the last event" in line


def test_a_growing_board_can_be_checked_before_the_count() -> None:
    raw = sample("ed25519-mixnet-threshold-only")
    archive = opened(raw)
    members = [name for name, _ in archive.members]
    last_ballot = max(i for i, (_, text) in enumerate(archive.members) if '"type":"Ballot"' in text)
    size = len(raw) - len(b"".join(archive.blocks(last_ballot + 2)))
    assert len(members) > last_ballot + 2
    assert checked(raw[:size], unfinished=True).accepted
    refusal = checked(raw[:size]).refusal
    assert refusal is not None
    assert refusal.reason == "ends before EndBallots"


def test_the_command_says_every_check_and_answers_by_its_exit_code(tmp_path: File) -> None:
    path = tmp_path / "round.bel"
    raw = sample("ed25519-mixnet-threshold-only")
    for content, code, word in ((raw, 0, "ACCEPTED"), (raw[:-512], 1, "REFUSED")):
        path.write_bytes(content)
        done = subprocess.run(
            [sys.executable, "-m", "voting.verifier", str(path)],
            cwd=REPO, capture_output=True, text=True, check=False, env={"PATH": "", "PYTHONPATH": str(REPO)},
        )  # fmt: skip
        assert (done.returncode, done.stdout.splitlines()[-1].split(":")[0]) == (code, word), done.stderr


def test_the_verifier_runs_without_django() -> None:
    probe = "import sys, voting.verifier.__main__; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", probe], cwd=REPO, check=False).returncode == 0
