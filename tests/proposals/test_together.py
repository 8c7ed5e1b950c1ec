"""Co-authors: invited without telling who has an account, doing what authors do, leaving when they like."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Notice, User
from accounts.privacy import own_data, run_erasers
from processes.models import Process
from processes.permissions import Denied
from proposals.models import CoAuthor, Invitation, Proposal
from proposals.services import edit_proposal, publish_proposal, save_draft, withdraw_proposal
from proposals.services.coauthoring import (
    MOST_COAUTHORS,
    accept_invitation,
    decline_invitation,
    delete_old_invitations,
    invite_coauthor,
    remove_coauthor,
)
from tests.factories.accounts import make_user, sign_in
from tests.factories.processes import make_process
from tests.factories.proposals import make_draft, make_proposal

pytestmark = pytest.mark.django_db


@pytest.fixture
def process() -> Process:
    return make_process(slug="budget")


def join(proposal: Proposal, person: User) -> User:
    """Let `person` say yes to a link."""
    invitation = invite_coauthor(actor=proposal.author, proposal=proposal, now=timezone.now())
    accept_invitation(actor=person, invitation=invitation, now=timezone.now())
    proposal.__dict__.pop("coauthor_ids", None)
    return person


def text(response: Any) -> str:
    return str(response.content.decode())


def test_an_address_with_an_account_looks_like_one_without(
    client: Client, process: Process, django_capture_on_commit_callbacks: Any
) -> None:
    proposal = make_proposal(process=process)
    make_user(email="tomas@example.org")
    sign_in(client, proposal.author)
    page = f"{proposal.get_absolute_url()}authors/"
    answers = []
    for email in ("tomas@example.org", "nobody@example.org"):
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(page, {"act": "invite", "email": email}, follow=True)
        answers.append(re.sub(r"\d+|value=\S+", "", text(response).replace(email, "X")))
        asked = str(Invitation.objects.get().pk)
        client.post(page, {"act": "withdraw", "invitation": asked}, follow=True)
    assert strip(answers[0]) == strip(answers[1])
    assert Notice.objects.count() == 1


def strip(page: str) -> str:
    """A page without the tokens that differ in each."""
    return re.sub(r'"X-CSRFToken": "[^"]+"', "", page)


def test_who_is_invited_by_address_says_yes_and_the_author_hears_it(
    client: Client, process: Process, django_capture_on_commit_callbacks: Any
) -> None:
    draft = make_draft(process=process)
    tomas = make_user(email="tomas@example.org", display_name="Tomas Brandt")
    with django_capture_on_commit_callbacks(execute=True):
        invite_coauthor(actor=draft.author, proposal=draft, email=" Tomas@Example.org", now=timezone.now())
    address = Notice.objects.get(user=tomas).url
    sign_in(client, make_user())
    assert client.get(address).status_code == 403
    sign_in(client, tomas)
    assert draft.title in text(client.get(address))
    joined = client.post(address, {"answer": "yes"}, follow=True)
    assert joined.redirect_chain[-1][0] == draft.get_absolute_url()
    assert "Tomas Brandt is now a co-author" in Notice.objects.get(user=draft.author).subject
    assert "You are a co-author with" in text(client.get("/budget/proposals/drafts/"))
    assert client.get(address).status_code == 404


def test_a_link_works_once_for_whoever_has_it_and_not_for_the_author(
    client: Client, process: Process
) -> None:
    proposal = make_proposal(process=process)
    sign_in(client, proposal.author)
    page = text(client.post(f"{proposal.get_absolute_url()}authors/", {"act": "link"}, follow=True))
    found = re.search(r'value="http://[^/]+(/budget/proposals/invitations/[^"]+)"', page)
    assert found
    assert "You are the author" in text(client.get(found[1]))
    first, second = make_user(), make_user()
    for person in (first, second):
        sign_in(client, person)
        client.post(found[1], {"answer": "yes"})
    assert list(CoAuthor.objects.values_list("user_id", flat=True)) == [first.pk]
    assert client.get("/budget/proposals/invitations/1:made-up/").status_code == 404


def test_a_no_is_seen_and_can_be_asked_again(process: Process) -> None:
    proposal, now = make_proposal(process=process), timezone.now()
    tomas = make_user(email="tomas@example.org")
    asked = invite_coauthor(actor=proposal.author, proposal=proposal, email=tomas.email, now=now)
    decline_invitation(actor=tomas, invitation=asked, now=now)
    assert Invitation.objects.get().declined_at == now
    again = invite_coauthor(actor=proposal.author, proposal=proposal, email=tomas.email, now=now)
    twice = invite_coauthor(actor=proposal.author, proposal=proposal, email=tomas.email, now=now)
    assert again == twice == Invitation.objects.get()


def test_an_invitation_ends_and_its_address_is_forgotten(process: Process) -> None:
    proposal, now = make_proposal(process=process), timezone.now()
    old = invite_coauthor(
        actor=proposal.author, proposal=proposal, email="a@example.org", now=now - timedelta(days=14)
    )
    with pytest.raises(Denied, match="no longer open"):
        accept_invitation(actor=make_user(email="a@example.org"), invitation=old, now=now)
    assert delete_old_invitations(now + timedelta(seconds=1)) == 1
    assert not Invitation.objects.exists()


def test_coauthors_write_like_authors_but_do_not_publish_withdraw_or_invite(process: Process) -> None:
    draft, now = make_draft(process=process), timezone.now()
    tomas = join(draft, make_user())
    saved = save_draft(actor=tomas, proposal=draft, now=now, title="Written by two people")
    with pytest.raises(Denied, match="Only the author who started"):
        publish_proposal(actor=tomas, proposal=saved, now=now)
    proposal = publish_proposal(actor=draft.author, proposal=saved, now=now)
    edited = edit_proposal(
        actor=tomas, proposal=proposal, seen=1, reason="Shorter", now=now, title="Written together"
    )
    assert edited.version == 2
    assert (
        "changed your proposal" in Notice.objects.get(user=draft.author, subject__contains="changed").subject
    )
    for act in (
        lambda: withdraw_proposal(actor=tomas, proposal=proposal, now=now),
        lambda: invite_coauthor(actor=tomas, proposal=proposal, now=now),
        lambda: remove_coauthor(actor=make_user(), proposal=proposal, user=tomas, now=now),
    ):
        with pytest.raises(Denied, match="Only the author"):
            act()


def test_coauthors_stand_on_the_page_and_can_leave_or_be_removed(client: Client, process: Process) -> None:
    proposal = make_proposal(process=process)
    tomas, eva = (join(proposal, make_user(display_name=name)) for name in ("Tomas Brandt", "Eva Lindqvist"))
    page = text(client.get(proposal.get_absolute_url()))
    assert page.index("Tomas Brandt") < page.index("Eva Lindqvist")
    sign_in(client, tomas)
    client.post(f"{proposal.get_absolute_url()}authors/", {"act": "leave"})
    sign_in(client, proposal.author)
    client.post(f"{proposal.get_absolute_url()}authors/", {"act": "remove", "user": str(eva.pk)})
    assert not CoAuthor.objects.exists()
    assert Notice.objects.filter(user=eva, subject__startswith="You are no longer a co-author").exists()
    assert "Tomas Brandt" not in text(client.get(proposal.get_absolute_url()))


def test_there_is_an_end_to_coauthors(process: Process) -> None:
    proposal, now = make_proposal(process=process), timezone.now()
    for _each in range(MOST_COAUTHORS):
        invite_coauthor(actor=proposal.author, proposal=proposal, now=now)
    with pytest.raises(Denied, match="eight co-authors"):
        invite_coauthor(actor=proposal.author, proposal=proposal, now=now)


def test_a_draft_of_two_survives_when_one_account_is_erased(process: Process) -> None:
    draft = make_draft(process=process)
    tomas = join(draft, make_user())
    assert own_data(tomas)["coauthored"][0]["page"] == draft.get_absolute_url()
    run_erasers(draft.author)
    left = Proposal.objects.get()
    assert left.author == tomas
    assert not CoAuthor.objects.exists()


def test_what_one_writes_with_others_is_written_by_one(client: Client) -> None:
    process = make_process(slug="budget")
    make_proposal(process=process, title="Nobody I know wrote this")
    proposal, friend = make_proposal(process=process, title="Written by two"), make_user()
    CoAuthor.objects.create(proposal=proposal, user=friend)
    for person in (friend, proposal.author):
        sign_in(client, person)
        page = text(client.get("/budget/proposals/?mine=written"))
        assert "Written by two" in page
        assert "Nobody I know" not in page
        assert "1 proposal matches" in page


def test_many_shared_drafts_ask_no_more(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    process, friend = make_process(slug="budget"), make_user()
    for _each in range(6):
        CoAuthor.objects.create(proposal=make_draft(process=process), user=friend)
    sign_in(client, friend)
    client.get("/budget/proposals/drafts/")
    with django_assert_max_num_queries(8):
        assert text(client.get("/budget/proposals/drafts/")).count("You are a co-author with") == 6
