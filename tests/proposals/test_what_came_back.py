"""What became of a proposal reaches whoever cared: authors, followers, and everybody who supported it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import Notice, User
from proposals.lifecycle import Status
from proposals.models import CoAuthor, Follow, OfficialAnswer, Proposal
from proposals.services import (
    answer_proposal,
    enter_supports,
    follow_proposal,
    move_proposal,
    support_proposal,
    undo_merge,
    unfollow_proposal,
    withdraw_support,
)
from tests.factories.accounts import make_moderator, make_staff, make_user, sign_in
from tests.factories.merges import make_merge
from tests.factories.moderation import hide
from tests.factories.processes import make_process
from tests.factories.proposals import make_proposal, make_supporters

pytestmark = pytest.mark.django_db
PAGE = "/budget/proposals/1/"
ANSWER = {
    "headline": "We will cost this.", "body": "The posts stand deep.", "department": "Parks",
    "signatory": "Ilse Brandt", "language": "en",
}  # fmt: skip


def told(user: User, part: str) -> int:
    return Notice.objects.filter(user=user, subject__contains=part).count()


def answer(proposal: Proposal) -> OfficialAnswer:
    return answer_proposal(actor=make_staff(), proposal=proposal, now=timezone.now(), **ANSWER)


def test_an_answer_is_told_to_all_authors_and_followers_once(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    proposal = make_proposal(process=make_process(slug="budget"))
    friend, ana = make_user(), make_user()
    CoAuthor.objects.create(proposal=proposal, user=friend)
    for person in (ana, friend):
        follow_proposal(actor=person, proposal=proposal, now=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        answer(proposal)
    assert told(proposal.author, "The city answered your proposal") == 1
    assert told(friend, "The city answered your proposal") == 1
    assert told(friend, "The city answered proposal 1") == 0
    notice = Notice.objects.get(user=ana)
    assert notice.subject == f"The city answered proposal 1: {proposal.title}"
    assert "We will cost this." in notice.body
    assert f"{PAGE}stop/" in notice.ending
    assert notice.url == f"{PAGE}#answer-{OfficialAnswer.objects.get().pk}"


def test_followers_hear_no_answer_to_what_is_hidden(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    proposal, ana = make_proposal(), make_user()
    follow_proposal(actor=ana, proposal=proposal, now=timezone.now())
    hide(proposal)
    with django_capture_on_commit_callbacks(execute=True):
        answer(Proposal.objects.select_related("process", "author").get())
    assert told(ana, "answered") == 0
    assert told(proposal.author, "answered") == 1


def test_a_double_click_publishes_one_answer(client: Client) -> None:
    proposal = make_proposal(process=make_process(slug="budget"))
    sign_in(client, make_staff())
    for _double_click in range(2):
        assert client.post(f"{PAGE}answer/", ANSWER).status_code == 302
    assert OfficialAnswer.objects.count() == 1
    client.post(f"{PAGE}answer/", ANSWER | {"headline": "It costs 12,000 euros."})
    assert proposal.answers.count() == 2


def test_who_supports_follows_until_they_say_otherwise() -> None:
    proposal, ana, now = make_proposal(), make_user(), timezone.now()
    support_proposal(actor=ana, proposal=proposal, now=now)
    assert Follow.objects.filter(proposal=proposal, user=ana, by_support=True).exists()
    withdraw_support(actor=ana, proposal=proposal, now=now)
    assert not Follow.objects.exists()
    support_proposal(actor=ana, proposal=proposal, now=now)
    unfollow_proposal(actor=ana, proposal=proposal, now=now)
    support_proposal(actor=ana, proposal=proposal, now=now)
    assert not Follow.objects.exists(), "Supporting twice changes nothing."


def test_who_followed_before_supporting_goes_on_following_after_taking_it_back() -> None:
    proposal, ana, now = make_proposal(), make_user(), timezone.now()
    follow_proposal(actor=ana, proposal=proposal, now=now)
    support_proposal(actor=ana, proposal=proposal, now=now)
    withdraw_support(actor=ana, proposal=proposal, now=now)
    assert Follow.objects.filter(user=ana).exists()


def test_a_supporter_hears_what_the_city_decided_and_why_they_hear_it(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    proposal = make_proposal()
    (ana,) = make_supporters(proposal, 1)
    with django_capture_on_commit_callbacks(execute=True):
        move_proposal(actor=None, proposal=proposal, to=Status.UNDER_REVIEW, now=timezone.now())
    assert told(ana, "is now “In the city check”") == 1
    assert "You support this proposal" in Notice.objects.get(user=ana).ending
    letter = mail.outbox[-1].body
    assert letter.index("Read it here:") < letter.index("To stop hearing about it, open this address")


def test_a_list_from_the_street_makes_nobody_follow() -> None:
    ana = make_user()
    enter_supports(actor=make_staff(), proposal=make_proposal(), users=[ana], now=timezone.now())
    assert not Follow.objects.exists()


def test_the_page_says_that_supporting_means_hearing_of_it(client: Client) -> None:
    make_proposal(process=make_process(slug="budget"))
    sign_in(client, make_user())
    swapped = client.post(f"{PAGE}support/", {"want": "yes"}, headers={"hx-request": "true"}).content.decode()
    assert 'id="follow-button" name="want" value="no" aria-pressed="true"' in swapped


def test_authors_hear_when_staff_put_their_proposal_back(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    proposal = make_proposal(status=Status.UNDER_REVIEW)
    with django_capture_on_commit_callbacks(execute=True):
        move_proposal(actor=make_staff(), proposal=proposal, to=Status.PUBLISHED, now=timezone.now())
    assert told(proposal.author, "is now “Gathering support”") == 1


def test_who_only_follows_hears_of_a_merge_and_of_its_undoing_and_supporters_do_too(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    process = make_process(slug="budget")
    goes, stays = make_proposal(process=process), make_proposal(process=process)
    ana = make_user()
    (bob,) = make_supporters(goes, 1)
    for proposal in (goes, stays):
        follow_proposal(actor=ana, proposal=proposal, now=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        merge = make_merge(goes=goes, stays=stays)
    assert told(ana, "Proposal 1, which you follow, is now part of proposal 2") == 1
    assert told(bob, "Proposal 1, which you support, is now part of proposal 2") == 1
    assert told(bob, "which you follow") == told(goes.author, "which you follow") == 0
    Notice.objects.all().delete()
    later = timezone.now() + timedelta(days=1)
    with django_capture_on_commit_callbacks(execute=True):
        undo_merge(actor=make_moderator(), merge=merge, reason="They are not the same.", now=later)
    for person in (ana, bob, goes.author, stays.author):
        assert told(person, "Proposals 1 and 2 are separate again") == 1
    assert "Your support counts for proposal 1, as before" in Notice.objects.get(user=bob).body


def test_the_way_so_far_says_when_a_proposal_came_back_from_a_merge_or_the_check(client: Client) -> None:
    process = make_process(slug="budget")
    goes = make_proposal(process=process)
    merge = make_merge(goes=goes, stays=make_proposal(process=process))
    now = timezone.now()
    undo_merge(actor=make_moderator(), merge=merge, reason="They are not the same.", now=now)
    for status in (Status.UNDER_REVIEW, Status.PUBLISHED):
        move_proposal(actor=None, proposal=goes, to=status, now=now + timedelta(minutes=1))
    page = client.get(PAGE).content.decode()
    way = page[page.index('id="way"') :]
    steps = ["Published", "Merged", "Separate again", "In the city check", "Gathering support again"]
    places = [way.index(f"<b>{step}</b>") for step in steps]
    assert places == sorted(places)
    assert "They are not the same." in way


def test_lists_and_the_head_of_the_page_say_that_the_city_answered(client: Client) -> None:
    proposal = make_proposal(process=make_process(slug="budget"))
    for address in ("/budget/proposals/", PAGE):
        page = client.get(address).content.decode()
        assert "Answered by the city</span>" not in page.replace("</label>", "")
        assert 'href="#answer-' not in page
    made = answer(proposal)
    assert "Answered by the city</span>" in client.get("/budget/proposals/").content.decode()
    assert f'href="#answer-{made.pk}"' in client.get(PAGE).content.decode()


def test_no_step_is_chosen_before_staff_choose_one(client: Client) -> None:
    make_proposal(process=make_process(slug="budget"), status=Status.UNDER_REVIEW)
    sign_in(client, make_staff())
    assert '<option value="" selected>Choose</option>' in client.get(f"{PAGE}answer/").content.decode()
    response = client.post(f"{PAGE}move/", {"to": "", "reason": "Because."})
    assert response.status_code == 422
    assert "Choose the new status." in response.content.decode()
    assert "Because." in response.content.decode()
