"""Drafting, publishing, supporting, moving, withdrawing and answering."""

from __future__ import annotations

import uuid
from collections import deque

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import Notice
from audit.models import Entry
from processes.permissions import Denied
from processes.phases import Phase
from processes.services import set_timeline
from proposals.lifecycle import PUBLIC, TRANSITIONS, Status
from proposals.models import Proposal, Support
from proposals.services import (
    answer_proposal,
    discard_draft,
    move_proposal,
    publish_proposal,
    save_draft,
    start_draft,
    support_proposal,
    withdraw_proposal,
    withdraw_support,
)
from proposals.services.publishing import BODY_LETTERS
from tests.factories.accounts import make_staff, make_user
from tests.factories.processes import make_process, timeline_at
from tests.factories.proposals import make_draft, make_proposal, make_supporters

pytestmark = pytest.mark.django_db


def log(proposal: Proposal) -> list[str]:
    entries = Entry.objects.filter(target_type="proposals.proposal", target_id=str(proposal.pk))
    return list(entries.order_by("pk").values_list("action", flat=True))


def test_numbers_count_up_within_a_process_and_skip_nothing() -> None:
    process, other = make_process(), make_process()
    numbers = [make_proposal(process=process).number for _ in range(3)]
    assert numbers == [1, 2, 3]
    assert make_proposal(process=other).number == 1


def test_publishing_twice_gives_one_number_and_one_entry() -> None:
    draft, now = make_draft(), timezone.now()
    first = publish_proposal(actor=draft.author, proposal=draft, now=now)
    second = publish_proposal(actor=draft.author, proposal=draft, now=now)
    assert first.number == second.number == 1
    assert log(first) == ["proposals.draft_started", "proposals.published"]
    assert first.process.last_proposal_number == 1


def test_the_log_promises_the_title_and_does_not_show_it() -> None:
    proposal = make_proposal(title="Fewer vans in Mill Lane")
    entry = Entry.objects.get(action="proposals.published")
    assert entry.sentence == f"Published proposal {proposal.number}."
    assert "title" in entry.commitments
    assert "Fewer vans" not in str(entry.data)


def test_the_same_form_sent_twice_makes_one_draft_with_the_latest_text() -> None:
    person, process, form, now = make_user(), make_process(), uuid.uuid4(), timezone.now()
    first = start_draft(actor=person, process=process, now=now, submission=form, title="Benches on Quay 1")
    again = start_draft(actor=person, process=process, now=now, submission=form, title="Benches on Quay 2")
    assert first.pk == again.pk
    assert Proposal.objects.get().title == "Benches on Quay 2"


def test_what_is_missing_is_said_in_sentences_and_nothing_is_published() -> None:
    draft = make_draft(title="Bench", body="  ")
    with pytest.raises(ValidationError) as refused:
        publish_proposal(actor=draft.author, proposal=draft, now=timezone.now())
    assert refused.value.messages == [
        "Give the title at least 10 letters. You have 5.",
        f"Describe your idea in at least {BODY_LETTERS} letters. You have 0.",
    ]
    assert Proposal.objects.get().number is None


def test_only_the_author_can_change_publish_or_discard_a_draft() -> None:
    draft, stranger, now = make_draft(), make_user(), timezone.now()
    with pytest.raises(Denied, match="Only its author"):
        save_draft(actor=stranger, proposal=draft, now=now, title="Something else")
    with pytest.raises(Denied, match="Only its author"):
        publish_proposal(actor=stranger, proposal=draft, now=now)
    with pytest.raises(Denied, match="Only its author"):
        discard_draft(actor=stranger, proposal=draft, now=now)
    assert Proposal.objects.get().title == draft.title


def test_a_draft_can_be_thrown_away_when_proposals_are_closed_but_not_published() -> None:
    draft, now = make_draft(), timezone.now()
    set_timeline(actor=None, process=draft.process, windows=timeline_at(Phase.VOTE, now))
    draft.refresh_from_db()
    with pytest.raises(Denied, match="Proposals closed on"):
        publish_proposal(actor=draft.author, proposal=draft, now=now)
    discard_draft(actor=draft.author, proposal=draft, now=now)
    assert not Proposal.objects.exists()


def test_the_number_of_supporters_is_exact_whoever_comes_and_goes() -> None:
    proposal, now = make_proposal(), timezone.now()
    stale = Proposal.objects.get(pk=proposal.pk)
    people = make_supporters(proposal, 3)
    assert support_proposal(actor=people[0], proposal=stale, now=now) is False
    assert support_proposal(actor=make_user(), proposal=stale, now=now) is True
    assert stale.support_count == 4
    assert withdraw_support(actor=people[0], proposal=proposal, now=now) is True
    assert withdraw_support(actor=people[0], proposal=proposal, now=now) is False
    assert proposal.support_count == Support.objects.filter(proposal=proposal).count() == 3


def test_support_is_judged_by_what_the_proposal_is_now_not_by_what_the_page_remembers() -> None:
    proposal, now = make_proposal(), timezone.now()
    stale = Proposal.objects.get(pk=proposal.pk)
    withdraw_proposal(actor=proposal.author, proposal=proposal, now=now)
    with pytest.raises(Denied, match="The author withdrew"):
        support_proposal(actor=make_user(), proposal=stale, now=now)
    assert not Support.objects.exists()


def test_a_support_stays_where_it_is_once_the_time_for_supports_is_over() -> None:
    proposal, now = make_proposal(), timezone.now()
    (person,) = make_supporters(proposal, 1)
    set_timeline(actor=None, process=proposal.process, windows=timeline_at(Phase.VOTE, now))
    with pytest.raises(Denied, match="You could support proposals until"):
        withdraw_support(actor=person, proposal=proposal, now=now)
    assert Support.objects.get().user == person
    assert Proposal.objects.get().support_count == 1


def test_support_is_logged_without_naming_anybody() -> None:
    proposal = make_proposal()
    person = make_user(display_name="Samira Haddad")
    support_proposal(actor=person, proposal=proposal, now=timezone.now())
    entry = Entry.objects.get(action="proposals.supported")
    assert entry.sentence == f"Supported proposal {proposal.number}."
    assert (entry.role, entry.data) == ("resident", {})


def test_staff_move_a_proposal_through_the_check_and_nobody_jumps() -> None:
    staff, now = make_staff(), timezone.now()
    proposal = make_proposal()
    with pytest.raises(Denied, match="is “Gathering support” and cannot become “Funded”"):
        move_proposal(actor=staff, proposal=proposal, to=Status.FUNDED, now=now)
    for status in (Status.UNDER_REVIEW, Status.ACCEPTED, Status.ON_BALLOT):
        proposal = move_proposal(actor=staff, proposal=proposal, to=status, now=now)
        assert proposal.status == status
    assert move_proposal(actor=staff, proposal=proposal, to=Status.ON_BALLOT, now=now).status == "on_ballot"
    assert log(proposal).count("proposals.moved") == 3
    newest = Entry.objects.filter(action="proposals.moved").order_by("-pk")[0]
    assert newest.sentence == "Proposal 1 is now “On the ballot”."


def test_every_status_can_be_reached_from_a_draft() -> None:
    seen, waiting = {Status.DRAFT}, deque([Status.DRAFT])
    while waiting:
        for new in TRANSITIONS[waiting.popleft()] - seen:
            seen.add(new)
            waiting.append(new)
    assert seen == set(Status)
    assert set(Status) - {Status.DRAFT} == PUBLIC


def test_an_answer_is_public_signed_and_told_to_the_author(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    proposal = make_proposal(author=make_user(language="es"))
    with django_capture_on_commit_callbacks(execute=True):
        answer = answer_proposal(
            actor=make_staff(),
            proposal=proposal,
            headline="We will cost this.",
            body="The posts need foundations.",
            department="parks department",
            signatory="Ilse Brandt",
            now=timezone.now(),
        )
    assert list(proposal.answers.all()) == [answer]
    notice = Notice.objects.get(user=proposal.author)
    assert notice.url == answer.get_absolute_url()
    assert "We will cost this." in notice.body
    assert log(proposal)[-1] == "proposals.answered"


def test_residents_do_not_answer_for_the_city() -> None:
    proposal = make_proposal()
    with pytest.raises(Denied, match="for council staff"):
        answer_proposal(
            actor=make_user(), proposal=proposal, headline="Yes", body="Yes", department="Me",
            signatory="Me", now=timezone.now(),
        )  # fmt: skip
    assert not Notice.objects.exists()
