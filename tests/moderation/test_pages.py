"""Report form, queue, decision and history as moderators see them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.roles import Role
from moderation.models import Case, Decision, Report
from moderation.queue import age
from processes.giving_roles import grant_process_role
from proposals.models import Proposal
from tests.factories.accounts import (
    PASSWORD,
    make_moderator,
    make_staff,
    make_user,
    sign_in,
    with_second_factor,
)
from tests.factories.deliberation import make_comment
from tests.factories.moderation import hide, make_case
from tests.factories.processes import make_process
from tests.factories.proposals import make_draft, make_proposal

pytestmark = pytest.mark.django_db


def text(response: Any) -> str:
    return str(response.content.decode())


def address(proposal: Proposal, what: str = "report") -> str:
    return f"/moderation/{what}/proposals.proposal/{proposal.pk}/"


def test_anyone_signed_in_reports_once_and_is_told_so(client: Client) -> None:
    proposal = make_proposal(process=make_process(slug="budget"))
    sign_in(client, make_user())
    assert address(proposal) in text(client.get("/budget/proposals/1/"))
    thanks = client.post(address(proposal), {"rule": "insult", "note": "<b>Rude</b>"}, follow=True)
    assert "A moderator reads it and decides, and we tell you what becomes of it." in text(thanks)
    again = client.post(address(proposal), {"rule": "insult", "note": "Once more"})
    assert again.status_code == 422
    assert "You have already reported this." in text(again)
    assert "Once more" in text(again)
    assert Report.objects.count() == 1


def test_a_report_without_a_rule_or_too_long_is_said_and_kept(client: Client) -> None:
    sign_in(client, make_user())
    response = client.post(address(make_proposal()), {"note": "n" * 1001})
    assert response.status_code == 422
    assert "Choose a house rule." in text(response)
    assert "Up to 1,000 letters fit. You have 1,001." in text(response)
    assert "n" * 1001 in text(response)


def test_what_a_visitor_wrote_comes_back_after_signing_in(client: Client) -> None:
    proposal, person = make_proposal(), make_user()
    client.post(address(proposal), {"rule": "insult", "note": "He calls me names."})
    page = client.post(
        "/accounts/login/",
        {"login": person.email, "password": PASSWORD, "next": address(proposal)},
        follow=True,
    )
    assert "He calls me names." in text(page)
    assert re.search(r'value="insult"[^>]* checked', text(page))


@pytest.mark.parametrize("label", ["accounts.user", "proposals.support", "nothing.here", "x", "..."])
def test_only_what_can_be_moderated_has_a_report_page(client: Client, label: str) -> None:
    person = make_user()
    sign_in(client, person)
    assert client.get(f"/moderation/report/{label}/{person.pk}/").status_code == 404


def test_drafts_cannot_be_reported_or_seen_by_moderators(client: Client) -> None:
    draft = make_draft()
    sign_in(client, make_moderator())
    assert client.get(address(draft)).status_code == 404
    assert client.get(address(draft, "here")).status_code == 404


def test_the_queue_is_for_moderators(client: Client) -> None:
    case = make_case(make_proposal())
    for person in (make_user(), make_staff()):
        sign_in(client, person)
        for page in ("/moderation/", "/moderation/decided/", f"/moderation/case/{case.pk}/"):
            assert client.get(page).status_code == 403
    sign_in(client, make_moderator())
    assert client.get("/moderation/").status_code == 200


def test_the_oldest_comes_first_with_its_age_and_one_decision_opens_the_next(client: Client) -> None:
    process, now = make_process(slug="budget"), timezone.now()
    young = make_proposal(process=process, title="The younger of the two")
    old = make_proposal(process=process, title="The older of the two")
    make_case(young, now=now - timedelta(minutes=9))
    case = make_case(old, now=now - timedelta(hours=2, minutes=10), note="He is my <i>father</i>.")
    sign_in(client, make_moderator())
    page = text(client.get("/moderation/"))
    assert "2 waiting for you" in page
    assert "Oldest: 2 h 10 min. Goal: 4 h" in page
    assert page.index("Proposal 2</b>") < page.index("Proposal 1</b>")
    assert "The older of the two" in page
    assert "He is my &lt;i&gt;father&lt;/i&gt;." in page
    assert "checked" not in page
    decided = client.post(
        f"/moderation/case/{case.pk}/",
        {"outcome": "hide", "rule": "insult", "note": "Say it kindly."},
        follow=True,
    )
    assert "Decided: Hidden. The author gets your note." in text(decided)
    assert "The younger of the two" in text(decided)
    assert '<button class="btn quiet sm" form="undo">Undo</button>' in text(decided)
    assert "Take it back" in text(client.get(f"/moderation/case/{case.pk}/"))
    old.refresh_from_db()
    assert old.is_hidden


def test_hiding_needs_a_rule_and_a_note_and_keeping_needs_neither(client: Client) -> None:
    case = make_case(make_proposal())
    sign_in(client, make_moderator())
    bare = client.post(f"/moderation/case/{case.pk}/", {"outcome": "hide"})
    assert bare.status_code == 422
    assert "Choose the rule that it breaks." in text(bare)
    assert "Write the author a line or two." in text(bare)
    assert client.post(f"/moderation/case/{case.pk}/", {"outcome": "keep"}).status_code == 302
    assert Decision.objects.get().outcome == "keep"


def test_a_decision_that_comes_too_late_is_said(client: Client) -> None:
    proposal = make_proposal()
    case = make_case(proposal)
    hide(proposal)
    sign_in(client, make_moderator())
    late = client.post(
        f"/moderation/case/{case.pk}/", {"outcome": "hide", "rule": "insult", "note": "My careful note."}
    )
    assert late.status_code == 422
    assert "Another moderator has already decided this: Hidden." in text(late)
    assert "My careful note." in text(late)
    assert Decision.objects.count() == 1


def test_moderators_hide_and_restore_where_they_read(client: Client) -> None:
    proposal = make_proposal(process=make_process(slug="budget"), title="Something unkind to say")
    sign_in(client, make_moderator())
    assert address(proposal, "here") in text(client.get("/budget/proposals/1/"))
    client.post(address(proposal, "here"), {"outcome": "hide", "rule": "insult", "note": "Say it kindly."})
    assert "Something unkind" not in text(client.get("/budget/proposals/1/"))
    assert "Show again" in text(client.get("/moderation/decided/"))
    client.post(address(proposal, "here"), {"outcome": "restore", "note": "We read it again."})
    assert "Something unkind" in text(client.get("/budget/proposals/1/"))
    assert "Show again" not in text(client.get("/moderation/decided/"))


def test_a_moderator_sees_neither_other_processes_nor_their_own_words(client: Client) -> None:
    here, there = make_process(), make_process()
    person = with_second_factor(make_user())
    grant_process_role(actor=None, process=here, user=person, role=Role.MODERATOR)
    theirs = make_case(make_proposal(process=there))
    make_case(make_proposal(process=here, author=person))
    make_case(make_proposal(process=here))
    sign_in(client, person)
    page = text(client.get("/moderation/"))
    assert "1 waiting for you" in page
    assert client.get(f"/moderation/case/{theirs.pk}/").status_code == 404


def test_a_long_queue_takes_few_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    process = make_process()
    for _each in range(20):
        make_case(make_proposal(process=process))
    proposal = make_proposal(process=process)
    for _each in range(5):
        make_case(make_comment(proposal=proposal))
    sign_in(client, make_moderator())
    client.get("/log/")  # what the frame of every page remembers
    with django_assert_max_num_queries(16):
        assert "25 waiting for you" in text(client.get("/moderation/"))


def test_what_is_gone_does_not_stop_the_queue(client: Client) -> None:
    proposal = make_proposal()
    case = make_case(proposal)
    Proposal.objects.filter(pk=proposal.pk).delete()
    sign_in(client, make_moderator())
    assert "0 waiting for you" in text(client.get("/moderation/"))
    assert client.get(f"/moderation/case/{case.pk}/").status_code == 302
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 min"), (59, "59 min"), (130, "2 h 10 min"), (60 * 50, "2 days")]
)
def test_age_in_words(minutes: int, words: str) -> None:
    now = timezone.now()
    assert age(now - timedelta(minutes=minutes), now) == words
