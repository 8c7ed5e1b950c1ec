"""Secrets that the server holds for a moment do not show where errors are reported."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.voting import make_open_round
from tests.voting.crypto.elections import shared_key
from tests.voting.verifier.packed import packed_round
from voting.safe import open_safe
from voting.verifier import Record, Report, verify
from voting.verifier.trustee import CountingTrustee

pytestmark = pytest.mark.django_db


def test_secrets_are_not_in_what_is_printed_of_them() -> None:
    found = open_safe(make_open_round())
    assert found.key
    assert found.board
    shown = repr(found)
    assert not any(str(secret) in shown for secret in (found.codes, found.key, found.board))


def test_a_sheet_is_not_in_what_is_printed_of_its_trustee() -> None:
    whole, seed = packed_round(), shared_key("Ed25519", 3, 2).seeds[0]
    board = verify(Record(BytesIO(whole.archive), whole.companions), Report())
    assert board
    assert seed not in repr(CountingTrustee(board, 1, seed))


@pytest.mark.parametrize("name", ["ballot", "cast"])
def test_choices_and_codes_are_left_out_of_reports(name: str, client: Client) -> None:
    """Django leaves out of its reports what a view marks so."""
    round = make_open_round()
    answer = client.post(reverse(f"voting:{name}", args=[round.process.slug, round.number]), {"choice": "1"})
    assert vars(answer.wsgi_request)["sensitive_post_parameters"] == "__ALL__"
