"""The address, the QR code and the poster of a proposal."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.factories.moderation import hide
from tests.factories.processes import make_process
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db
PAGE = "/budget/proposals/1/"


def test_the_address_can_be_copied_shown_as_a_code_and_printed(client: Client) -> None:
    make_proposal(process=make_process(slug="budget"), title="A slide down the quay")
    assert f'value="http://testserver{PAGE}"' in client.get(f"{PAGE}share/").content.decode()
    code = client.get(f"{PAGE}qr.svg")
    assert code.headers["content-type"] == "image/svg+xml"
    assert "max-age" in code.headers["cache-control"]
    assert ElementTree.fromstring(code.content).tag.endswith("svg")
    poster = client.get(f"{PAGE}poster/").content.decode()
    assert "A slide down the quay" in poster
    assert f"testserver{PAGE}" in poster
    assert "Support it until" in poster


@pytest.mark.parametrize("page", ["share/", "poster/", "qr.svg"])
def test_what_is_hidden_or_not_there_is_not_shared(client: Client, page: str) -> None:
    hide(make_proposal(process=make_process(slug="budget")))
    assert client.get(PAGE + page).status_code == 404
    assert client.get(f"/budget/proposals/99/{page}").status_code == 404
