"""Proposals with enough support wait for an answer: staff see which wait longest, residents since when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from processes.models import Process
from proposals.lifecycle import Status
from proposals.models import Proposal
from proposals.services import answer_proposal, move_proposal, withdraw_proposal
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
