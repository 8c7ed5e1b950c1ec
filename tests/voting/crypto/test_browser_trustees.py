"""A whole round whose trustees use Chromium; and what Chromium refuses, at the places where Python does."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.conftest import missing
from tests.voting.crypto.browser import Counted, counted, hold_ceremony, result, worker
from voting.crypto import recording, trial
from voting.crypto.ballots import check_ballot, read_ballot, was_sealed_so
from voting.crypto.packing import Kind, pack
from voting.crypto.randomness import from_seed
from voting.crypto.signed import new_seed
from voting.verifier import Record, Report, verify
from voting.verifier.trustee import CountingTrustee, opening_draw, opening_turn, shuffle_turn

pytestmark = pytest.mark.browser
GROUPS = ("Ed25519", "RFC-3526-2048")
VOTES = ((0, 2), (1,), (), (0, 1, 3))
STEPS = ["archive", "setup", "ballots", "tally", "shuffles", "openings"]
TOOL = shutil.which("belenios-tool") or ""


def cast_in_chromium(page: Page, held: Counted, voter: int, vote: tuple[int, ...]) -> None:
    form: dict[str, object] = {
        "kind": held.file.kind.value,
        "projects": held.file.form.projects,
        "longest": 0,
    }
    job: dict[str, object] = {
        "electionText": held.election.text,
        "code": held.codes[voter],
        "form": form,
        "vote": vote,
    }
    sealed = worker(page, "worker")(**job)
    ballot = read_ballot(sealed["text"], held.election)
    check_ballot(ballot, held.election)
    assert was_sealed_so(held.election, ballot, [pack(held.file.form, vote)], from_seed(sealed["seed"]))
    held.ballots.append(ballot)
    recording.add_ballot(held.archive, ballot)


@pytest.mark.parametrize("group", GROUPS)
def test_trustees_in_chromium_hold_a_round_that_both_verifiers_accept(
    page: Page, group: str, tmp_path: Path
) -> None:
    trustee = worker(page)
    keys = hold_ceremony(trustee, group)
    held = Counted(keys)
    nonce = new_seed(held.draw)
    for owner in (1, 2, 3):
        job: dict[str, object] = {
            "group": group,
            "trustees": held.trustees.text,
            "owner": owner,
            "nonce": nonce,
        }
        said = result(trustee(task="try", seed=keys.seeds[owner - 1], share=keys.sealed[owner - 1], **job))
        trial.check_trial(held.trustees, nonce, owner, said)
    for voter, vote in enumerate(VOTES):
        if voter % 2:
            held.cast(voter, [pack(held.file.form, vote)])
        else:
            cast_in_chromium(page, held, voter, vote)
        held.sign_head()
    held.close()
    for owner in (1, 2):
        job = {"board": held.files, "owner": owner, "seed": keys.seeds[owner - 1]}
        said = result(trustee(task="shuffle", **job, randomness=f"shuffle {owner}"))
        counting = CountingTrustee(held.board(), owner, keys.seeds[owner - 1])
        assert said == shuffle_turn(counting, from_seed(f"shuffle {owner}"))
        held.post_shuffle(owner, said)
    recording.end_shuffles(held.archive, held.election)
    promised = {}
    for owner in (1, 3):
        seed, share = keys.seeds[owner - 1], keys.sealed[owner - 1]
        promised[owner] = result(trustee(task="open", board=held.files, owner=owner, seed=seed, share=share))[
            "promise"
        ]
    for owner in (1, 3):  # in another browser, from the sheet again: what was promised is opened
        seed, share = keys.seeds[owner - 1], keys.sealed[owner - 1]
        counting = CountingTrustee(held.board(), owner, seed)
        said = result(trustee(task="open", board=held.files, owner=owner, seed=seed, share=share))
        assert said["opening"] == opening_turn(counting, share, opening_draw(counting))
        assert said["promise"] == promised[owner]
        held.post_opening(owner, promised[owner], said["opening"])
    summary = result(trustee(task="verify", board=held.files))
    assert (summary["voters"], summary["shuffles"], summary["openings"]) == (4, [1, 2], [1, 3])
    assert summary["head"] == held.archive.head
    companions = held.companions(held.outcome())
    report = Report()
    verify(Record(BytesIO(held.archive.to_bytes()), companions), report)
    assert report.refusal is None
    assert sorted(held.result[0]) == sorted(pack(held.file.form, vote) for vote in VOTES)
    over = trustee(task="verify", board=held.files)
    assert over["error"] == "board: has its result already: the count is over"
    if group == "Ed25519":
        return  # Debian's release does not know it
    if not TOOL:
        missing("belenios-tool is not installed: apt-get install belenios-tool.")
    (tmp_path / "round.bel").write_bytes(held.archive.to_bytes())
    command = [TOOL, "election", "verify"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, "all checks passed" in done.stderr) == (0, True), done.stderr


@pytest.mark.parametrize("kind", [Kind.APPROVAL, Kind.RANKING])
def test_chromium_verifies_a_board_of_trustees_in_python(page: Page, kind: Kind) -> None:
    held = counted(kind=kind)
    answer = worker(page)(task="verify", board=held.files)
    assert result(answer)["openings"] == [1]
    notes = [told["note"] for told in answer["progress"]]
    assert list(dict.fromkeys(notes)) == STEPS
    assert all(0 <= told["progress"] <= 1 for told in answer["progress"])


def test_another_device_audits_a_sealed_ballot(page: Page) -> None:
    held, sealing = counted(openings=False), worker(page, "worker")
    form = {"kind": "approval", "projects": len(held.file.projects)}
    known = {"electionText": held.election.text, "form": form}
    sealed = sealing(**known, code=held.codes[0], vote=[0, 3])
    audit = {"task": "audit", **known, "ballotText": sealed["text"], "seed": sealed["seed"]}
    told = sealing(**audit, vote=[0, 3])
    assert (told["same"], told["tracker"]) == (True, sealed["tracker"])
    assert sealing(**audit, vote=[0, 2])["same"] is False
    assert sealing(**{**audit, "seed": "another"}, vote=[0, 3])["same"] is False
    direct = sealing(
        **{**audit, "form": None, "choices": [list(pack(held.file.form, (0, 3)))]},
    )
    assert direct["same"] is True
    broken = sealing(**{**audit, "ballotText": sealed["text"].replace("election_uuid", "uuid")}, vote=[0, 3])
    assert broken["error"].startswith("ballot: lacks 'election_uuid'")
