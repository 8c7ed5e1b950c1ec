"""Counting after the close, publishing after a second count, and what the pages are told."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from audit.models import Entry
from processes.permissions import Denied
from proposals.lifecycle import Status
from tests.factories.accounts import make_user
from tests.factories.voting import make_counted_round, make_draft_round, make_open_round, make_published_round
from voting.board.record import verify_record
from voting.casting.sealing import cast_ballot
from voting.counting.count import count_round
from voting.counting.public_file import public_file
from voting.models import Ballot, BoardEvent, Delivery, Result, RollEntry, Round, RoundStatus
from voting.results import checking
from voting.results.publishing import publish_result, report_delivery
from voting.rounds.freezing import freeze_round
from voting.rounds.preparing import NewProject, cancel_round
from voting.rounds.state import RoundError
from voting.rules import Outcome, pabulib, rules, run
from voting.verifier import Report

pytestmark = pytest.mark.django_db


def test_the_box_stays_shut_until_voting_closes() -> None:
    round = make_open_round()
    with pytest.raises(Denied, match="box stays shut"):
        count_round(actor=None, round=round, now=round.closes_at - timedelta(seconds=1))


def test_greedy_funds_the_most_wanted_that_fit() -> None:
    """1 (3 votes) and 5 (2) fit; 2 and 3 (1 each) tie, 2 comes first, 3 then costs too much; nobody wants 4
    or 6.
    """
    result = make_counted_round(ballots=[[1, 5], [1, 5], [1, 3], [2]])
    round = result.round
    assert Outcome.from_json(result.outcome).selected == ("1", "5", "2")
    assert list(
        round.projects.filter(rank__isnull=False).order_by("rank").values_list("number", flat=True)
    ) == [1, 5, 2]
    assert list(round.projects.order_by("number").values_list("votes", flat=True)) == [3, 1, 1, 0, 2, 0]
    assert (result.ballots_counted, result.facts["winners"], result.facts["with_win"]) == (4, 3, 4)
    assert (result.facts["spent"], result.facts["left"]) == (740_000_00, 160_000_00)


def test_empty_ballots_count_as_voters() -> None:
    result = make_counted_round(ballots=[[1], [], []])
    assert (result.ballots_counted, result.blank_ballots, result.facts["with_win"]) == (3, 2, 1)


def test_a_round_without_any_ballot_can_be_counted_and_published() -> None:
    result = make_published_round(ballots=[])
    assert (result.ballots_counted, result.facts["winners"]) == (0, 0)


@pytest.mark.parametrize("name", [rule.name for rule in rules()])
def test_every_rule_can_decide_a_round(name: str) -> None:
    result = make_published_round(ballots=[[1, 2], [1, 3], [4], []], rule=name)
    assert result.facts["spent"] <= result.facts["budget"]
    assert all(check["ok"] for check in result.checks)


def test_a_box_that_does_not_match_the_roll_is_not_counted() -> None:
    now = timezone.now()
    voter = make_user()
    round = make_open_round(now=now, voters=[voter, make_user()])
    cast_ballot(actor=voter, round=round, choices=[1], now=now)
    RollEntry.objects.filter(round=round, voted_on=None).update(voted_on=timezone.localdate(), channel="web")
    with pytest.raises(RoundError, match=r"Ballots in the box: 1. People who have voted: 2"):
        count_round(actor=None, round=round, now=round.closes_at)
    RollEntry.objects.filter(round=round).update(voted_on=None, channel="")
    with pytest.raises(RoundError, match=r"Ballots in the box: 1. People who have voted: 0"):
        count_round(actor=None, round=round, now=round.closes_at)


def test_counting_happens_once() -> None:
    result = make_counted_round()
    with pytest.raises(Denied, match="counted"):
        count_round(actor=None, round=result.round, now=result.round.closes_at)


def test_the_fingerprint_is_that_of_the_public_file_and_stands_in_the_log() -> None:
    result = make_published_round()
    text = public_file(result.round).text()
    assert result.fingerprint == hashlib.sha256(text.encode()).hexdigest()
    assert Entry.objects.get(action="voting.result_published").data["fingerprint"] == result.fingerprint


def test_the_public_file_counted_by_the_rules_alone_gives_the_same_result() -> None:
    result = make_published_round(
        ballots=[[1, 2], [1], [3, 4], [6], []], rule="equal-shares", rule_parameters=None
    )
    election = pabulib.parse(public_file(result.round).text())
    again = run(election, result.round.rule, result.round.rule_parameters)
    assert again.to_json() == result.outcome
    marked = {project.id for project in election.projects if project.declared}
    assert marked == set(again.selected)


def test_a_ballot_changed_after_the_count_stops_the_publication() -> None:
    result = make_counted_round(ballots=[[1], [2], [3]])
    for ballot in Ballot.objects.filter(round=result.round):
        Ballot.objects.filter(pk=ballot.pk).update(choices=[5])
    with pytest.raises(RoundError, match="A check failed"):
        publish_result(actor=None, round=result.round, now=result.round.closes_at)
    assert Result.objects.get(pk=result.pk).published_at is None


def test_nothing_is_locked_while_a_result_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The checks of a large vote take minutes."""
    depths: list[int] = []

    def watched(round: Round) -> Report:
        depths.append(len(connection.savepoint_ids))
        return verify_record(round)

    monkeypatch.setattr(checking, "verify_record", watched)
    outside = len(connection.savepoint_ids)
    make_published_round()
    assert depths == [outside]


def test_a_result_is_published_once() -> None:
    result = make_published_round()
    with pytest.raises(Denied, match="already been published"):
        publish_result(actor=None, round=result.round, now=result.round.closes_at)
    assert Entry.objects.filter(action="voting.result_published").count() == 1


def test_winners_are_planned_and_their_building_is_reported() -> None:
    result = make_published_round()
    now = result.round.closes_at
    winner = result.round.projects.filter(rank=1).select_related("round__process").get()
    assert winner.delivery == Delivery.PLANNED
    report_delivery(actor=None, project=winner, state=Delivery.BUILT, note="Open since May.", now=now)
    winner.refresh_from_db()
    assert (winner.delivery, winner.delivery_note) == (Delivery.BUILT, "Open since May.")
    loser = result.round.projects.filter(rank=None).select_related("round__process").first()
    assert loser is not None
    with pytest.raises(RoundError, match="Only funded"):
        report_delivery(actor=None, project=loser, state=Delivery.BUILT, now=now)


@pytest.mark.parametrize("step", ["shuffle", "open", "join"])
def test_a_vote_that_is_cancelled_during_the_count_is_opened_no_further(step: str) -> None:
    """The worker that counts hears of it at its next step."""
    round = make_open_round(voters=[voter := make_user()])
    cast_ballot(actor=voter, round=round, choices=[1], now=timezone.now())
    board_then: list[str] = []

    def tell(now: str) -> None:
        if now == step:
            cancel_round(actor=None, round=round, reason="The ballot had a misprint.", now=round.closes_at)
            board_then.extend(kinds())

    def kinds() -> list[str]:
        return list(BoardEvent.objects.filter(round=round).values_list("kind", flat=True))

    with pytest.raises(Denied, match="cancelled"):
        count_round(actor=None, round=round, now=round.closes_at, tell=tell)
    assert kinds() == board_then


def test_losers_are_explained_and_winners_are_not() -> None:
    result = make_counted_round(ballots=[[1, 5], [1, 5], [1, 3], [2]])
    explained: dict[int, Any] = dict(result.round.projects.values_list("number", "explanation"))
    assert {number for number, why in explained.items() if why} == {3, 4, 6}
    assert explained[3]["money_left"] == 160_000
    assert explained[3]["largest_cost"] >= 160_000
    assert explained[4]["reason"] == "minimum support"


def test_proposals_go_along_with_the_vote() -> None:
    from tests.factories.proposals import make_proposal

    now = timezone.now()
    voter = make_user()
    draft = make_draft_round(now=now, voters=[voter])
    wanted, other = (make_proposal(process=draft.process, status=Status.ACCEPTED) for _ in range(2))
    from voting.rounds.preparing import add_projects

    add_projects(
        actor=None, round=draft,
        projects=[
            NewProject(title="Wanted", cost=100, proposal=wanted, number=101),
            NewProject(title="Other", cost=900_000_00, proposal=other, number=102),
        ],
    )  # fmt: skip
    freeze_round(actor=None, round=draft, now=now)
    wanted.refresh_from_db()
    assert wanted.status == Status.ON_BALLOT
    cast_ballot(actor=voter, round=draft, choices=[101], now=now)
    count_round(actor=None, round=draft, now=draft.closes_at)
    assert draft.status == RoundStatus.COUNTED
    publish_result(actor=None, round=draft, now=draft.closes_at)
    wanted.refresh_from_db()
    other.refresh_from_db()
    assert (wanted.status, other.status) == (Status.FUNDED, Status.NOT_FUNDED)
