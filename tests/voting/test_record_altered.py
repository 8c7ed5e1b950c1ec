"""Records the product makes: every single field altered is refused, somebody else's program accepts them, and
a hostile voter spoils only a ballot.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path as File
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from tests.conftest import missing
from tests.factories.accounts import make_user
from tests.factories.verifiable import make_verifiable_result
from tests.factories.voting import SUMS, make_open_round
from tests.voting.verifier.records import altered, at, fields, leaves, with_field_altered
from voting.board import board
from voting.board.record import companions_of, verify_record
from voting.casting.cast import cast_sealed
from voting.casting.sealing import cast_ballot
from voting.codes import codes
from voting.counting.count import count_round
from voting.crypto.ballots import seal
from voting.crypto.encoding import dumps
from voting.crypto.groups import GROUPS, Element, Group
from voting.crypto.randomness import SECURE
from voting.models import Board, Result, RollEntry, Round
from voting.verifier import Record, Report, verify
from voting.verifier.companions import Companions

pytestmark = pytest.mark.django_db

TOOL = shutil.which("belenios-tool") or ""
BESIDE = ("round", "contributions", "heads", "outcome")


def confidential(ballots: Sequence[Sequence[int]], **fields: Any) -> Result:
    """Count a round whose key the platform holds; the first voter votes twice."""
    voters = [make_user() for _ in ballots] or [make_user()]
    round = make_open_round(voters=voters, **fields)
    order = [*zip(voters, ballots, strict=False)]
    for voter, choices in [*order, *order[: len(order) > 1]]:
        cast_ballot(actor=voter, round=round, choices=list(choices), now=timezone.now())
    return count_round(actor=None, round=round, now=round.closes_at)


def checked(raw: bytes, beside: Companions) -> Report:
    report = Report()
    verify(Record(BytesIO(raw), beside), report)
    return report


SMALL = {**SUMS, "costs": (86_000_00, 174_000_00), "max_projects": 2}
MAKERS: dict[str, Callable[[], Result]] = {
    "confidential": lambda: confidential([(1, 2), ()]),
    "2 of 3": lambda: make_verifiable_result([(1, 2), (3,)]),
    "sums": lambda: confidential([(1, 2), ()], **SMALL),
    "sums, 2 of 3": lambda: make_verifiable_result([(1, 2), (1,)], **SMALL),
}


@pytest.mark.parametrize("maker", MAKERS)
def test_every_single_field_altered_is_refused_at_a_named_place(maker: str) -> None:
    round = MAKERS[maker]().round
    archive, beside = board.archive_of(round), companions_of(round)
    raw = archive.to_bytes()
    assert checked(raw, beside).refusal is None
    events = {event.payload: event.place for event in archive.events}
    places, unseen = set(), []
    # without signed heads, which would see any change at once: each proof has to speak for itself
    alone = replace(beside, heads="[]")
    for digest, path in fields(archive):
        refusal = checked(with_field_altered(archive, digest, path), alone).refusal
        if refusal is None:
            unseen.append((archive.data[digest][:60], path))
            continue
        places.add(refusal.place)
        if "Ballot" in events.get(digest, ""):
            assert refusal.place.startswith(events[digest]), (path, str(refusal))
    assert unseen == []
    assert len(places) > 25
    for name in BESIDE:
        text = getattr(beside, name)
        for path in leaves(json.loads(text)):
            document = json.loads(text)
            parent = at(document, path[:-1])
            parent[path[-1]] = altered(parent[path[-1]], GROUPS[round.group])
            refusal = checked(raw, replace(beside, **{name: dumps(document)})).refusal
            assert refusal is not None, (name, path)
            assert refusal.place.startswith(f"{name}.json"), (path, str(refusal))


def accepted_elsewhere(round: Round, folder: File) -> None:
    """Let Belenios' own program check the box."""
    if not TOOL:
        missing("belenios-tool is not installed: apt-get install belenios-tool.")
    (folder / "round.bel").write_bytes(board.archive_of(round).to_bytes())
    command = [TOOL, "election", "verify"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, "all checks passed" in done.stderr) == (0, True), done.stderr


@pytest.mark.parametrize("ballots", [[(1, 2), (), (3,)], [(2,)], []], ids=["revotes", "one", "none"])
def test_somebody_elses_program_accepts_the_box(ballots: list[tuple[int, ...]], tmp_path: File) -> None:
    round = confidential(ballots, group="RFC-3526-2048").round
    assert verify_record(round).refusal is None
    accepted_elsewhere(round, tmp_path)


@pytest.mark.parametrize("ballots", [[(1, 2), (), (3,)], []], ids=["revotes", "none"])
def test_somebody_elses_program_accepts_a_box_of_which_only_sums_are_opened(
    ballots: list[tuple[int, ...]], tmp_path: File
) -> None:
    round = confidential(ballots, group="RFC-3526-2048", **SUMS).round
    assert verify_record(round).refusal is None
    accepted_elsewhere(round, tmp_path)


@pytest.mark.parametrize("fields", [{}, SUMS], ids=["ballots", "sums"])
def test_somebody_elses_program_accepts_what_trustees_counted(fields: dict[str, Any], tmp_path: File) -> None:
    round = make_verifiable_result([(1, 2), ()], group="RFC-3526-2048", **fields).round
    assert verify_record(round).refusal is None
    accepted_elsewhere(round, tmp_path)


def cast_garbage(round: Round, voter: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cast a ballot that is sealed and signed by the rules but carries no packed ballot at all."""
    setup = board.setup_of(round)
    size = len(setup.election.questions[0].answers)

    def nothing(self: Group, _values: Sequence[int]) -> Element:
        return self.base_power(1 + SECURE(self.order - 1))

    code = codes.account_code(round, RollEntry.objects.get(round=round, user=voter))
    with monkeypatch.context() as hostile:
        hostile.setattr(Group, "encode", nothing)
        ballot = seal(setup.election, codes.key_of(round, code), [[0] * size], SECURE)
    cast_sealed(round=round, text=ballot.text, now=timezone.now())


@pytest.mark.parametrize("group", ["Ed25519", "RFC-3526-2048"])
def test_garbage_counts_for_nothing_in_public_and_stops_nobody(
    group: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest, hostile = make_user(), make_user()
    round = make_open_round(voters=[honest, hostile], group=group)
    cast_ballot(actor=honest, round=round, choices=[1], now=timezone.now())
    cast_garbage(round, hostile, monkeypatch)
    result = count_round(actor=None, round=round, now=round.closes_at)
    assert result.ballots_counted == 1
    assert len(result.facts["invalid"]) == 1
    outcome = json.loads(Board.objects.get(round=round).outcome)
    reason = outcome["invalid"][0]["reason"]
    assert reason in {"does not begin as a ballot of this round does", "has bits set that mean nothing"}
    assert verify_record(result.round).refusal is None
