"""Following: who is told about a step, in which words, and how to hear no more of it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import Notice, User
from accounts.privacy import own_data, run_erasers
from audit.models import Entry
from processes.models import Process
from processes.permissions import Denied
from proposals.lifecycle import Status
from proposals.models import Follow, Move, Proposal, ProposalVersion
from proposals.services import (
    edit_proposal,
    enter_supports,
    follow_proposal,
    move_proposal,
    support_proposal,
    unfollow_proposal,
    withdraw_proposal,
    withdraw_support,
)
from proposals.services.telling_versions import tell_of_versions
from proposals.telling import stop_address
from tests.factories.accounts import make_staff, make_user, sign_in
from tests.factories.moderation import hide
from tests.factories.processes import make_process
from tests.factories.proposals import make_draft, make_proposal, make_supporters

pytestmark = pytest.mark.django_db
PAGE = "/budget/proposals/1/"
WHY = "The harbour wall may carry no more weight."


def subjects(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("subject", flat=True))


def change(proposal: Proposal, reason: str, at: datetime, body: str) -> None:
    """The author publishes a new version."""
    fresh = Proposal.objects.select_related("process").get(pk=proposal.pk)
    edit_proposal(
        actor=fresh.author, proposal=fresh, seen=fresh.version, reason=reason, now=at,
        body=f"{body} My mother walks here every day and there is nowhere to sit down.",
    )  # fmt: skip


def test_followers_hear_once_of_a_round_of_changes_when_it_has_settled(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    proposal, ana, now = make_proposal(process=make_process(slug="budget")), make_user(), timezone.now()
    follow_proposal(actor=ana, proposal=proposal, now=now)
    change(proposal, "With backs now", now, "Backs.")
    change(proposal, "And arms", now + timedelta(minutes=30), "Backs and arms.")
    assert tell_of_versions(now=now + timedelta(minutes=80)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert tell_of_versions(now=now + timedelta(minutes=91)) == 1
    notice = Notice.objects.get(user=ana)
    assert notice.subject == f"Proposal 1 was changed: {proposal.title}"
    assert "Version 2: With backs now\nVersion 3: And arms" in notice.body
    assert notice.url == f"{PAGE}history/compare/?old=1&new=3"
    assert f"{PAGE}stop/" in mail.outbox[-1].body
    assert tell_of_versions(now=now + timedelta(days=2)) == 0
    assert not Notice.objects.filter(user=proposal.author, subject__contains="was changed").exists()


def test_changes_without_end_are_told_after_a_day(client: Client) -> None:
    proposal, ana, now = make_proposal(process=make_process(slug="budget")), make_user(), timezone.now()
    follow_proposal(actor=ana, proposal=proposal, now=now)
    for hour in (0, 12, 24):
        change(proposal, "", now + timedelta(hours=hour), f"Hour {hour}.")
    assert tell_of_versions(now=now + timedelta(hours=24, minutes=1)) == 1
    sign_in(client, ana)
    assert client.get(Notice.objects.get(user=ana).url).status_code == 200


def test_who_follows_later_hears_only_of_later_versions_and_hidden_words_stay_hidden() -> None:
    proposal, ana, now = make_proposal(process=make_process(slug="budget")), make_user(), timezone.now()
    change(proposal, "With backs now", now, "Backs.")
    proposal.refresh_from_db()
    follow_proposal(actor=ana, proposal=proposal, now=now)
    assert tell_of_versions(now=now + timedelta(days=1)) == 0
    change(proposal, "Something unkind", now, "Unkind.")
    change(proposal, "Put right", now, "Kind.")
    hide(ProposalVersion.objects.get(number=3))
    assert tell_of_versions(now=now + timedelta(days=1)) == 1
    body = Notice.objects.get(user=ana).body
    assert "unkind" not in body
    assert "Version 3.\nVersion 4: Put right" in body


def test_nobody_hears_of_changes_to_a_hidden_proposal() -> None:
    proposal, ana, now = make_proposal(), make_user(), timezone.now()
    follow_proposal(actor=ana, proposal=proposal, now=now)
    change(proposal, "With backs now", now, "Backs.")
    hide(Proposal.objects.get(pk=proposal.pk))
    assert tell_of_versions(now=now + timedelta(days=1)) == 0


def test_following_twice_is_following_once_and_the_log_names_nobody() -> None:
    proposal, ana, now = make_proposal(), make_user(), timezone.now()
    assert follow_proposal(actor=ana, proposal=proposal, now=now) is True
    assert follow_proposal(actor=ana, proposal=proposal, now=now) is False
    assert unfollow_proposal(actor=ana, proposal=proposal, now=now) is True
    assert unfollow_proposal(actor=ana, proposal=proposal, now=now) is False
    entries = Entry.objects.filter(action__in=("proposals.followed", "proposals.unfollowed"))
    assert [(entry.data, entry.role) for entry in entries] == [({}, ""), ({}, "")]


def test_nobody_follows_a_draft_or_something_hidden_but_everybody_can_stop() -> None:
    ana, now, draft, proposal = make_user(), timezone.now(), make_draft(), make_proposal()
    follow_proposal(actor=ana, proposal=proposal, now=now)
    hide(proposal)
    hidden = Proposal.objects.select_related("process").get(pk=proposal.pk)
    for one in (draft, hidden):
        with pytest.raises(Denied):
            follow_proposal(actor=make_user(), proposal=one, now=now)
    assert unfollow_proposal(actor=ana, proposal=hidden, now=now) is True


def test_a_step_is_told_once_to_author_and_followers_in_their_language_with_the_reason(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    author, ana, now = make_user(language="es"), make_user(), timezone.now()
    proposal = make_proposal(author=author, title="A slide down the quay")
    for person in (ana, author):
        follow_proposal(actor=person, proposal=proposal, now=now)
    staff = make_staff()
    for status, reason in ((Status.UNDER_REVIEW, ""), (Status.REJECTED, WHY)):
        with django_capture_on_commit_callbacks(execute=True):
            move_proposal(actor=staff, proposal=proposal, to=status, reason=reason, now=now)
    assert subjects(ana) == [
        "Proposal 1 is now “In the city check”: A slide down the quay",
        "Proposal 1 is now “Not possible”: A slide down the quay",
    ]
    assert len(subjects(author)) == 2
    told = Notice.objects.filter(user=ana).latest("pk")
    assert WHY in told.body
    assert "To stop hearing about it" in told.ending
    assert not Notice.objects.filter(user=author).latest("pk").ending
    assert sorted(each.to[0] for each in mail.outbox) == sorted([ana.email, author.email] * 2)
    assert subjects(staff) == []


def test_who_takes_the_step_is_not_told_about_it(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    proposal, ana = make_proposal(), make_user()
    follow_proposal(actor=ana, proposal=proposal, now=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_proposal(actor=proposal.author, proposal=proposal, now=timezone.now())
    assert subjects(proposal.author) == []
    assert len(subjects(ana)) == 1


def test_followers_hear_nothing_about_what_the_moderators_hid(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    proposal, ana = make_proposal(), make_user()
    follow_proposal(actor=ana, proposal=proposal, now=timezone.now())
    hide(proposal)
    with django_capture_on_commit_callbacks(execute=True):
        move_proposal(actor=None, proposal=proposal, to=Status.UNDER_REVIEW, now=timezone.now())
    assert subjects(ana) == []


def test_staff_refuse_with_a_reason_or_not_at_all_and_it_stands_on_the_page(client: Client) -> None:
    proposal = make_proposal(process=make_process(slug="budget"), status=Status.UNDER_REVIEW)
    staff, now = make_staff(), timezone.now()
    with pytest.raises(ValidationError, match="why this is not possible"):
        move_proposal(actor=staff, proposal=proposal, to=Status.REJECTED, reason="No, sorry", now=now)
    assert not Move.objects.filter(status=Status.REJECTED).exists()
    sign_in(client, staff)
    refused = client.post(f"{PAGE}move/", {"to": "rejected", "reason": " "})
    assert refused.status_code == 422
    assert "why this is not possible" in refused.content.decode()
    client.post(f"{PAGE}move/", {"to": "rejected", "reason": WHY})
    page = client.get(PAGE).content.decode()
    assert page.index("Published") < page.index("In the city check") < page.index(WHY)


def test_reaching_the_threshold_is_told_once_and_moves_nothing(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    staff, now = make_staff(), timezone.now()
    proposal = make_proposal(process=make_process(support_threshold=2))
    with django_capture_on_commit_callbacks(execute=True):
        first, last = make_supporters(proposal, 2)
        withdraw_support(actor=last, proposal=proposal, now=now)
        support_proposal(actor=last, proposal=proposal, now=now)
    assert subjects(proposal.author) == [f"Your proposal has the 2 supporters it needs: {proposal.title}"]
    assert subjects(staff) == [f"Proposal 1 has 2 supporters: {proposal.title}"]
    assert subjects(first) == []
    assert Proposal.objects.get().status == Status.PUBLISHED
    assert Entry.objects.filter(action="proposals.threshold_reached").count() == 1


def test_a_process_may_let_the_check_start_by_itself_also_by_a_list_from_the_street() -> None:
    process = make_process(support_threshold=2)
    Process.objects.filter(pk=process.pk).update(review_at_threshold=True)
    process.refresh_from_db()
    proposal = make_proposal(process=process)
    enter_supports(
        actor=make_staff(), proposal=proposal, users=[make_user(), make_user()], now=timezone.now()
    )
    assert Proposal.objects.get().status == Status.UNDER_REVIEW


def test_the_button_on_the_page_and_the_list_in_the_account(client: Client) -> None:
    make_proposal(process=make_process(slug="budget"), title="A slide down the quay")
    assert "next=" in client.post(f"{PAGE}follow/", {"want": "yes"}).headers["location"]
    sign_in(client, make_user())
    swapped = client.post(f"{PAGE}follow/", {"want": "yes"}, headers={"hx-request": "true"}).content.decode()
    assert re.search(r'id="follow-button"[^>]*aria-pressed="true"', swapped)
    assert "A slide down the quay" in client.get("/following/").content.decode()
    assert "/following/" in client.get("/accounts/").content.decode()
    assert "A slide down" in client.get("/budget/proposals/?mine=followed").content.decode()
    gone = client.post(f"{PAGE}follow/", {"want": "no", "in": "list"}, follow=True)
    assert gone.redirect_chain == [("/following/", 302)]
    assert "You are not following any proposals." in gone.content.decode()


def test_the_link_in_the_mail_stops_without_signing_in_and_only_for_its_person(client: Client) -> None:
    process = make_process(slug="budget")
    proposal, other = make_proposal(process=process), make_proposal(process=process)
    ana, ben = make_user(), make_user()
    for person in (ana, ben):
        follow_proposal(actor=person, proposal=proposal, now=timezone.now())
    link = stop_address(ana.pk, proposal)
    assert "Stop following?" in client.get(link).content.decode()
    assert Follow.objects.count() == 2
    for _double_click in range(2):
        assert "You no longer follow" in client.post(link).content.decode()
    assert [follow.user for follow in Follow.objects.all()] == [ben]
    for forged in (link[:-2] + "x/", link.replace(f"/{proposal.number}/", f"/{other.number}/")):
        assert client.get(forged).status_code == 404


def test_the_download_holds_what_one_follows_and_erasing_forgets_it() -> None:
    ana, proposal = make_user(), make_proposal(process=make_process(slug="budget"))
    follow_proposal(actor=ana, proposal=proposal, now=timezone.now())
    assert [each["page"] for each in own_data(ana)["follows"]] == [PAGE]
    run_erasers(ana)
    assert not Follow.objects.exists()
