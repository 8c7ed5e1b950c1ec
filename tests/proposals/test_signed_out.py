"""Whoever was signed out while typing signs in, lands on a page that exists, and finds what they typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from proposals.lifecycle import Status
from proposals.models import Pair, Proposal
from proposals.services import move_proposal
from tests.factories.accounts import make_moderator, make_staff, make_user, sign_in
from tests.factories.merges import make_waiting_merge
from tests.factories.processes import make_process
from tests.factories.proposals import make_draft, make_proposal

pytestmark = pytest.mark.django_db
TYPED = "The harbour wall may carry no more weight."


def after_signing_in(client: Client, user: User, address: str, **sent: Any) -> str:
    """Send a form while signed out, sign in, and go where the sign-in page leads."""
    response = client.post(address, sent)
    assert response.status_code == 302
    onward = response["Location"].split("next=")[1]
    sign_in(client, user)
    page = client.get(onward.replace("%3F", "?").replace("%3D", "="), follow=True)
    assert page.status_code == 200, onward
    return page.content.decode()


def test_forms_without_end_from_one_address_are_not_kept(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("accounts.typed.KEPT_PER_HOUR", 2)
    merge = make_waiting_merge()
    for _each in range(3):
        client.logout()
        client.post(merge.get_absolute_url(), {"do": "decline", "reason": TYPED})
    assert "typed" not in client.session
    sign_in(client, merge.goes.author)
    assert TYPED not in client.get(merge.get_absolute_url()).content.decode()


def test_a_reason_about_a_merge(client: Client) -> None:
    merge = make_waiting_merge()
    page = after_signing_in(
        client, merge.goes.author, merge.get_absolute_url(), do="decline", reason=TYPED, joins="on"
    )
    assert TYPED in page
    assert "It is not sent yet" in page


def test_a_note_for_a_new_merge(client: Client) -> None:
    process = make_process()
    one, two = make_proposal(process=process), make_proposal(process=process)
    address = reverse("proposals:propose_merge", args=[process.slug, one.number])
    page = after_signing_in(client, one.author, f"{address}?with={two.number}", note=TYPED, stays="2")
    assert TYPED in page
    assert 'value="2" required id="id_stays_1" checked' in page or "checked" in page


def test_why_two_are_not_the_same(client: Client) -> None:
    process = make_process()
    one, two = make_proposal(process=process), make_proposal(process=process)
    pair = Pair.objects.create(process=process, first=one, second=two, score=0.9)
    address = reverse("proposals:dismiss_pair", args=[process.slug, pair.pk])
    assert TYPED in after_signing_in(client, make_moderator(), address, reason=TYPED)
    pair.refresh_from_db()
    assert pair.state == "open"


def test_why_the_city_refuses(client: Client) -> None:
    make_proposal(process=make_process(slug="budget"), status=Status.UNDER_REVIEW)
    sent = {"to": "rejected", "reason": TYPED}
    assert TYPED in after_signing_in(client, make_staff(), "/budget/proposals/1/move/", **sent)
    assert Proposal.objects.get().status == Status.UNDER_REVIEW


def test_a_draft_to_throw_away_and_a_picture_to_take_away(client: Client) -> None:
    draft = make_draft(process=make_process(slug="budget"))
    here = f"/budget/proposals/drafts/{draft.pk}"
    assert "My drafts" in after_signing_in(client, draft.author, f"{here}/discard/")
    client.logout()
    page = after_signing_in(client, draft.author, f"{here}/pictures/{'0' * 32}/", act="remove")
    assert "Show what you mean" in page
    assert Proposal.objects.exists()


def test_a_double_click_on_a_step_is_no_error(client: Client) -> None:
    make_proposal(process=make_process(slug="budget"))
    sign_in(client, make_staff())
    for _double_click in range(2):
        response = client.post("/budget/proposals/1/move/", {"to": "under_review"})
        assert response["Location"] == "/budget/proposals/1/"


def test_what_came_too_late_says_why(client: Client) -> None:
    proposal = make_proposal(process=make_process(slug="budget"))
    for status in (Status.UNDER_REVIEW, Status.REJECTED):
        move_proposal(actor=None, proposal=proposal, to=status, now=timezone.now())
    sign_in(client, proposal.author)
    response = client.post("/budget/proposals/1/withdraw/")
    assert response.status_code == 403
    assert "It is too late to withdraw this proposal." in response.content.decode()
    sign_in(client, make_user())
    assert client.post("/budget/proposals/1/withdraw/").status_code == 403
