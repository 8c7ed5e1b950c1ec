"""Ballots that are opened for a test: never cast, and noted for voters only."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Entry
from tests.factories.sealed import sealed_for
from tests.voting.test_cast_endpoint import code_of, round, send, trace, voter
from voting.casting import spoiling
from voting.codes import codes
from voting.crypto.encoding import sha256_hex
from voting.models import Round, SpoiledBallot

pytestmark = pytest.mark.django_db
__all__ = ["round", "voter"]


def spoil(round: Round, text: str) -> Any:
    address = reverse("voting:spoil", args=[round.process.slug, round.number])
    return Client(enforce_csrf_checks=True).post(address, text, content_type="application/json")


def test_a_tested_ballot_is_never_cast(round: Round, voter: User) -> None:
    code = code_of(round, voter)
    tested = sealed_for(round, code, [0])
    assert spoil(round, tested).json() == {"digest": sha256_hex(tested)}
    assert spoil(round, tested).status_code == 200
    before = trace(round)
    answer = send(round, tested)
    assert (answer.status_code, "opened for a test" in answer.json()["sentence"]) == (422, True)
    assert trace(round) == before
    assert send(round, sealed_for(round, code, [0])).status_code == 200
    assert Entry.objects.filter(action="voting.seal_tested").count() == 1


def test_a_stranger_spoils_nothing(round: Round) -> None:
    """Anybody can seal and sign a ballot with a code of their own making."""
    code, _key = codes.random_code(round)
    before = trace(round)
    answer = spoil(round, sealed_for(round, code, [0]))
    assert (answer.status_code, answer.json()["place"]) == (422, "ballot.credential")
    assert not SpoiledBallot.objects.exists()
    assert trace(round) == before


def test_one_code_cannot_test_without_end(round: Round, voter: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spoiling, "TESTS", 2)
    texts = [sealed_for(round, code_of(round, voter), [place]) for place in range(3)]
    assert [spoil(round, text).status_code for text in texts] == [200, 200, 429]
    assert SpoiledBallot.objects.count() == 2


def test_what_is_in_the_box_cannot_be_spoiled(round: Round, voter: User) -> None:
    text = sealed_for(round, code_of(round, voter), [0])
    send(round, text)
    answer = spoil(round, text)
    assert (answer.status_code, "already in the box" in answer.json()["sentence"]) == (422, True)
    assert not SpoiledBallot.objects.exists()
    assert spoil(round, text[:-1]).status_code == 422
