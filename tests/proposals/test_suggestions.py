"""Suggested text: offered by residents, accepted onto the current text or declined with a reason."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Notice, User
from audit.models import Entry
from processes.models import Process
from processes.permissions import Denied
from proposals.models import Proposal, ProposalVersion, Suggestion
from proposals.services import edit_proposal
from proposals.services.suggesting import accept_suggestion, decline_suggestion, suggest_change
from proposals.wording import Conflict
from tests.factories.accounts import make_user, sign_in
from tests.factories.moderation import hide
from tests.factories.processes import make_process
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db
PAGE = "/budget/proposals/1/"
BODY = "Shade is missing here.\n\nWe ask for two trees.\n\nThe stop is hot."
BETTER = BODY.replace("two trees", "two plane trees")


@pytest.fixture
def process() -> Process:
    return make_process(slug="budget")


@pytest.fixture
def proposal(process: Process) -> Proposal:
    return make_proposal(process=process, title="Shade for the tram stop", summary="", body=BODY)


@pytest.fixture
def eva() -> User:
    return make_user(display_name="Eva Lindqvist")


def suggest(proposal: Proposal, actor: User, body: str = BETTER, **fields: Any) -> Suggestion:
    words: dict[str, Any] = {
        "base": proposal.version,
        "title": proposal.title,
        "summary": "",
        "reason": "Planes grow fast.",
    }
    return suggest_change(actor=actor, proposal=proposal, body=body, now=timezone.now(), **(words | fields))


def accept(suggestion: Suggestion, actor: User | None = None) -> Proposal:
    return accept_suggestion(
        actor=actor or suggestion.proposal.author, suggestion=suggestion, now=timezone.now()
    )


def text(response: Any) -> str:
    return str(response.content.decode())


def test_from_the_page_to_the_new_version(client: Client, proposal: Proposal, eva: User) -> None:
    sign_in(client, eva)
    form = client.get(f"{PAGE}suggestions/new/").context["form"]
    assert form["body"].value() == BODY
    sent = {"title": proposal.title, "body": BETTER, "reason": "Planes grow fast.", "seen": "1",
            "submission": str(uuid.uuid4())}  # fmt: skip
    address = {client.post(f"{PAGE}suggestions/new/", sent)["Location"] for _twice in range(2)}
    assert address == {f"{PAGE}suggestions/1/"}
    assert 'suggestions/">Suggestions</a>' in text(client.get(PAGE))
    assert "Accept and publish" not in text(client.get(f"{PAGE}suggestions/1/"))
    sign_in(client, proposal.author)
    shown = text(client.get(f"{PAGE}suggestions/1/"))
    assert "added: </span>plane " in shown
    client.post(f"{PAGE}suggestions/1/", {"act": "accept", "answer": "Thank you."})
    version = ProposalVersion.objects.get(number=2)
    assert (version.body, version.suggestion, version.editor) == (
        BETTER,
        Suggestion.objects.get(),
        proposal.author,
    )
    assert "Thank you." in Notice.objects.get(user=eva).body
    assert "Suggested by Eva Lindqvist" in text(client.get(f"{PAGE}history/"))
    acts = Entry.objects.filter(action__contains="sugges").order_by("pk")
    assert [entry.sentence for entry in acts] == [
        "Made suggestion 1 for proposal 1.",
        "Accepted suggestion 1 for proposal 1: it is now version 2.",
    ]


def test_what_changed_meanwhile_elsewhere_stays(proposal: Proposal, eva: User) -> None:
    suggestion = suggest(proposal, eva)
    edit_proposal(
        actor=proposal.author, proposal=proposal, seen=1, reason="Hot", now=timezone.now(),
        body=BODY.replace("is hot", "is very hot"),
    )  # fmt: skip
    accepted = accept(suggestion)
    assert "two plane trees" in accepted.body
    assert "very hot" in accepted.body
    assert accepted.version == 3


def test_where_both_changed_the_same_words_people_decide(
    client: Client, proposal: Proposal, eva: User
) -> None:
    suggestion = suggest(proposal, eva)
    edit_proposal(
        actor=proposal.author, proposal=proposal, seen=1, reason="More", now=timezone.now(),
        body=BODY.replace("two trees", "six trees"),
    )  # fmt: skip
    with pytest.raises(Conflict):
        accept(suggestion)
    sign_in(client, proposal.author)
    page = client.get(f"{PAGE}suggestions/1/")
    assert "The same passage was changed after this was suggested." in text(page)
    assert "Accept and publish" not in text(page)
    pressed = client.post(f"{PAGE}suggestions/1/", {"act": "accept", "answer": "I like it"})
    assert pressed.status_code == 422
    assert "I like it" in text(pressed)
    assert Proposal.objects.get().version == 2
    assert Suggestion.objects.get().is_open


def test_a_no_needs_a_reason_which_everybody_reads(client: Client, proposal: Proposal, eva: User) -> None:
    suggest(proposal, eva)
    sign_in(client, proposal.author)
    assert "Say why you are declining." in text(client.post(f"{PAGE}suggestions/1/", {"act": "decline"}))
    client.post(f"{PAGE}suggestions/1/", {"act": "decline", "answer": "Planes need too much water."})
    assert "Planes need too much water." in text(Client().get(f"{PAGE}suggestions/1/"))
    assert Notice.objects.get(user=eva).body == "Planes need too much water."
    assert Proposal.objects.get().version == 1


def test_a_suggestion_is_settled_once(proposal: Proposal, eva: User) -> None:
    suggestion = suggest(proposal, eva)
    accept(suggestion)
    with pytest.raises(Denied, match="This suggestion is settled: Accepted"):
        accept(suggestion)
    with pytest.raises(Denied, match="settled"):
        decline_suggestion(actor=proposal.author, suggestion=suggestion, answer="No", now=timezone.now())
    assert Proposal.objects.get().version == 2


def test_who_suggested_can_take_it_back_and_nobody_else(
    client: Client, proposal: Proposal, eva: User
) -> None:
    suggest(proposal, eva)
    sign_in(client, make_user())
    assert "someone else" in text(client.post(f"{PAGE}suggestions/1/", {"act": "take_back"}))
    sign_in(client, eva)
    client.post(f"{PAGE}suggestions/1/", {"act": "take_back"})
    assert Suggestion.objects.get().state == Suggestion.State.TAKEN_BACK


def test_strangers_cannot_decide(proposal: Proposal, eva: User) -> None:
    suggestion = suggest(proposal, eva)
    with pytest.raises(Denied, match="Only its authors"):
        accept(suggestion, actor=eva)
    with pytest.raises(Denied, match="Only its authors"):
        decline_suggestion(actor=eva, suggestion=suggestion, answer="No", now=timezone.now())


@pytest.mark.parametrize("body", [BODY, f"{BODY}\r\n\r\n", BODY.replace("\n", "\r\n")])
def test_nothing_different_is_no_suggestion(proposal: Proposal, eva: User, body: str) -> None:
    with pytest.raises(ValidationError, match="Nothing is different yet"):
        suggest(proposal, eva, body=body)


def test_authors_do_not_suggest_to_themselves_and_others_not_without_end(
    proposal: Proposal, eva: User
) -> None:
    with pytest.raises(Denied, match="your own proposal"):
        suggest(proposal, proposal.author)
    for count in range(5):
        suggest(proposal, eva, body=f"{BODY} {count}")
    with pytest.raises(Denied, match="Five of your suggestions here are still waiting"):
        suggest(proposal, eva, body=f"{BODY} 5")


def test_a_hidden_suggestion_is_silent_and_cannot_be_accepted(
    client: Client, proposal: Proposal, eva: User
) -> None:
    suggestion = suggest(proposal, eva, body=BODY.replace("trees", "fools"), reason="You are fools.")
    hide(suggestion)
    for path in ("suggestions/", "suggestions/1/", ""):
        page = text(client.get(f"{PAGE}{path}"))
        assert "fools" not in page, path
        assert "Lindqvist" not in page, path
    with pytest.raises(Denied, match="The moderators hid this suggestion"):
        accept(suggestion)


def test_a_visitor_keeps_the_words_while_signing_in(client: Client, proposal: Proposal, eva: User) -> None:
    sent = {"title": proposal.title, "body": BETTER, "reason": "Planes grow fast.", "seen": "1"}
    assert client.post(f"{PAGE}suggestions/new/", sent)["Location"].startswith("/accounts/login/")
    sign_in(client, eva)
    form = client.get(f"{PAGE}suggestions/new/").context["form"]
    assert form["body"].value() == BETTER


@pytest.mark.parametrize("seen", ["-3", "0", "99", "99999999999999999999"])
def test_a_made_up_version_means_the_newest(client: Client, proposal: Proposal, eva: User, seen: str) -> None:
    sign_in(client, eva)
    sent = {"title": proposal.title, "body": BETTER, "reason": "Planes grow fast.", "seen": seen}
    assert client.post(f"{PAGE}suggestions/new/", sent).status_code == 302
    assert Suggestion.objects.get().base == 1


def test_the_history_asks_no_more_for_many_accepted_suggestions(
    client: Client, proposal: Proposal, eva: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    fresh = proposal
    for number in range(4):
        made = suggest(fresh, eva, body=f"{BODY}\n\nAnd bench {number}.", base=fresh.version)
        fresh = accept(made)
    client.get(f"{PAGE}history/")
    with django_assert_max_num_queries(8):
        assert text(client.get(f"{PAGE}history/")).count("Suggested by") == 4


def test_other_words_from_a_form_gone_back_to_are_another_suggestion() -> None:
    proposal, person, key = make_proposal(), make_user(), uuid.uuid4()
    first, again, other = [
        suggest_change(
            actor=person, proposal=proposal, base=1, title=proposal.title, summary=summary,
            body=proposal.body, reason="", submission=key, now=timezone.now(),
        )
        for summary in ("Eight benches.", "Eight benches.", "Nine benches.")
    ]  # fmt: skip
    assert (first.pk, first.summary, other.summary) == (again.pk, "Eight benches.", "Nine benches.")
    assert proposal.suggestions.count() == 2
