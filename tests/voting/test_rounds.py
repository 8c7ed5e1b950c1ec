"""Preparing, freezing and cancelling."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format

from audit.models import Entry
from processes.models import Process
from processes.permissions import Denied
from processes.phases import Phase
from tests.factories.accounts import make_staff, make_user
from tests.factories.processes import make_process
from tests.factories.voting import make_counted_round, make_draft_round, make_open_round
from voting.counting.count import count_round
from voting.models import Project, RollEntry, Round, RoundStatus
from voting.permissions import may_vote
from voting.roll.membership import RollLine, add_residents_to_roll, load_roll
from voting.rounds.checklist import may_freeze
from voting.rounds.freezing import freeze_round
from voting.rounds.preparing import add_project, cancel_round, create_round
from voting.rounds.rulebook import fingerprint, unchanged
from voting.rounds.state import RoundError

pytestmark = pytest.mark.django_db


def test_a_round_without_a_roll_cannot_be_frozen_and_says_why() -> None:
    now = timezone.now()
    round = make_draft_round(now=now)
    assert [reason.text for reason in may_freeze(round, now) if not reason.ok] == [
        "The electoral roll is empty. Load it."
    ]
    with pytest.raises(Denied, match="electoral roll is empty"):
        freeze_round(actor=None, round=round, now=now)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"rule": "no-such-rule"}, "does not work"),
        ({"rule_parameters": {"by": "luck"}}, "does not work"),
        ({"max_projects": 0}, "nobody could choose"),
        ({"budget": 100}, "cost more than the whole budget"),
        ({"closes_at": timezone.now() + timedelta(days=300)}, "inside the vote phase"),
    ],
)
def test_the_checklist_names_what_is_wrong(fields: dict[str, Any], words: str) -> None:
    round = make_draft_round(voters=[make_user()], **fields)
    wrong = [reason.text for reason in may_freeze(round, timezone.now()) if not reason.ok]
    assert len(wrong) == 1
    assert words in wrong[0]


def test_freezing_publishes_the_fingerprint_of_the_rules() -> None:
    round = make_open_round()
    assert round.rules_hash == fingerprint(round.rules_json)
    fresh = Round.objects.select_related("process").get(pk=round.pk)
    assert fresh.status == RoundStatus.FROZEN
    assert unchanged(fresh)


def test_after_freezing_nothing_can_be_added() -> None:
    round = make_open_round()
    with pytest.raises(RoundError, match="frozen"):
        add_project(actor=None, round=round, title="Late", cost=1)
    with pytest.raises(RoundError, match="frozen"):
        load_roll(actor=None, round=round, entries=[RollLine("late")])
    with pytest.raises(RoundError, match="frozen"):
        freeze_round(actor=None, round=round, now=timezone.now())


@pytest.mark.parametrize(
    "change",
    [
        lambda round: Project.objects.filter(round=round, number=1).update(cost=1),
        lambda round: Project.objects.filter(round=round, number=2).delete(),
        lambda round: Round.objects.filter(pk=round.pk).update(budget=1),
        lambda round: Round.objects.filter(pk=round.pk).update(rule="equal-shares"),
        lambda round: Round.objects.filter(pk=round.pk).update(closes_at=round.closes_at - timedelta(days=1)),
    ],
)
def test_rules_changed_behind_our_back_are_not_counted(change: Callable[[Round], object]) -> None:
    round = make_open_round()
    change(round)
    with pytest.raises(RoundError, match="not the ones that were frozen"):
        count_round(actor=None, round=round, now=round.closes_at)


def test_a_round_is_cancelled_with_a_reason_and_only_before_the_count() -> None:
    round = make_open_round()
    with pytest.raises(RoundError, match="Say why"):
        cancel_round(actor=None, round=round, reason="  ")
    cancel_round(actor=None, round=round, reason="A project was missing.")
    assert Round.objects.get(pk=round.pk).cancelled_reason == "A project was missing."
    counted = make_counted_round().round
    with pytest.raises(RoundError, match="cannot be cancelled"):
        cancel_round(actor=None, round=counted, reason="Too late")


def test_only_staff_prepare_a_round() -> None:
    process = make_process()
    now = timezone.now()
    dates: dict[str, Any] = {"opens_at": now, "closes_at": now + timedelta(days=1)}
    with pytest.raises(Denied, match="council staff"):
        create_round(actor=make_user(), process=process, title="Mine", budget=1, **dates)
    assert create_round(actor=make_staff(), process=process, title="Ours", budget=1, **dates).number == 1
    assert create_round(actor=None, process=process, title="Second", budget=1, **dates).number == 2


def test_two_projects_cannot_have_the_same_number() -> None:
    round = make_draft_round()
    with pytest.raises(ValidationError):
        add_project(actor=None, round=round, title="Twin", cost=1, number=1)
    assert add_project(actor=None, round=round, title="Next", cost=1).number == 7


def test_residents_come_on_the_roll_once_and_the_too_young_do_not() -> None:
    now = timezone.now()
    old, young = make_user(), make_user(birth_date=timezone.localdate(now) - timedelta(days=365 * 10))
    round = make_draft_round(now=now, process=make_process(phase=None, now=now, minimum_age=14))
    add_residents_to_roll(actor=None, round=round)
    on_roll = set(RollEntry.objects.filter(round=round).values_list("user", flat=True))
    assert old.pk in on_roll
    assert young.pk not in on_roll
    assert add_residents_to_roll(actor=None, round=round) == 0
    assert Round.objects.get(pk=round.pk).roll_size == len(on_roll)


def test_the_minimum_age_is_in_the_log_and_changing_it_changes_no_vote_that_is_frozen() -> None:
    now = timezone.now()
    person = make_user(birth_date=timezone.localdate(now) - timedelta(days=365 * 20))
    round = make_draft_round(now=now, process=make_process(phase=Phase.VOTE, now=now, minimum_age=14))
    add_residents_to_roll(actor=None, round=round)
    freeze_round(actor=None, round=round, now=now)
    logged = Entry.objects.get(action="voting.minimum_age")
    day = date_format(timezone.localdate(round.closes_at), "DATE_FORMAT")
    assert logged.sentence == f"Fixed the minimum age of “{round.title}” for good: 14, on {day}."
    Process.objects.filter(pk=round.process_id).update(minimum_age=99)
    held = Round.objects.select_related("process").get(pk=round.pk)
    assert may_vote(person, held, held.opens_at)
    with pytest.raises(RoundError, match="frozen"):
        add_residents_to_roll(actor=None, round=held)


def test_nobody_is_on_the_roll_twice() -> None:
    person = make_user()
    round = make_draft_round(voters=[person])
    with pytest.raises(RoundError, match="already on the roll"):
        load_roll(actor=None, round=round, entries=[RollLine("other", person)])
    assert RollEntry.objects.filter(round=round).count() == 1
