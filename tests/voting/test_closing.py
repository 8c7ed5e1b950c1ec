"""What takes long of a count holds nothing, is done away from the page, and can be killed at any ballot."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from tests.factories.accounts import make_staff, make_user
from tests.factories.verifiable import Made, after, make_voted_round
from tests.factories.voting import make_open_round
from tests.voting.trustees.conftest import Commits, commits
from voting.board.record import verify_record
from voting.casting.sealing import cast_ballot
from voting.counting import ballots, closing, count
from voting.counting.count import count_round
from voting.counting.run import STALE, do_count, resume_counts, start_count
from voting.models import Ballot, Board, CountState, Result, Round, RoundStatus
from voting.rounds.preparing import cancel_round

pytestmark = pytest.mark.django_db
__all__ = ["commits"]
CHOICES = ((1,), (2, 3), (), (1, 4), (5,))


class Killed(BaseException):
    """What a test raises where a worker is killed."""


def voted() -> Round:
    """A round of the platform's own key with CHOICES in its box."""
    voters = [make_user() for _ in CHOICES]
    round = make_open_round(voters=voters)
    for voter, choices in zip(voters, CHOICES, strict=True):
        cast_ballot(actor=voter, round=round, choices=list(choices), now=timezone.now())
    return fresh(round)


def fresh(round: Round) -> Round:
    return Round.objects.select_related("process").get(pk=round.pk)


def watched(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> list[int]:
    """Note how deep in transactions the database is whenever a function is called."""
    depths: list[int] = []
    real: Callable[..., Any] = getattr(module, name)

    def called(*args: Any, **named: Any) -> Any:
        depths.append(len(connection.savepoint_ids))
        return real(*args, **named)

    monkeypatch.setattr(module, name, called)
    return depths


def test_nothing_is_held_while_the_box_is_read_and_the_money_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    round, outside = voted(), len(connection.savepoint_ids)
    depths = [
        watched(monkeypatch, module, name)
        for module, name in (
            (closing, "read_ballot"), (closing, "encrypted_tally"), (count, "election_of"),
            (count, "allocate"), (count, "spread_of"), (count, "explain"),
        )
    ]  # fmt: skip
    count_round(actor=None, round=round, now=round.closes_at)
    assert all(found for found in depths)
    assert {depth for found in depths for depth in found} == {outside}


def test_the_page_only_begins_to_close_a_box_of_trustees(monkeypatch: pytest.MonkeyPatch) -> None:
    round, _seeds = make_voted_round()
    read = watched(monkeypatch, closing, "read_ballot")
    start_count(actor=make_staff(), round=round, now=after(round))
    assert (fresh(round).status, read) == (RoundStatus.FROZEN, [])
    assert Board.objects.get(round=round).count_state == CountState.WAITING
    start_count(actor=make_staff(), round=round, now=after(round))  # a second press


def test_a_worker_killed_while_it_closes_a_box_asks_the_trustees_once(
    monkeypatch: pytest.MonkeyPatch, commits: Commits
) -> None:
    made: Made = make_voted_round()
    round, now = made[0], after(made[0])
    mail.outbox.clear()
    with monkeypatch.context() as patch:
        patch.setattr(closing, "_post", killed)
        with commits():
            start_count(actor=make_staff(), round=round, now=now)
    assert fresh(round).status == RoundStatus.FROZEN
    assert Board.objects.get(round=round).count_state == CountState.RUNNING
    for _ in range(2):
        with commits():
            resume_counts(now + 2 * STALE)
    rows = Board.objects.get(round=round)
    assert (rows.count_state, rows.count_problem) == (CountState.DONE, "")
    assert fresh(round).status == RoundStatus.COUNTING
    asked = [letter for letter in mail.outbox if "Voting has closed" in str(letter.subject)]
    assert len(asked) == 3


def test_a_ballot_that_was_on_its_way_when_the_box_was_read_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    voters = [make_user(), make_user()]
    round = make_open_round(voters=voters)
    cast_ballot(actor=voters[0], round=round, choices=[1], now=timezone.now())
    late = iter([voters[1]])
    real = closing._tallied

    def tallied(held: Round) -> Any:
        found = real(held)
        for voter in late:
            cast_ballot(actor=voter, round=round, choices=[2], now=timezone.now())
        return found

    monkeypatch.setattr(closing, "_tallied", tallied)
    count_round(actor=None, round=round, now=round.closes_at)
    assert Result.objects.get(round=round).ballots_counted == 2
    assert verify_record(fresh(round)).refusal is None


def test_a_worker_killed_while_it_stores_ballots_stores_none_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    round = voted()
    monkeypatch.setattr(ballots, "BATCH", 2)
    with monkeypatch.context() as patch:
        patch.setattr(count, "election_of", killed)
        with pytest.raises(Killed):
            count_round(actor=None, round=round, now=round.closes_at)
    stored = set(Ballot.objects.filter(round=round).values_list("pk", flat=True))
    assert len(stored) == len(CHOICES)
    Ballot.objects.filter(pk__in=list(stored)[:2]).delete()  # as if it had been killed before
    result = count_round(actor=None, round=fresh(round), now=round.closes_at)
    assert set(Ballot.objects.filter(round=round).values_list("pk", flat=True)) == stored
    assert result.ballots_counted == len(CHOICES)


def test_opened_ballots_of_a_vote_that_is_called_off_during_the_count_are_deleted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    round = voted()
    with monkeypatch.context() as patch:
        patch.setattr(count, "election_of", killed)
        with pytest.raises(Killed):
            count_round(actor=None, round=round, now=round.closes_at)
    cancel_round(actor=None, round=round, reason="The ballot had a misprint.", now=round.closes_at)
    assert not Ballot.objects.filter(round=round).exists()
    Board.objects.filter(round=round).update(count_state=CountState.WAITING)
    do_count(round=fresh(round), now=round.closes_at)
    assert Board.objects.get(round=round).count_state == CountState.FAILED
    assert not Ballot.objects.filter(round=round).exists()


def killed(*_: Any, **_named: Any) -> None:
    raise Killed
