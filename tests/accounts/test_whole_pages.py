"""Whoever has to sign in first sees the sign-in page, never a piece of it inside another page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db
LOGIN = reverse("account_login")


def part(page: str) -> dict[str, str]:
    """Return the headers with which the script of a page asks for a part of it."""
    return {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}


@pytest.mark.parametrize("act", ["support", "follow"])
def test_a_visitor_who_presses_a_button_moves_to_the_sign_in_page_and_back(client: Client, act: str) -> None:
    proposal = make_proposal()
    page = proposal.get_absolute_url()
    address = reverse(f"proposals:{act}", args=[proposal.process.slug, proposal.number])
    answer = client.post(address, {"want": "yes"}, headers=part(page))
    assert answer.status_code == 200 and "Location" not in answer
    assert answer["HX-Redirect"] == f"{LOGIN}?next={page}"
    assert f"Sign in to {act}" in client.get(answer["HX-Redirect"]).content.decode()


def test_a_part_that_is_fetched_again_after_signing_out_leads_back_to_its_page(client: Client) -> None:
    answer = client.get(reverse("accounts:notices"), headers=part("/square/?page=2&all=yes"))
    assert answer["HX-Redirect"] == f"{LOGIN}?next=/square/%3Fpage%3D2%26all%3Dyes"


@pytest.mark.parametrize("said", ["https://elsewhere.example", "http://[::1", "\xff", ""])
def test_it_leads_back_inside_this_site_whatever_the_header_says(client: Client, said: str) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": said}
    answer = client.get(reverse("accounts:notices"), headers=headers)
    assert answer["HX-Redirect"] == f"{LOGIN}?next=/"


def test_a_plain_request_is_redirected_as_ever(client: Client) -> None:
    answer = client.get(reverse("accounts:notices"))
    assert answer.status_code == 302 and answer["Location"] == f"{LOGIN}?next={reverse('accounts:notices')}"
