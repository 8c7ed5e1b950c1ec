"""What a round leaves behind can be checked by a stranger, from the freezing to the funded projects."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from tests.factories.accounts import make_user
from tests.factories.voting import make_counted_round, make_open_round
from voting.board import board
from voting.board.record import verify_record
from voting.casting.sealing import cast_ballot
from voting.models import BoardEvent, Round

pytestmark = pytest.mark.django_db


KINDS = [
    ({}, [(1, 2), (1,), (), (3,)]),
    ({"group": "RFC-3526-2048"}, [(1, 2), (3,)]),
    ({"ballot_type": "cumulative", "ballot_points": 10, "spending_limit": None}, []),
    ({"ballot_type": "ordinal", "max_projects": 3, "spending_limit": None}, [(3, 1, 2), (2,)]),
]


@pytest.mark.parametrize(("fields", "ballots"), KINDS)
def test_a_counted_round_is_accepted(fields: dict[str, Any], ballots: list[tuple[int, ...]]) -> None:
    report = verify_record(make_counted_round(ballots=ballots, **fields).round)
    assert report.refusal is None
    assert any("gives exactly the published outcome" in line for line in report.checks)


def test_a_round_with_revotes_is_accepted_while_it_is_open_and_after() -> None:
    now = timezone.now()
    voters = [make_user() for _ in range(3)]
    round = make_open_round(now=now, voters=voters)
    for voter in (voters[0], voters[1], voters[0]):
        cast_ballot(actor=voter, round=round, choices=[1], now=now)
        board.sign_head(round, now)
    report = verify_record(Round.objects.get(pk=round.pk))
    assert report.refusal is None
    assert any("3 ballots of 2 voters" in line for line in report.checks)
    assert any("still in it (4)" in line for line in report.checks)


def test_a_round_without_ballots_is_accepted() -> None:
    assert verify_record(make_counted_round(ballots=[]).round).refusal is None


def test_the_archive_goes_on_where_a_download_stopped() -> None:
    round = make_counted_round().round
    whole = b"".join(board.archive_blocks(round))
    for start in (0, 1, 3, BoardEvent.objects.filter(round=round).count()):
        assert whole.endswith(b"".join(board.archive_blocks(round, start)))
    assert board.archive_of(round).to_bytes() == whole


def test_parameters_are_written_in_one_order_however_they_came() -> None:
    fields: dict[str, Any] = {"rule": "equal-shares"}
    one = make_open_round(rule_parameters={"utility": "cost", "completion": "add1"}, **fields)
    other = make_open_round(rule_parameters={"completion": "add1", "utility": "cost"}, **fields)
    written = '"parameters":{"completion":"add1","utility":"cost"}'
    assert written in one.rules_json
    assert written in other.rules_json
