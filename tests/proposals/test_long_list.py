"""A long list remembers numbers for some seconds, and still never shows what was hidden or an old count."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from proposals.models import Proposal
from tests.factories.accounts import make_district, make_user, sign_in
from tests.factories.moderation import hide
from tests.factories.processes import make_process
from tests.proposals.many import make_many

pytestmark = pytest.mark.django_db
LIST = "/budget/proposals/"


@pytest.fixture(autouse=True)
def every_list_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("proposals.recall.LONG", 1)


def html(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("query", ["", "?sort=support", "?q=bench", "?sort=newest"])
def test_a_hidden_proposal_leaves_a_remembered_list_at_once(client: Client, query: str) -> None:
    make_many(make_process(slug="budget"), 5)
    assert "Bench number 3 " in html(client, LIST + query)
    hide(Proposal.objects.get(number=3))
    page = html(client, LIST + query)
    assert "Bench number 3 " not in page
    assert "Bench number 4 " in page


def test_a_hidden_proposal_leaves_a_remembered_map_at_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("proposals.places.MOST_PLATES", 30)
    kiln, north = make_district("Kilnfield"), make_district("Northgate")
    make_many(make_process(slug="budget"), 39, district=kiln)
    lat, lon = north.boundary[0]
    Proposal.objects.filter(number=7).update(latitude=lat, longitude=lon)
    assert "Bench number 7 " in html(client, LIST + "?view=map")
    hide(Proposal.objects.get(number=7))
    page = html(client, LIST + "?view=map")
    assert "Bench number 7 " not in page
    assert 'class="pin many"' in page


def test_the_count_and_the_button_are_exact_right_after_a_click(client: Client) -> None:
    make_many(make_process(slug="budget"), 3)
    sign_in(client, make_user())
    assert support_of(html(client, LIST), 2) == ("2", "false")
    client.post(f"{LIST}2/support/", {"want": "yes", "in": "row"})
    assert support_of(html(client, LIST), 2) == ("3", "true")
    client.post(f"{LIST}2/support/", {"want": "no", "in": "row"})
    assert support_of(html(client, LIST), 2) == ("2", "false")


def test_nobody_sees_the_button_of_another(client: Client) -> None:
    make_many(make_process(slug="budget"), 3)
    sign_in(client, make_user())
    client.post(f"{LIST}2/support/", {"want": "yes", "in": "row"})
    sign_in(client, make_user())
    assert support_of(html(client, LIST), 2) == ("3", "false")


def support_of(page: str, number: int) -> tuple[str, str]:
    """Return the count and whether the button is pressed, in the row of proposal `number`."""
    found = re.search(rf'id="s{number}"><b>(\d+)</b>.*?aria-pressed="(\w+)"', page, re.DOTALL)
    assert found
    return found[1], found[2]
