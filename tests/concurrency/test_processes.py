"""Staff at the same moment: the dates of a frozen vote hold, a role and a budget stand once."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.roles import Role
from audit.models import Entry
from processes.details import publish_process
from processes.giving_roles import grant_process_role
from processes.models import Budget, Process, ProcessRole
from processes.permissions import Denied
from processes.phases import Phase
from processes.services import create_process, set_budget, set_timeline
from tests.concurrency.threads import at_once
from tests.factories.accounts import make_staff, make_user
from tests.factories.processes import make_process, timeline_at
from tests.factories.voting import make_counted_round, make_draft_round
from voting.models import Round, RoundStatus
from voting.results.publishing import publish_result
from voting.rounds.freezing import freeze_round

pytestmark = pytest.mark.django_db(transaction=True)


def test_dates_and_a_freeze_at_the_same_moment_agree_afterwards(tmp_path: Path) -> None:
    round, now = make_draft_round(), timezone.now()
    process, later = round.process, timeline_at(None, now)
    results = at_once(
        [
            partial(set_timeline, actor=make_staff(), process=process, windows=later, now=now),
            partial(freeze_round, actor=None, round=round, now=now),
        ],
        tmp_path,
    )
    failed = [result for result in results if isinstance(result, Exception)]
    assert len(failed) == 1 and isinstance(failed[0], ValidationError | Denied), results
    vote = Process.objects.get(pk=process.pk).timeline.window(Phase.VOTE)
    fits = bool(vote and vote.starts <= round.opens_at and round.closes_at <= vote.ends)
    assert (Round.objects.get().status == RoundStatus.FROZEN) == fits


def test_a_role_given_twice_at_once_is_held_and_logged_once(tmp_path: Path) -> None:
    process, person = make_process(), make_user()
    giving = [
        partial(grant_process_role, actor=make_staff(), process=process, user=person, role=Role.MODERATOR)
        for _ in range(3)
    ]
    results = at_once(giving, tmp_path)
    assert all(isinstance(result, ProcessRole) for result in results), results
    assert Entry.objects.filter(action="processes.role_granted").count() == 1


def test_two_budgets_for_one_place_at_once_are_one_budget(tmp_path: Path) -> None:
    process = make_process(budgets={})
    results = at_once(
        [
            partial(set_budget, actor=make_staff(), process=process, district=None, amount=amount)
            for amount in (1_000, 2_000, 3_000)
        ],
        tmp_path,
    )
    assert all(isinstance(result, Budget) for result in results), results
    last = Entry.objects.filter(action="processes.budget_set").order_by("number").last()
    assert last is not None and Budget.objects.get().amount == last.data["amount"]


def test_a_process_is_made_public_once(tmp_path: Path) -> None:
    process, now = make_process(), timezone.now()
    Process.objects.update(published=False)
    acts = [partial(publish_process, actor=make_staff(), process=process, now=now) for _ in range(2)]
    results = at_once(acts, tmp_path)
    assert sorted(isinstance(result, Denied) for result in results) == [False, True], results
    assert Entry.objects.filter(action="processes.published").count() == 1


def test_a_result_is_published_once(tmp_path: Path) -> None:
    round = make_counted_round().round
    publishing = partial(publish_result, actor=None, round=round, now=round.closes_at)
    at_once([publishing, publishing], tmp_path)
    assert Entry.objects.filter(action="voting.result_published").count() == 1
    assert Round.objects.get().status == RoundStatus.PUBLISHED


def test_a_process_opened_twice_at_once_stands_once_and_the_other_window_reads_why(tmp_path: Path) -> None:
    staff = make_staff()
    opening = [
        partial(create_process, actor=staff, slug="budget", title="Budget", notice_number=number, windows=())
        for number in (1, 2, 3)
    ]
    results = at_once(opening, tmp_path)
    refused = [result for result in results if not isinstance(result, Process)]
    assert len(refused) == 2 and all(isinstance(one, ValidationError) for one in refused), results
    assert Process.objects.count() == 1
