"""Hiding all that one account wrote: every kind, only where one moderates, logged, told, undone at once."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Notice, User
from accounts.roles import Role
from audit.models import Entry
from deliberation.services import delete_comment, edit_comment
from moderation.models import Case, Decision, HouseRule, Moderated
from moderation.services import hide_all, report
from moderation.targets import kinds, written_by
from processes.giving_roles import grant_process_role
from proposals.models import Proposal
from proposals.services import edit_proposal
from proposals.services.suggesting import suggest_change
from tests.factories.accounts import make_moderator, make_user, sign_in, with_second_factor
from tests.factories.deliberation import make_comment
from tests.factories.moderation import hide, make_case
from tests.factories.processes import make_process
from tests.factories.proposals import make_draft, make_proposal

pytestmark = pytest.mark.django_db
HIDE = {"rule": "advertising", "note": "This place is for the city, not for lamps."}


@pytest.fixture
def lamps() -> User:
    """Somebody who sells lamps in every way there is."""
    now, person = timezone.now(), make_user(display_name="Lamps for all")
    process = make_process(slug="budget")
    mine = make_proposal(process=process, author=person, title="Lamps for all of you, cheap")
    edit_proposal(
        actor=person, proposal=mine, seen=1, reason="", now=now, title="Lamps for all of you, cheaper"
    )
    other = make_proposal(process=process)
    comment = make_comment(other, author=person, text="Buy lamps.", now=now - timedelta(hours=1))
    edit_comment(actor=person, comment=comment, text="Buy more lamps.", now=now)
    make_comment(parent=comment, author=person, text="Really good lamps.")
    delete_comment(actor=person, comment=make_comment(other, author=person, text="Lamps!"), now=now)
    suggest_change(
        actor=person, proposal=other, base=1, title="Lamps instead of benches", summary="", body=other.body,
        reason="Lamps", now=now,
    )  # fmt: skip
    make_draft(process=process, author=person, title="Lamps nobody sees yet")
    make_comment(mine, text="This is advertising.")
    return person


def address_of(case: Case) -> str:
    return f"/moderation/case/{case.pk}/author/"


def visible(person: User) -> list[str]:
    return sorted(target.moderation_label for target in written_by(person, make_moderator(), 100))


def test_every_kind_says_who_wrote_it(lamps: User) -> None:
    for kind in kinds():
        found = kind.for_moderation().filter(**{kind.author_field: lamps.pk})
        assert found, kind
        assert {each.moderation_author_id() for each in found} == {lamps.pk}


def test_all_that_readers_can_see_is_hidden_with_one_reason_and_comes_back_with_one_undo(
    client: Client, lamps: User
) -> None:
    before = visible(lamps)
    assert before == [
        "Comment 1 on proposal 2", "Comment 2 on proposal 2", "Proposal 1", "Suggestion 1 for proposal 2",
        "Version 1 of comment 1 on proposal 2", "Version 1 of proposal 1",
    ]  # fmt: skip
    case = make_case(Proposal.objects.get(number=1, title__startswith="Lamps"))
    sign_in(client, make_moderator())
    assert "All they wrote" in client.get(f"/moderation/case/{case.pk}/").content.decode()
    page = client.get(address_of(case)).content.decode()
    assert "Hide these 6 texts" in page
    assert "Lamps nobody sees yet" not in page
    answer = client.post(address_of(case), HIDE, follow=True).content.decode()
    assert "Decided: 6, Hidden." in answer
    assert visible(lamps) == []
    assert "This is advertising." not in client.get("/budget/proposals/1/").content.decode()
    assert Entry.objects.filter(action="moderation.hid").count() == 6
    told = Notice.objects.get(user=lamps, url="/moderation/hidden/")
    assert told.subject == "We hid 6 texts of yours"
    assert "5. No advertising or spam" in told.body
    assert HIDE["note"] in told.body
    assert "appeal until" in told.body
    assert Notice.objects.filter(subject__startswith="What became of your report").count() == 1
    again = client.get(address_of(case)).content.decode()
    assert "Nothing of theirs is visible" in again
    undone = client.post("/moderation/undo/", follow=True).content.decode()
    assert "6 decisions taken back." in undone
    assert visible(lamps) == before
    assert Notice.objects.filter(user=lamps, subject="6 texts of yours are visible again").count() == 1
    assert list(Case.objects.filter(closed_at=None)) == [case]


def test_a_note_and_a_rule_are_needed_and_what_was_typed_stays(client: Client, lamps: User) -> None:
    case = make_case(Proposal.objects.get(number=1, title__startswith="Lamps"))
    sign_in(client, make_moderator())
    response = client.post(address_of(case), {"rule": "", "note": "Kind words that stay."})
    assert response.status_code == 422
    assert "Choose the rule that it breaks." in response.content.decode()
    assert "Kind words that stay." in response.content.decode()
    assert client.post(address_of(case), {"rule": "advertising", "note": "\u200b"}).status_code == 422
    assert not Decision.objects.exists()


def test_only_what_stands_where_one_moderates_is_shown_and_hidden(client: Client, lamps: User) -> None:
    elsewhere = make_proposal(author=lamps, title="Lamps in another process")
    case = make_case(Proposal.objects.get(number=1, process__slug="budget"))
    moderator = with_second_factor(make_user())
    grant_process_role(actor=None, process=case.process, user=moderator, role=Role.MODERATOR)
    sign_in(client, moderator)
    client.post(address_of(case), HIDE)
    elsewhere.refresh_from_db()
    assert not elsewhere.is_hidden
    assert visible(lamps) == [elsewhere.moderation_label]


def test_nobody_else_gets_in_and_nobody_hides_their_own(client: Client, lamps: User) -> None:
    case = make_case(Proposal.objects.get(number=1, title__startswith="Lamps"))
    sign_in(client, make_user())
    assert client.post(address_of(case), HIDE).status_code == 403
    moderator = make_moderator()
    own = make_case(make_comment(author=moderator))
    client.logout()
    sign_in(client, moderator)
    assert client.post(address_of(own), HIDE).status_code == 403
    assert not Decision.objects.exists()


def test_the_page_costs_the_same_for_much_spam(
    client: Client, lamps: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    proposal = make_proposal()
    for number in range(30):
        make_comment(proposal, author=lamps, text=f"Lamp {number}")
    case = make_case(Proposal.objects.get(number=1, process__slug="budget"))
    sign_in(client, make_moderator())
    with django_assert_max_num_queries(20):
        page = client.get(address_of(case)).content.decode()
    assert "Lamp 29" in page


def test_undoing_what_nobody_reported_leaves_nothing_in_the_queue(client: Client) -> None:
    target: Moderated = make_proposal(process=make_process(slug="budget"))
    moderator = make_moderator()
    decision = hide(target, moderator=moderator)
    sign_in(client, moderator)
    client.post("/moderation/undo/", {"decision": decision.pk})
    target.refresh_from_db()
    assert not target.is_hidden
    assert not Case.objects.filter(closed_at=None).exists()


@pytest.mark.parametrize("path", ["/moderation/", "/moderation/list/", "/moderation/case/{case}/author/"])
def test_where_a_note_is_written_each_rule_has_words_to_begin_with(client: Client, path: str) -> None:
    case = make_case(make_proposal())
    sign_in(client, make_moderator())
    page = client.get(path.format(case=case.pk)).content.decode()
    offered = json.loads(page.split('<script id="notes" type="application/json">')[1].split("</script>")[0])
    assert set(offered) == set(HouseRule.values)
    assert all(len(words) > 40 for words in offered.values())


def test_undo_after_deciding_where_a_text_stands_leads_to_the_button_that_does_it(client: Client) -> None:
    target = make_comment()
    sign_in(client, make_moderator())
    here = f"/moderation/here/deliberation.comment/{target.pk}/"
    said = client.post(here, HIDE | {"outcome": "hide"}, follow=True).content.decode()
    link = re.search(r'href="(/moderation/case/\d+/)">Undo', said)
    assert link
    page = client.get(link[1]).content.decode()
    button = re.search(r'name="decision" value="(\d+)">Take it back', page)
    assert button
    client.post("/moderation/undo/", {"decision": button[1]})
    target.refresh_from_db()
    assert not target.is_hidden


def test_whoever_wrote_much_gets_one_mail_of_what_was_hidden_and_one_of_its_undoing(
    client: Client, lamps: User, mailoutbox: list[EmailMessage], django_capture_on_commit_callbacks: Any
) -> None:
    case = make_case(Proposal.objects.get(number=1, title__startswith="Lamps"))
    sign_in(client, make_moderator())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address_of(case), HIDE)
    assert [mail.subject for mail in mailoutbox if mail.to == [lamps.email]] == ["We hid 6 texts of yours"]
    mailoutbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/moderation/undo/")
    subjects = [mail.subject for mail in mailoutbox if mail.to == [lamps.email]]
    assert subjects == ["6 texts of yours are visible again"]


def test_a_single_text_is_named_and_leads_to_its_own_appeal(client: Client) -> None:
    author = make_user()
    case = make_case(make_comment(author=author))
    sign_in(client, make_moderator())
    client.post(address_of(case), HIDE)
    told = Notice.objects.get(user=author, subject__startswith="We hid this: Comment 1")
    assert told.url == f"/moderation/appeal/{Decision.objects.get().pk}/"


def test_what_was_hidden_before_an_act_was_cut_short_is_told(lamps: User, monkeypatch: Any) -> None:
    targets = written_by(lamps, make_moderator(), 100)
    last = targets[-1]

    def killed(self: Moderated) -> None:
        if self == last:
            raise KeyboardInterrupt

    monkeypatch.setattr(type(last), "visibility_changed", killed)
    now = timezone.now()
    with pytest.raises(KeyboardInterrupt):
        hide_all(actor=make_moderator(), targets=targets, rule=HouseRule.ADVERTISING, note="Spam.", now=now)
    told = Notice.objects.get(user=lamps, url="/moderation/hidden/")
    hidden = Decision.objects.filter(outcome=Decision.Outcome.HIDE).count()
    assert told.subject == f"We hid {hidden} texts of yours"
    assert told in Notice.objects.to_mail(now + timedelta(hours=1))


def test_one_decision_about_several_cases_tells_each_person_once(client: Client) -> None:
    author, reader = make_user(), make_user()
    cases = [
        report(actor=reader, target=make_comment(author=author), rule=HouseRule.INSULT, now=timezone.now())
        for _each in range(3)
    ]
    sign_in(client, make_moderator())
    ticked = [str(each.case_id) for each in cases]
    client.post("/moderation/list/", HIDE | {"outcome": "hide", "case": ticked})
    assert Notice.objects.filter(user=author, subject="We hid 3 texts of yours").count() == 1
    told = Notice.objects.get(user=reader)
    assert told.subject == "What became of your 3 reports"
    assert "5. No advertising or spam" in told.body


def test_all_that_was_hidden_stands_on_one_page_for_its_author_alone(
    client: Client, lamps: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    moderator = make_moderator()
    for target in written_by(lamps, moderator, 100):
        hide(target, moderator=moderator)
    sign_in(client, lamps)
    with django_assert_max_num_queries(20):
        page = client.get("/moderation/hidden/").content.decode()
    assert len(set(re.findall(r"/moderation/appeal/\d+/", page))) == 6
    assert "Version 1 of proposal 1" in page
    client.logout()
    assert client.get("/moderation/hidden/").status_code == 302
    sign_in(client, make_user())
    assert "Nothing of yours was hidden" in client.get("/moderation/hidden/").content.decode()
