"""An author withdraws a proposal and brings it back: as it stood, logged, and nobody hears what is false."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import Notice, User
from audit.models import Entry
from processes.permissions import Denied
from processes.phases import Phase
from processes.services import set_timeline
from proposals.lifecycle import Status
from proposals.models import CoAuthor, Pair, Proposal
from proposals.services import bring_back_proposal, follow_proposal, move_proposal, withdraw_proposal
from tests.factories.accounts import make_staff, make_user, sign_in
from tests.factories.processes import make_process, timeline_at
from tests.factories.proposals import make_proposal, make_supporters

pytestmark = pytest.mark.django_db
PAGE = "/budget/proposals/1/"


@pytest.fixture
def withdrawn() -> Proposal:
    """A proposal with three supporters that its author has withdrawn."""
    proposal = make_proposal(process=make_process(slug="budget"))
    make_supporters(proposal, 3)
    return withdraw_proposal(actor=proposal.author, proposal=proposal, now=timezone.now())


def subjects(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("subject", flat=True))


def test_an_author_brings_it_back_from_its_page(client: Client, withdrawn: Proposal) -> None:
    sign_in(client, withdrawn.author)
    page = client.get(PAGE).content.decode()
    assert f'action="{PAGE}bring-back/"' in page
    said = client.post(f"{PAGE}bring-back/", follow=True).content.decode()
    assert "Your proposal is back, with its supporters: Gathering support." in said
    assert "bring-back" not in said
    held = Proposal.objects.get()
    assert (held.status, held.support_count) == (Status.PUBLISHED, 3)
    entry = Entry.objects.get(action="proposals.brought_back")
    assert entry.sentence == "Took back having withdrawn proposal 1, which is now “Gathering support”."
    assert entry.role == "resident"


def test_whoever_withdraws_reads_until_when_it_can_be_undone(client: Client) -> None:
    proposal = make_proposal(process=make_process(slug="budget"))
    sign_in(client, proposal.author)
    assert "You can bring it back yourself until" in client.get(f"{PAGE}withdraw/").content.decode()


@pytest.mark.parametrize("status", [Status.UNDER_REVIEW, Status.ACCEPTED])
def test_it_stands_where_it_stood(status: Status) -> None:
    proposal, now = make_proposal(), timezone.now()
    for step in (Status.UNDER_REVIEW, Status.ACCEPTED):
        proposal = move_proposal(actor=None, proposal=proposal, to=step, now=now)
        if step == status:
            break
    withdraw_proposal(actor=proposal.author, proposal=proposal, now=now)
    assert bring_back_proposal(actor=proposal.author, proposal=proposal, now=now).status == status


def test_what_the_city_took_out_is_not_the_authors_to_bring_back() -> None:
    proposal, now = make_proposal(), timezone.now()
    move_proposal(actor=make_staff(), proposal=proposal, to=Status.WITHDRAWN, now=now)
    with pytest.raises(Denied, match="Only the city can bring it back"):
        bring_back_proposal(actor=proposal.author, proposal=proposal, now=now)


def test_staff_can_only_publish_it_again(withdrawn: Proposal) -> None:
    staff, now = make_staff(), timezone.now()
    for status in (Status.UNDER_REVIEW, Status.ACCEPTED):
        with pytest.raises(Denied, match="cannot become"):
            move_proposal(actor=staff, proposal=withdrawn, to=status, now=now)
    assert move_proposal(actor=staff, proposal=withdrawn, to=Status.PUBLISHED, now=now).status == "published"


def test_nobody_else_and_nothing_else_is_brought_back(client: Client, withdrawn: Proposal) -> None:
    friend, now = make_user(), timezone.now()
    CoAuthor.objects.create(proposal=withdrawn, user=friend)
    with pytest.raises(Denied, match="Only the author can bring"):
        bring_back_proposal(actor=friend, proposal=withdrawn, now=now)
    sign_in(client, friend)
    assert "bring-back" not in client.get(PAGE).content.decode()
    client.post(f"{PAGE}bring-back/")
    assert Proposal.objects.get().status == Status.WITHDRAWN
    bring_back_proposal(actor=withdrawn.author, proposal=withdrawn, now=now)
    with pytest.raises(Denied, match="not withdrawn"):
        bring_back_proposal(actor=withdrawn.author, proposal=withdrawn, now=now)


def test_once_proposals_cannot_be_changed_it_stays_withdrawn(client: Client, withdrawn: Proposal) -> None:
    set_timeline(actor=None, process=withdrawn.process, windows=timeline_at(Phase.VOTE, timezone.now()))
    sign_in(client, withdrawn.author)
    assert "bring-back" not in client.get(PAGE).content.decode()
    said = client.post(f"{PAGE}bring-back/", follow=True).content.decode()
    assert "Proposals could be changed until" in said
    assert Proposal.objects.get().status == Status.WITHDRAWN


def test_followers_who_heard_of_the_withdrawal_hear_of_its_undoing_and_not_the_author(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    proposal, ana, now = make_proposal(), make_user(), timezone.now()
    follow_proposal(actor=ana, proposal=proposal, now=now)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_proposal(actor=proposal.author, proposal=proposal, now=now)
    with django_capture_on_commit_callbacks(execute=True):
        bring_back_proposal(actor=proposal.author, proposal=proposal, now=now)
    assert [subject.split(":")[0] for subject in subjects(ana)] == [
        "Proposal 1 is now “Withdrawn”", "Proposal 1 is now “Gathering support”",
    ]  # fmt: skip
    assert "took that back" in Notice.objects.filter(user=ana).latest("pk").body
    assert subjects(proposal.author) == []


def test_followers_who_have_not_heard_of_it_yet_hear_nothing(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    proposal, ana, now = make_proposal(), make_user(), timezone.now()
    follow_proposal(actor=ana, proposal=proposal, now=now)
    with django_capture_on_commit_callbacks(execute=True):  # the queue comes to it after both
        withdraw_proposal(actor=proposal.author, proposal=proposal, now=now)
        bring_back_proposal(actor=proposal.author, proposal=proposal, now=now + timedelta(seconds=9))
    assert subjects(ana) == []


def test_what_was_published_meanwhile_is_compared_with_it(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    process, now = make_process(), timezone.now()
    title, body = "Shade trees for the school yard", "The yard of the school is hot. Plant shade trees there."
    with django_capture_on_commit_callbacks(execute=True):
        first = make_proposal(process=process, title=title, body=body)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_proposal(actor=first.author, proposal=first, now=now)
    with django_capture_on_commit_callbacks(execute=True):
        make_proposal(process=process, title=f"{title} and its gate", body=body)
    assert not Pair.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        bring_back_proposal(actor=first.author, proposal=first, now=now)
    assert Pair.objects.count() == 1


def test_to_and_fro_has_a_limit(client: Client, withdrawn: Proposal) -> None:
    sign_in(client, withdrawn.author)
    for _each in range(6):
        answer = client.post(f"{PAGE}bring-back/", follow=True)
        client.post(f"{PAGE}withdraw/")
    assert "That was a lot in a short time." in answer.content.decode()
