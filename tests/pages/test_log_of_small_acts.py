"""Supports, marks and drafts do not drown what staff and moderators did."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.processes import make_process
from tests.factories.proposals import make_proposal

pytestmark = pytest.mark.django_db


def test_small_acts_show_only_when_asked_for(client: Client) -> None:
    proposal = make_proposal(process=make_process())
    rows = client.get(reverse("audit:log")).content.decode().split("<tbody>", 1)[1]
    assert f"Published proposal <bdi>{proposal.number}</bdi>" in rows
    assert "Started a draft" not in rows
    everything = client.get(reverse("audit:log"), {"small": "on"}).content.decode()
    assert "Started a draft" in everything.split("<tbody>", 1)[1]


def test_the_download_is_whole_without_asking(client: Client) -> None:
    make_proposal(process=make_process())
    response = client.get(reverse("audit:download"), {"format": "jsonl"})
    text = response.getvalue().decode()
    assert "proposals.draft_started" in text
    assert '"complete":true' in text.replace(" ", "")
