"""Counting rounds of which only the sums are opened: what comes out, and that nobody learns more."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from audit.models import Entry
from tests.factories.accounts import make_staff, make_user, sign_in
from tests.factories.verifiable import make_verifiable_result
from tests.factories.voting import (
    SUMS,
    make_counted_round,
    make_draft_round,
    make_open_round,
    make_published_round,
)
from voting.board import board
from voting.board.record import companion, companions_of, verify_record
from voting.casting.sealing import cast_ballot
from voting.counting.count import count_round
from voting.counting.progress import STEPS, steps_of
from voting.counting.public_file import public_file
from voting.crypto.encoding import dumps
from voting.models import Ballot, BoardEvent, PaperBallot, Result, Round
from voting.rehearsal.rehearsing import past_rounds
from voting.results.publishing import publish_result
from voting.rounds.state import RoundError
from voting.rules import Outcome, run, sums_file
from voting.verifier import Record, Report, verify

pytestmark = pytest.mark.django_db


def address(round: Round, rest: str = "") -> str:
    return f"/{round.process.slug}/vote/{round.number}/{rest}"


BALLOTS = [(1, 2), (1,), (), (3,)]
MAKERS: dict[str, Callable[..., Result]] = {
    "confidential": lambda ballots: make_counted_round(ballots=ballots, **SUMS),
    "2 of 3": lambda ballots: make_verifiable_result(ballots, **SUMS),
}


@pytest.mark.parametrize("maker", MAKERS)
def test_sums_are_counted_published_and_accepted_by_a_stranger(maker: str) -> None:
    result = MAKERS[maker](BALLOTS)
    round = result.round
    assert list(round.projects.order_by("number").values_list("votes", flat=True)) == [2, 1, 1, 0, 0, 0]
    assert (result.ballots_counted, result.blank_ballots, result.facts["with_win"]) == (4, None, None)
    kinds = list(BoardEvent.objects.filter(round=round).exclude(kind="Ballot").values_list("kind", flat=True))
    assert set(kinds) == {"Setup", "EndBallots", "EncryptedTally", "PartialDecryption", "Result"}
    published = publish_result(actor=None, round=round, now=round.closes_at)
    assert all(check["ok"] for check in published.checks)
    report = verify_record(Round.objects.get(pk=round.pk))
    assert report.refusal is None
    assert any("The sums of 4 ballots, none of them opened" in line for line in report.checks)
    assert not any("shuffle" in line for line in report.checks)


@pytest.mark.parametrize("maker", MAKERS)
def test_a_box_without_ballots_has_sums_of_nothing(maker: str) -> None:
    round = MAKERS[maker]([]).round
    assert publish_result(actor=None, round=round, now=round.closes_at).ballots_counted == 0
    assert verify_record(Round.objects.get(pk=round.pk)).refusal is None


def test_the_last_ballot_of_a_voter_is_added_up_and_no_other() -> None:
    voters = [make_user(), make_user()]
    round = make_open_round(voters=voters, **SUMS)
    for voter, choices in ((voters[0], [1, 2]), (voters[1], [1]), (voters[0], [3])):
        cast_ballot(actor=voter, round=round, choices=choices, now=timezone.now())
    result = count_round(actor=None, round=round, now=round.closes_at)
    assert (result.outcome["votes"]["1"], result.outcome["votes"]["2"], result.outcome["votes"]["3"]) == (
        1,
        0,
        1,
    )
    assert result.ballots_counted == 2


@pytest.mark.parametrize("last", [step for step in STEPS[:-1] if step != "shuffle"])
def test_a_count_that_was_killed_goes_on(last: str) -> None:
    voters = [make_user(), make_user()]
    round = make_open_round(voters=voters, **SUMS)
    for voter in voters:
        cast_ballot(actor=voter, round=round, choices=[1], now=timezone.now())

    class Killed(BaseException):
        pass

    def tell(step: str) -> None:
        if step == last:
            raise Killed

    with pytest.raises(Killed):
        count_round(actor=None, round=Round.objects.get(pk=round.pk), now=round.closes_at, tell=tell)
    heard: list[str] = []
    result = count_round(
        actor=None, round=Round.objects.get(pk=round.pk), now=round.closes_at, tell=heard.append
    )
    assert result.outcome["votes"]["1"] == 2
    assert (*heard, "check") == steps_of(round)
    assert "shuffle" not in heard
    assert BoardEvent.objects.filter(round=round, kind="PartialDecryption").count() == 1
    assert verify_record(result.round).refusal is None


def traces(result: Result) -> str:
    """Everything that the database holds of a counted round besides sealed ballots, keys and proofs."""
    round = result.round
    listed = Entry.objects.filter(chain__key=round.process.chain).order_by("number")
    kept: list[Any] = [
        result.outcome, result.facts, result.fairness, result.payments, result.ballots_counted,
        list(round.projects.order_by("number").values("number", "votes", "points", "rank", "explanation")),
        json.loads(companion(round, "outcome") or ""),
        [[one.action, sorted(one.data)] for one in listed],
        public_file(round).text().replace(round.process.slug, "process"),
        json.loads(BoardEvent.objects.get(round=round, kind="Result").data),
    ]  # fmt: skip
    return json.dumps(kept, default=str, sort_keys=True)


def test_votes_with_the_same_sums_leave_the_same_traces_whatever_each_ballot_said() -> None:
    """Who chose what together is nowhere: not in a table of ballots, the result, the log or a file."""
    found = []
    for ballots in ([(1, 2), (3,), (1,)], [(1, 3), (2,), (1,)], [(1, 2, 3), (1,), ()]):
        found.append(traces(make_counted_round(ballots=ballots, **SUMS)))
    assert found[0] == found[1] == found[2]
    assert not Ballot.objects.exists()
    assert not PaperBallot.objects.exists()


# files that do not fit


def refused_at(held: Round, **files: Any) -> str | None:
    """Where a stranger refuses the record if some of its files are others."""
    report = Report()
    raw = BytesIO(board.archive_of(held).to_bytes())
    verify(Record(raw, replace(companions_of(held), **files)), report)
    return report.refusal.place if report.refusal else None


@pytest.mark.parametrize(
    ("name", "change", "place"),
    [
        ("round", lambda file: file.update(opened="ballots"), "round.json.opened"),
        ("round", lambda file: file.pop("opened"), "round.json"),
        ("round", lambda file: file["limits"].update(money=7), "round.json.limits"),
        ("round", lambda file: file["limits"].update(most=2), "round.json"),
        ("outcome", lambda file: file["outcome"]["votes"].update({"1": 3}), "outcome.json.outcome"),
        ("outcome", lambda file: file["outcome"]["winners"].reverse(), "outcome.json.outcome"),
        ("outcome", lambda file: file["outcome"]["totals"].update(voters=5), "outcome.json.outcome"),
        ("contributions", lambda file: file.update(openings=[]), "contributions.json.openings"),
    ],
)  # fmt: skip
def test_an_altered_file_is_refused_at_its_place(
    name: str, change: Callable[[dict[str, Any]], None], place: str
) -> None:
    round = make_counted_round(ballots=BALLOTS, **SUMS).round
    document = json.loads(getattr(companions_of(round), name))
    change(document)
    assert refused_at(round, **{name: dumps(document)}) == place


def test_a_record_of_sums_without_an_outcome_or_with_a_list_of_paper_is_refused() -> None:
    round = make_counted_round(ballots=BALLOTS, **SUMS).round
    assert refused_at(round, outcome=None) == "outcome.json"
    assert refused_at(round, paper="[]") is not None


# the result


def test_the_pages_say_what_sums_cannot_tell_and_show_nothing_made_up(client: Client) -> None:
    result = make_published_round(ballots=BALLOTS, **SUMS)
    round = result.round
    page = client.get(address(round, "result/")).content.decode()
    assert "Voters who got something" not in page
    assert "Only the totals were opened. So nobody knows how many voters got a project they wanted" in page
    assert "All ballots" not in page
    assert address(round, "sums.json") in page
    fair = client.get(address(round, "result/fairness/")).content.decode()
    assert "What nobody can work out from totals" in fair
    assert "Voters with at least one funded project" not in fair
    assert "on average." not in fair
    assert "Only rules that need nothing but totals are shown here." in fair
    assert "Equal shares" not in re.sub(r"(?s).*What other rules would have chosen", "", fair)
    check = client.get(address(round, "result/verify/")).content.decode()
    assert "The open Pabulib format needs ballots" in check
    assert f"{round.process.slug}-{round.number}.json --rule greedy" in check
    record = client.get(address(round, "record/")).content.decode()
    assert "What any single ballot says" in record
    assert "shuffled" not in record
    for rest in ("result/steps/", "result/projects/"):
        assert client.get(address(round, rest)).status_code == 200


def test_the_file_of_sums_is_counted_again_by_anybody(client: Client) -> None:
    result = make_published_round(ballots=BALLOTS, **SUMS)
    round = result.round
    answer = client.get(address(round, "sums.json"))
    text = b"".join(answer).decode()
    assert hashlib.sha256(text.encode()).hexdigest() == result.fingerprint
    again = run(sums_file.parse(text), round.rule, round.rule_parameters)
    assert again == Outcome.from_json(result.outcome)
    assert client.get(address(round, "result.pb")).status_code == 404
    data = client.get(address(round, "result.json")).json()
    assert (data["sums_sha256"], "fairness" in data, "ballots_sha256" in data) == (
        result.fingerprint, False, False,
    )  # fmt: skip
    other = make_published_round().round
    assert client.get(address(other, "sums.json")).status_code == 404


def test_losers_are_explained_from_the_sums() -> None:
    round = make_counted_round(ballots=[[1, 5], [1, 5], [1, 3], [2]], **SUMS).round
    of_sums: dict[int, Any] = dict(round.projects.values_list("number", "explanation"))
    of_ballots = dict(
        make_counted_round(ballots=[[1, 5], [1, 5], [1, 3], [2]], max_projects=3, spending_limit=None)
        .round.projects.values_list("number", "explanation")
    )  # fmt: skip
    assert of_sums == of_ballots
    assert of_sums[3]["money_left"] == 160_000


def test_sums_changed_after_the_count_stop_the_publication() -> None:
    result = make_counted_round(ballots=BALLOTS, **SUMS)
    Result.objects.filter(pk=result.pk).update(ballots_counted=5)
    with pytest.raises(RoundError, match="A check failed"):
        publish_result(actor=None, round=result.round, now=result.round.closes_at)


def test_ballots_that_nobody_opened_are_no_ballots_to_rehearse_with_or_to_export(tmp_path: Any) -> None:
    round = make_published_round(ballots=BALLOTS, **SUMS).round
    opened = make_published_round().round
    assert past_rounds(make_draft_round()) == [opened]
    with pytest.raises(CommandError, match="Only the sums"):
        call_command("export_pb", f"{round.process.slug}/{round.number}", str(tmp_path / "x.pb"))


def test_staff_are_told_that_nothing_is_shuffled(client: Client) -> None:
    round = make_open_round(now=timezone.now() - timedelta(days=20), **SUMS)
    sign_in(client, make_staff())
    page = client.get(address(round, "manage/count/"), follow=True).content.decode()
    assert "The sealed ballots are added up, and only the totals are opened." in page
