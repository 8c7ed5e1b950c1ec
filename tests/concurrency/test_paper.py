"""Paper and the sealed box at one moment: one vote. Two clerks at one moment: one keying each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from django.utils import timezone

from processes.permissions import Denied
from tests.concurrency.threads import at_once
from tests.factories.accounts import make_staff, make_user
from tests.factories.paper import key_twice, tick_people
from tests.factories.voting import make_open_round
from voting.board.lookup import voters_on_board
from voting.casting.cast import AlreadyVoted, Receipt
from voting.casting.sealing import cast_ballot
from voting.counting.count import count_round
from voting.models import PaperBallot, Result, RollEntry, Round
from voting.paper.keying import Turn, key_paper_ballots
from voting.paper.ticking import tick_off
from voting.rounds.state import RoundError

pytestmark = pytest.mark.django_db(transaction=True)

HALL = "Town hall"


def ticking(round: Round, entry: RollEntry, office: str = HALL) -> Callable[[], object]:
    clerk = make_staff()
    return lambda: tick_off(actor=clerk, round=round, entry=entry, office=office, now=timezone.now())


@pytest.mark.parametrize("paper_first", [True, False])
def test_paper_and_a_web_ballot_at_the_same_moment_are_one_vote(paper_first: bool, tmp_path: Path) -> None:
    voters = [make_user() for _ in range(3)]
    round = make_open_round(voters=voters)
    for voter in voters:
        entry = RollEntry.objects.get(round=round, user=voter)
        acts: list[Callable[[], object]] = [
            ticking(round, entry),
            partial(cast_ballot, actor=voter, round=round, choices=[1], now=timezone.now()),
        ]
        results = at_once(acts if paper_first else acts[::-1], tmp_path)
        ticked, cast = results if paper_first else results[::-1]
        entry.refresh_from_db()
        if isinstance(cast, Receipt):
            assert isinstance(ticked, RoundError), results
            assert (entry.channel, entry.office) == ("web", "")
        else:
            assert isinstance(cast, (AlreadyVoted, Denied)), results
            assert isinstance(ticked, RollEntry), results
            assert (entry.channel, entry.office) == ("paper", HALL)
    on_paper = RollEntry.objects.filter(round=round, channel="paper").count()
    assert voters_on_board(round) == Round.objects.get(pk=round.pk).ballot_count == 3 - on_paper


def test_two_offices_at_the_same_moment_tick_one_person_once(tmp_path: Path) -> None:
    round = make_open_round(strangers=1)
    entry = RollEntry.objects.get(round=round, roll_number="M-001")
    results = at_once([ticking(round, entry, office) for office in (HALL, "Library", "Pool")], tmp_path)
    assert [isinstance(result, RollEntry) for result in results].count(True) == 1, results
    assert [isinstance(result, RoundError) for result in results].count(True) == 2, results


def test_two_clerks_who_begin_the_same_keying_do_not_mix(tmp_path: Path) -> None:
    round = make_open_round()

    def keying(choice: int) -> Callable[[], object]:
        clerk = make_staff()
        return lambda: key_paper_ballots(
            actor=clerk, round=round, office=HALL, turn=Turn.FIRST,
            ballots={1: [choice], 2: [choice]}, now=round.closes_at,
        )  # fmt: skip

    results = at_once([keying(1), keying(2)], tmp_path)
    assert [result == 2 for result in results].count(True) == 1, results
    kept = PaperBallot.objects.filter(round=round).values_list("first", flat=True)
    assert len({str(first) for first in kept}) == 1


def test_a_correction_during_the_count_is_in_the_list_or_refused(tmp_path: Path) -> None:
    round = make_open_round(strangers=1)
    clerks = (make_staff(), make_staff())
    tick_people(round, HALL, 1, now=timezone.now())
    key_twice(round, HALL, [[1]], now=round.closes_at, people=clerks)
    change = partial(
        key_paper_ballots, actor=clerks[0], round=round, office=HALL, turn=Turn.FIRST, ballots={1: [2]},
        now=round.closes_at,
    )  # fmt: skip
    results = at_once([partial(count_round, actor=None, round=round, now=round.closes_at), change], tmp_path)
    if isinstance(results[0], Result):
        assert not isinstance(results[1], int), results
        assert Result.objects.get(round=round).ballots_counted == 1
    else:
        assert isinstance(results[0], RoundError), results
        assert results[1] == 1
