"""Proposals with enough support wait for an answer: staff see which wait longest, residents since when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Notice
from processes.models import Process
from proposals.lifecycle import Status
from proposals.models import Proposal
from proposals.services import answer_proposal, move_proposal, withdraw_proposal
from proposals.services.reminding import remind_of_answers
from proposals.telling import tell_of_threshold
from proposals.waiting import waiting_for_answer
from tests.factories.accounts import make_staff, make_user, sign_in
from tests.factories.moderation import hide
from tests.factories.processes import make_process
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db
SINCE = "and waits for the city's answer."
ANSWER = {
    "headline": "We will cost this.", "body": "The posts stand deep.", "department": "Parks",
    "signatory": "Ilse Brandt", "language": "en",
}  # fmt: skip


@pytest.fixture
def process() -> Process:
    return make_process(slug="budget")


def make_reached(process: Process, days: int, title: str) -> Proposal:
    """A proposal that has had the supporters it needs for so many days."""
    proposal = make_proposal(process=process, title=title)
    Proposal.objects.filter(pk=proposal.pk).update(reached_at=timezone.now() - timedelta(days=days))
    proposal.refresh_from_db()
    return proposal


def test_staff_see_what_waits_the_longest_first(client: Client, process: Process) -> None:
    for days, title in (
        (3, "Bench of three days"),
        (20, "Bench of twenty days"),
        (9, "Bench of nine days"),
    ):
        make_reached(process, days, title)
    make_proposal(process=process, title="Not enough support")
    sign_in(client, make_staff())
    desk = client.get("/staff/").content.decode()
    assert "3 proposals are waiting for an answer, the first since" in desk
    assert 'href="/staff/budget/waiting/"' in desk
    page = client.get("/staff/budget/waiting/").content.decode()
    assert (
        page.index("Bench of twenty days")
        < page.index("Bench of nine days")
        < page.index("Bench of three days")
    )
    assert "20 days" in page
    assert "/budget/proposals/2/answer/" in page
    assert "Not enough support" not in page


def test_its_page_says_since_when_until_the_city_has_answered(client: Client, process: Process) -> None:
    proposal = make_reached(process, 5, "A bench in the park")
    assert SINCE in client.get("/budget/proposals/1/").content.decode()
    answer_proposal(actor=make_staff(), proposal=proposal, now=timezone.now(), **ANSWER)
    assert SINCE not in client.get("/budget/proposals/1/").content.decode()
    assert not waiting_for_answer().exists()


def test_what_was_decided_withdrawn_or_hidden_waits_no_more(client: Client, process: Process) -> None:
    now = timezone.now()
    decided, gone, hidden = (make_reached(process, 5, f"Bench in park {number}") for number in range(3))
    checked = move_proposal(actor=None, proposal=decided, to=Status.UNDER_REVIEW, now=now)
    assert waiting_for_answer().count() == 3
    move_proposal(actor=None, proposal=checked, to=Status.ACCEPTED, now=now)
    withdraw_proposal(actor=gone.author, proposal=gone, now=now)
    hide(hidden)
    assert not waiting_for_answer().exists()
    assert SINCE not in client.get("/budget/proposals/1/").content.decode()


def test_only_who_manages_the_process_sees_the_list(client: Client, process: Process) -> None:
    sign_in(client, make_user())
    assert client.get("/staff/budget/waiting/").status_code == 403
    sign_in(client, make_staff())
    assert "Nothing waits for an answer" in client.get("/staff/budget/waiting/").content.decode()


def promise(process: Process, days: int) -> date:
    """Promise the answers of a process in so many days, or so many ago; return the day."""
    due = timezone.localdate() + timedelta(days=days)
    Process.objects.filter(pk=process.pk).update(answers_due=due)
    return due


def text_of(client: Client, path: str) -> str:
    """What a reader reads on a page."""
    return " ".join(BeautifulSoup(client.get(path).content, "html.parser").get_text(" ").split())


def test_every_proposal_says_by_when_its_answer_is_promised_until_it_is_there(
    client: Client, process: Process
) -> None:
    proposal = make_proposal(process=process, title="Few support this so far")
    assert "promised" not in text_of(client, "/budget/proposals/1/")
    due = promise(process, 12)
    said = f"The city has promised an answer by {date_format(due, 'DATE_FORMAT')}."
    assert said in text_of(client, "/budget/proposals/1/")
    answer_proposal(actor=make_staff(), proposal=proposal, now=timezone.now(), **ANSWER)
    assert "promised" not in text_of(client, "/budget/proposals/1/")


def test_what_is_late_says_since_when_to_residents_and_to_staff(client: Client, process: Process) -> None:
    make_proposal(process=process, title="Nobody answered this")
    make_reached(process, 3, "Nor this, which is wanted more")
    due = promise(process, -2)
    since = f"late since {date_format(due + timedelta(days=1), 'DATE_FORMAT')}"
    said = f"The city promised an answer by {date_format(due, 'DATE_FORMAT')}. It has been {since}."
    assert said in text_of(client, "/budget/proposals/1/")
    assert f"It has been {since}." in text_of(client, "/budget/")
    sign_in(client, make_staff())
    assert f"2 answers have been {since}" in text_of(client, "/staff/")
    page = text_of(client, "/staff/budget/waiting/")
    assert f"2 answers have been {since}." in page
    assert page.index("Nor this") < page.index("Nobody answered")


def test_the_process_says_how_many_are_answered_and_how_many_wait_and_the_list_finds_these(
    client: Client, process: Process
) -> None:
    for title in ("Bench by the canal", "Bench by the mill", "Bench by the quay"):
        proposal = make_proposal(process=process, title=title)
    answer_proposal(actor=make_staff(), proposal=proposal, now=timezone.now(), **ANSWER)
    assert "Answered or decided" not in text_of(client, "/budget/")
    promise(process, 12)
    page = text_of(client, "/budget/")
    assert "Answered or decided 1 Waiting 2" in page
    found = text_of(client, "/budget/proposals/?waiting=1")
    assert "2 proposals match" in found
    assert "Bench by the quay" not in found
    promise(process, -1)
    assert "Answered or decided 1 Late 2" in text_of(client, "/budget/")


def test_staff_promise_the_day_beside_the_phases_and_it_has_to_fit_them(
    client: Client, process: Process
) -> None:
    sign_in(client, make_staff())
    page = "/staff/budget/dates/"
    soup = BeautifulSoup(client.get(page).content, "html.parser")
    dates = {field["name"]: field["value"] for field in soup.select("main input[name][value]")}
    assert "The city check lasts until" in soup.get_text()
    tomorrow = timezone.localdate() + timedelta(days=1)
    early = client.post(page, dates | {"answers_due": tomorrow.isoformat()})
    assert early.status_code == 422
    assert "Promise their answers for that day or a later one." in early.content.decode()
    due = timezone.localdate() + timedelta(days=45)
    assert client.post(page, dates | {"answers_due": due.isoformat()}).status_code == 302
    assert Process.objects.get(pk=process.pk).answers_due == due
    longer = dates | {"collect_ends": "", "collect_starts": ""}
    assert client.post(page, longer | {"answers_due": ""}).status_code == 302
    assert Process.objects.get(pk=process.pk).answers_due is None


def test_staff_are_reminded_once_a_week_before_the_day_in_one_mail(process: Process) -> None:
    staff, now = make_staff(), timezone.now()
    for number in range(12):
        make_proposal(process=process, title=f"Bench by tree {number}")
    promise(process, 9)
    assert remind_of_answers(now=now) == 0, "the day is far"
    due = promise(process, 7)
    assert remind_of_answers(now=now) == 1
    assert remind_of_answers(now=now) == 0, "once"
    notice = Notice.objects.get(user=staff)
    assert notice.subject == (
        f"12 proposals wait for the answers promised by {date_format(due, 'DATE_FORMAT')}"
    )
    assert notice.url == "/staff/budget/waiting/"
    assert "1. Bench by tree 0" in notice.body
    promise(process, 5)
    assert remind_of_answers(now=now) == 1, "another day is another promise"


def test_nobody_is_reminded_of_nothing(process: Process) -> None:
    make_staff()
    promise(process, 3)
    assert remind_of_answers(now=timezone.now()) == 0
    make_proposal(process=process)
    assert remind_of_answers(now=timezone.now()) == 1, "what came later is not forgotten"


def test_the_square_names_the_day_until_it_is_over(client: Client, process: Process) -> None:
    due = promise(process, 12)
    said = f"The city answers every proposal by {date_format(due, 'DATE_FORMAT')}."
    assert said in text_of(client, "/")
    promise(process, -1)
    assert "The city answers every proposal" not in text_of(client, "/")


def test_the_authors_hear_of_the_day_when_they_have_the_supporters(process: Process) -> None:
    proposal = make_proposal(process=process)
    tell_of_threshold(proposal)
    due = promise(process, 12)
    proposal.process.refresh_from_db()
    tell_of_threshold(proposal)
    silent, told = Notice.objects.filter(user=proposal.author).order_by("pk")
    assert "promised" not in silent.body
    assert told.body.endswith(f"The city has promised an answer by {date_format(due, 'DATE_FORMAT')}.")
