"""A whole vote whose key three trustees hold: on paper and online, one blank ballot, one cast anew, a sheet
that two people keyed differently, and a trustee who is missing at the count. A stranger checks all of it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from audit.models import Entry
from demo.devices import cast_from_device, everybody, open_all, shuffle_all
from tests.conftest import REPO
from tests.factories.accounts import make_staff, make_user
from tests.factories.paper import key_twice, tick_people
from tests.factories.trustees import hold_ceremony, make_trustees
from tests.factories.verifiable import NOW, after, close
from tests.factories.voting import make_draft_round
from tests.voting.trustees.conftest import Commits
from voting.board import board
from voting.models import BoardEvent, Channel, Result, RollEntry, Round, RoundStatus
from voting.paper.keying import Turn, key_paper_ballots, settle_paper_ballot
from voting.results.checking import kept_check
from voting.results.publishing import publish_result
from voting.rounds.freezing import freeze_round
from voting.rounds.state import RoundError

pytestmark = pytest.mark.django_db
HALL = "Town hall"
ON_PAPER = [[1], [2, 3], []]


def test_a_whole_vote_with_paper_and_a_missing_trustee(commits: Commits, tmp_path: Path) -> None:
    round, seeds = cast()
    with pytest.raises(RoundError, match=HALL):
        close(round)
    keyed(round)
    with commits():
        close(round)
    count(round, seeds, commits)
    assert_result(round)
    record = tmp_path / "record"
    call_command("publish_record", f"{round.process.slug}/{round.number}", str(record))
    code, said = verifier(record)
    assert code == 0, said
    assert "3 ballots of 2 voters" in said
    for altered in ("round.bel", "paper.json", "contributions.json", "outcome.json"):
        assert verifier(altered_copy(record, altered))[0] == 1, altered


def cast() -> tuple[Round, list[str]]:
    """Freeze a round; let one person vote twice, one give a blank ballot, and three vote on paper."""
    round = make_draft_round(now=NOW, voters=[make_user(), make_user()], strangers=4)
    make_trustees(round, now=NOW)
    seeds = hold_ceremony(round, now=NOW)
    freeze_round(actor=None, round=round, now=NOW)
    first, second = RollEntry.objects.filter(round=round, user__isnull=False).order_by("pk")
    for entry, choices in ((first, (1, 2)), (second, ()), (first, (3,))):
        cast_from_device(round, entry, choices, now=NOW)
    tick_people(round, HALL, len(ON_PAPER), now=NOW)
    return Round.objects.select_related("process").get(pk=round.pk), seeds


def keyed(round: Round) -> None:
    """Key the paper ballots twice; the last one differently, so that a third person looks."""
    one, two, third = make_staff(), make_staff(), make_staff()
    key_twice(round, HALL, ON_PAPER[:-1], now=round.closes_at, people=(one, two))
    for clerk, turn, value in ((one, Turn.FIRST, [1]), (two, Turn.SECOND, [])):
        key_paper_ballots(
            actor=clerk,
            round=round,
            office=HALL,
            turn=turn,
            ballots={len(ON_PAPER): value},
            now=round.closes_at,
        )
    for clerk in (one, two):
        with pytest.raises(RoundError, match="did neither keying"):
            settle_paper_ballot(
                actor=clerk, round=round, office=HALL, serial=len(ON_PAPER), value=[], now=round.closes_at
            )
    settle_paper_ballot(
        actor=third, round=round, office=HALL, serial=len(ON_PAPER), value=[], now=round.closes_at
    )


def count(round: Round, seeds: list[str], commits: Commits) -> None:
    """Let the first and the third trustee count; nothing was heard of the second."""
    with commits():
        shuffle_all(round, seeds, now=after(round), who=(1, 3))
        open_all(round, seeds, now=after(round), who=(1, 3))
    missing = everybody(round)[1]
    assert (missing.commitment, missing.opening) == ("", "")
    counted = Round.objects.get(pk=round.pk)
    assert counted.status == RoundStatus.COUNTED
    assert kept_check(counted), "the platform has checked the record as its last step"
    publish_result(actor=None, round=counted, now=after(round))


def assert_result(round: Round) -> None:
    """Five ballots count: two from the sealed box, of which one is blank, and three from paper."""
    result = Result.objects.get(round=round)
    assert (result.ballots_counted, result.blank_ballots) == (5, 2)
    votes = dict(round.projects.order_by("number").values_list("number", "votes"))
    assert [votes[number] for number in (1, 2, 3, 4)] == [1, 1, 2, 0]
    channels = round.ballots.values_list("channel", flat=True)
    assert sorted(channels) == [Channel.PAPER] * 3 + [Channel.WEB] * 2
    kinds = list(BoardEvent.objects.filter(round=round).values_list("kind", flat=True))
    assert [kinds.count(kind) for kind in (board.BALLOT, board.SHUFFLE, board.PARTIAL)] == [3, 2, 2]
    logged = list(Entry.objects.filter(action__startswith="voting.").values_list("action", flat=True))
    assert logged.count("voting.sheet_settled") == 1
    assert logged.count("voting.result_published") == 1


def verifier(record: Path) -> tuple[int, str]:
    """Check a record in a process that knows no database and no settings."""
    env = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG"}}
    command = [sys.executable, "-m", "voting.verifier", str(record)]
    done = subprocess.run(command, cwd=REPO, env=env, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def altered_copy(record: Path, name: str) -> Path:
    """Copy a record, and alter one digit in the middle of one of its files."""
    copy = record.with_name(f"altered-{name}")
    shutil.copytree(record, copy)
    text = bytearray((copy / name).read_bytes())
    place = next(place for place in range(len(text) // 2, len(text)) if chr(text[place]).isdigit())
    text[place] ^= 1
    (copy / name).write_bytes(text)
    return copy
