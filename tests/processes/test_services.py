"""Opening a process and changing its dates, budgets and roles."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.roles import Role
from audit.models import Entry
from processes.details import set_details, set_topics
from processes.giving_roles import grant_process_role, revoke_process_role
from processes.handling import set_merging
from processes.models import Process
from processes.permissions import Denied, roles_of
from processes.phases import Phase, phase_at
from processes.services import (
    create_process,
    set_budget,
    set_timeline,
)
from tests.factories.accounts import make_administrator, make_district, make_staff, make_user
from tests.factories.processes import make_process, timeline_at

pytestmark = pytest.mark.django_db


def actions() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def test_a_process_opens_with_its_phases_budgets_and_topics_and_the_log_says_so() -> None:
    now = timezone.now()
    harbour = make_district("Old Harbour")
    process = create_process(
        actor=make_administrator(),
        slug="budget-2026",
        title="Neighbourhood Budget 2026",
        notice_number=14,
        windows=timeline_at(Phase.VOTE, now),
        budgets={harbour: 25_000_000, None: 100_000_000},
        categories=["Green and shade", "Green & shade", "步行"],
    )
    assert phase_at(process.timeline, now) is Phase.VOTE
    assert process.total_budget == 125_000_000
    assert [c.slug for c in process.categories.all()] == ["green-and-shade", "green-shade", "topic-3"]
    entries = Entry.objects.filter(chain__key=process.chain)
    assert sorted(entries.values_list("action", "role")) == [
        ("processes.budget_set", "administrator"),
        ("processes.budget_set", "administrator"),
        ("processes.created", "administrator"),
        ("processes.timeline_set", "administrator"),
    ]
    assert "Set the budget for Old Harbour to €250,000." in [entry.sentence for entry in entries]


@pytest.mark.parametrize("phase", list(Phase))
def test_the_factory_puts_a_process_in_the_phase_asked_for(phase: Phase) -> None:
    assert phase_at(make_process(phase=phase).timeline, timezone.now()) is phase


def test_dates_that_overlap_are_refused_with_a_sentence_and_nothing_changes() -> None:
    process = make_process()
    windows = timeline_at(Phase.COLLECT, timezone.now())
    windows[1] = replace(windows[1], starts=windows[1].starts - timedelta(days=1))
    with pytest.raises(ValidationError) as refused:
        set_timeline(actor=make_staff(), process=process, windows=windows)
    assert refused.value.messages == ["“City check” starts before the phase before it has ended."]
    process.refresh_from_db()
    assert process.timeline.windows[1].starts != windows[1].starts


def test_new_dates_replace_the_old_ones() -> None:
    process = make_process()
    assert len(process.timeline.windows) == 6
    later = timeline_at(None, timezone.now())[:2]
    set_timeline(actor=make_staff(), process=process, windows=later)
    assert process.timeline.windows == tuple(later)


def test_saving_what_is_there_already_writes_nothing_into_the_log() -> None:
    harbour = make_district("Old Harbour")
    process = make_process(budgets={harbour: 25_000_000, None: 100_000_000})
    staff = make_staff()
    before = actions()
    set_timeline(actor=staff, process=process, windows=process.timeline.windows)
    for place, amount in {harbour: 25_000_000, None: 100_000_000}.items():
        set_budget(actor=staff, process=process, district=place, amount=amount)
    assert actions() == before
    set_budget(actor=staff, process=process, district=harbour, amount=25_000_001)
    assert actions() == [*before, "processes.budget_set"]
    assert Process.objects.get(pk=process.pk).total_budget == 125_000_001


def test_residents_do_not_run_processes() -> None:
    process, resident = make_process(), make_user()
    with pytest.raises(Denied, match="for council staff"):
        set_timeline(actor=resident, process=process, windows=[])
    with pytest.raises(Denied, match="for council staff"):
        set_budget(actor=resident, process=process, district=None, amount=1)
    with pytest.raises(Denied, match="for council staff"):
        grant_process_role(actor=resident, process=process, user=resident, role=Role.MODERATOR)


def test_a_role_in_one_process_is_no_role_in_another() -> None:
    process, other, person = make_process(), make_process(), make_user(roles=())
    for _twice in range(2):
        grant_process_role(actor=make_staff(), process=process, user=person, role=Role.MODERATOR)
    assert roles_of(person, process) == {Role.MODERATOR}
    assert roles_of(person, other) == frozenset()
    assert actions().count("processes.role_granted") == 1
    revoke_process_role(actor=make_staff(), process=process, user=person, role=Role.MODERATOR)
    assert roles_of(person, process) == frozenset()


def test_the_log_does_not_name_the_person_who_got_a_role() -> None:
    process, person = make_process(), make_user(display_name="Samira Haddad")
    grant_process_role(actor=None, process=process, user=person, role=Role.MODERATOR)
    entry = Entry.objects.get(action="processes.role_granted")
    assert entry.sentence == "Gave a person the role “Moderator” in this process."
    assert "Samira" not in str(entry.data)


def test_every_topic_gets_an_address_of_its_own_whatever_the_names() -> None:
    process = make_process(categories=["Parks", "Parks 3", "Parks!"])
    assert [topic.slug for topic in process.categories.all()] == ["parks", "parks-3", "parks-4"]
    set_topics(actor=make_staff(), process=process, names=["步行", "Topic 1", "Topic-1!", "公园", "Topic 4"])
    assert len({topic.slug for topic in process.categories.all()}) == 5


def test_saving_what_is_saved_already_writes_nothing_into_the_log() -> None:
    process, staff = make_process(categories=["Parks", "Streets"]), make_staff()
    set_merging(actor=staff, process=process, notice_days=9, moves_supporters=True)
    before = actions()
    same = Process.objects.get()
    set_details(
        actor=staff, process=same, title=same.title, summary=same.summary, minimum_age=same.minimum_age,
        support_threshold=same.support_threshold, largest_cost=same.largest_cost,
    )  # fmt: skip
    set_topics(actor=staff, process=same, names=["Parks", "Streets"])
    set_merging(actor=staff, process=same, notice_days=9, moves_supporters=True)
    assert actions() == before
    set_topics(actor=staff, process=same, names=["Streets", "Parks"])
    assert actions() == [*before, "processes.topics_set"]
