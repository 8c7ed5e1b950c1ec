"""New accounts post a few links at a time: what counts, who is limited, and that nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from deliberation.models import Comment
from deliberation.services import edit_comment
from moderation.links import links_in
from processes.permissions import Denied
from proposals.models import Suggestion
from proposals.services import edit_proposal, publish_proposal
from proposals.services.suggesting import suggest_change
from tests.factories.accounts import make_moderator, make_user, sign_in
from tests.factories.deliberation import make_comment
from tests.factories.processes import make_process
from tests.factories.proposals import make_draft, make_proposal

pytestmark = pytest.mark.django_db
TWO = "See https://one.example/a and www.two.example."
THREE = f"{TWO} And http://three.example/?x=1."


def settled() -> User:
    """Somebody who signed up two weeks ago."""
    person = make_user()
    person.date_joined = timezone.now() - timedelta(days=14)
    person.save(update_fields=["date_joined"])
    return person


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("No link. Only words, i.e. none at all.", 0),
        (TWO, 2),
        (THREE, 3),
        ("[the plan](https://one.example/plan) and the same: https://one.example/plan", 2),
        ("https://one.examplehttps://two.example", 2),
        ("HTTPS://ONE.EXAMPLE,WWW.TWO.EXAMPLE", 2),
        ("https://www.one.example/www.html", 1),
        ("anna@www.one.example", 0),
        ("https://" * 50_000, 0),
    ],
)
def test_what_counts_as_a_link(text: str, count: int) -> None:
    assert len(links_in(text)) == count


def test_a_new_account_posts_two_links_and_the_third_is_refused_before_anything_is_written() -> None:
    proposal, person = make_proposal(), make_user()
    kept = make_comment(proposal, author=person, text=TWO)
    with pytest.raises(Denied, match=r"up to 2 links at a time in its first 7 days\. You have 3"):
        make_comment(proposal, author=person, text=THREE)
    with pytest.raises(Denied, match="2 links"):
        edit_comment(actor=person, comment=kept, text=THREE, now=timezone.now())
    assert list(Comment.objects.values_list("text", flat=True)) == [TWO]


def test_a_comment_keeps_the_links_it_had_and_takes_no_more(settings: Settings) -> None:
    proposal, person, now = make_proposal(), make_user(), timezone.now()
    settings.NEW_ACCOUNT_LINKS = 3
    kept = make_comment(proposal, author=person, text=THREE)
    settings.NEW_ACCOUNT_LINKS = 2
    edit_comment(actor=person, comment=kept, text=f"{THREE} A word more.", now=now)
    edit_comment(actor=person, comment=kept, text=f"Turned around: {THREE}", now=now)
    for more in (" www.four.example", " www.two.example"):
        with pytest.raises(Denied, match="You have 4"):
            edit_comment(actor=person, comment=kept, text=THREE + more, now=now)
    edit_comment(actor=person, comment=kept, text="See https://one.example/a alone.", now=now)
    with pytest.raises(Denied, match="You have 3"):
        edit_comment(actor=person, comment=kept, text=THREE, now=now)


def test_whoever_has_been_here_for_a_week_and_whoever_holds_an_office_is_not_limited() -> None:
    proposal = make_proposal()
    for person in (settled(), make_moderator()):
        assert make_comment(proposal, author=person, text=THREE).text == THREE


def test_a_city_chooses_the_limit_or_none(settings: Settings) -> None:
    proposal = make_proposal()
    settings.NEW_ACCOUNT_LINKS = 0
    with pytest.raises(Denied, match="posts no links"):
        make_comment(proposal, text="One is too many: https://one.example")
    settings.NEW_ACCOUNT_DAYS = 0
    assert make_comment(proposal, text=THREE)


def test_a_proposal_with_too_many_links_stays_a_draft_and_its_author_reads_why(client: Client) -> None:
    draft = make_draft(process=make_process(slug="budget"), body=f"{THREE} There is nowhere to sit down.")
    with pytest.raises(ValidationError, match="You have 3"):
        publish_proposal(actor=draft.author, proposal=draft, now=timezone.now())
    sign_in(client, draft.author)
    page = client.get(f"/budget/proposals/drafts/{draft.pk}/check/").content.decode()
    assert "It cannot be published yet" in page
    assert "You have 3. Take some out" in page
    draft.refresh_from_db()
    assert draft.number is None
    assert THREE in draft.body


def test_links_that_stood_there_before_are_not_counted_against_a_new_account() -> None:
    now = timezone.now()
    proposal = make_proposal(author=settled(), body=f"{THREE} There is nowhere to sit down.")
    fields: dict[str, Any] = {
        "title": proposal.title,
        "summary": proposal.summary,
        "reason": "A better word",
        "now": now,
    }
    body = f"{proposal.body} Or to lie."
    suggest_change(actor=make_user(), proposal=proposal, base=1, body=body, **fields)
    with pytest.raises(Denied, match="You have 3"):
        spam = f"{body} https://a.example https://b.example https://c.example"
        suggest_change(actor=make_user(), proposal=proposal, base=1, body=spam, **fields)
    assert Suggestion.objects.count() == 1


def test_an_edit_may_not_bring_in_what_publishing_refuses() -> None:
    proposal = make_proposal()
    with pytest.raises(ValidationError, match="You have 3"):
        edit_proposal(
            actor=proposal.author, proposal=proposal, seen=1, reason="", now=timezone.now(),
            body=f"{proposal.body} {THREE}",
        )  # fmt: skip


def test_a_refused_comment_keeps_what_was_typed(client: Client) -> None:
    proposal = make_proposal(process=make_process(slug="budget"))
    sign_in(client, make_user())
    address = f"/budget/proposals/{proposal.number}/comments/new/"
    response = client.post(address, {"text": THREE, "stance": ""})
    page = response.content.decode()
    assert response.status_code == 422
    assert "up to 2 links at a time" in page
    assert "And http://three.example/?x=1." in page
    assert not Comment.objects.exists()
