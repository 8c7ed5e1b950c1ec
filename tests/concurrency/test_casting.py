"""One person, two windows, one moment: one ballot."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import User
from processes.permissions import Denied
from tests.concurrency.threads import at_once
from tests.factories.accounts import make_user
from tests.factories.sealed import in_the_box, sealed_ballots
from tests.factories.voting import make_open_round
from voting.board import board
from voting.board.lookup import ballots_of, voters_on_board
from voting.casting.cast import Receipt
from voting.casting.sealing import cast_ballot
from voting.counting.count import count_round
from voting.models import BoardEvent, Result, RollEntry, Round

pytestmark = pytest.mark.django_db(transaction=True)


def casting(voter: User, round: Round, choices: list[int]) -> Callable[[], object]:
    return lambda: cast_ballot(actor=voter, round=round, choices=choices, now=timezone.now())


def test_votes_of_one_person_at_the_same_moment_leave_one_ballot(tmp_path: Path) -> None:
    voter = make_user()
    round = make_open_round(voters=[voter])
    results = at_once([casting(voter, round, [number]) for number in (1, 2, 3, 4)], tmp_path)
    receipts = [result for result in results if isinstance(result, Receipt)]
    assert len(receipts) == 4, results
    assert [receipt.replaced for receipt in receipts].count(False) == 1
    assert {receipt.digest for receipt in receipts} == {event.payload for event in ballots_of(round)}
    assert len(in_the_box(round)) == 1 == Round.objects.get(pk=round.pk).ballot_count


def test_votes_of_many_people_at_the_same_moment_are_all_in_the_box(tmp_path: Path) -> None:
    voters = [make_user() for _ in range(6)]
    round = make_open_round(voters=voters)
    results = at_once([casting(voter, round, [1]) for voter in voters], tmp_path)
    assert all(isinstance(result, Receipt) for result in results), results
    assert len(sealed_ballots(round)) == 6 == Round.objects.get(pk=round.pk).ballot_count
    assert RollEntry.objects.filter(round=round, voted_on__isnull=False).count() == 6


def test_the_database_itself_refuses_two_events_at_one_height(tmp_path: Path) -> None:
    """Even if no lock held: the constraints on the board have the last word."""
    round = make_open_round()
    height = BoardEvent.objects.filter(round=round).count()

    def put() -> object:
        BoardEvent.objects.create(round=round, height=height, kind=board.END_BALLOTS, head="0" * 64)
        return None

    results = at_once([put, put, put], tmp_path)
    assert [result is None for result in results].count(True) == 1, results


def test_a_vote_during_the_count_is_in_the_result_or_refused(tmp_path: Path) -> None:
    voters = [make_user(), make_user()]
    round = make_open_round(voters=voters)
    cast_ballot(actor=voters[0], round=round, choices=[1], now=timezone.now())
    counting = partial(count_round, actor=None, round=round, now=round.closes_at)
    results = at_once([counting, casting(voters[1], round, [2])], tmp_path)
    counted = Result.objects.get(round=round).ballots_counted
    assert counted == voters_on_board(round)
    assert counted == (2 if isinstance(results[1], Receipt) else 1), results
    assert isinstance(results[1], (Receipt, Denied))
