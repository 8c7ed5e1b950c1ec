"""Where sealed ballots arrive: what is none is refused in a sentence and leaves no trace.

What is one is in the box before the answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import Entry
from processes.models import Process
from tests.factories.accounts import make_user
from tests.factories.sealed import in_the_box, sealed_for
from tests.factories.voting import SUMS, make_draft_round, make_open_round
from voting.board.lookup import ballots_of
from voting.casting import cast
from voting.codes import codes
from voting.crypto.ballots import Ballot, check_ballot
from voting.crypto.election import Election
from voting.crypto.encoding import dumps, sha256_hex
from voting.models import BoardEvent, Channel, RollEntry, Round
from voting.rounds.preparing import cancel_round
from voting.views import sealed as views

pytestmark = pytest.mark.django_db
ZERO, IDENTITY, OFF_CURVE = "0" * 64, f"{1:064x}", f"{2:064x}"
Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def voter() -> User:
    return make_user()


@pytest.fixture
def round(voter: User) -> Round:
    return make_open_round(voters=[voter])


def code_of(round: Round, voter: User) -> str:
    return codes.account_code(round, RollEntry.objects.get(round=round, user=voter))


def send(round: Round, text: str | bytes, *, kind: str = "application/json", **headers: str) -> Any:
    """Send a ballot as a browser does: no cookie, no token."""
    address = reverse("voting:receive", args=[round.process.slug, round.number])
    client = Client(enforce_csrf_checks=True)
    return client.post(address, text, content_type=kind, headers=headers)


def trace(round: Round) -> tuple[int, int, int]:
    """What casting writes: the board, the log, the roll."""
    return (
        BoardEvent.objects.filter(round=round).count(),
        Entry.objects.count(),
        RollEntry.objects.filter(round=round).exclude(channel="").count(),
    )


def test_the_answer_is_the_hash_of_what_is_on_the_board(round: Round, voter: User) -> None:
    text = sealed_for(round, code_of(round, voter), [0, 2])
    answer = send(round, text)
    event = ballots_of(round).get()
    assert (answer.status_code, answer.json()["digest"]) == (200, event.payload)
    assert (event.payload, event.data) == (sha256_hex(text), text)
    assert in_the_box(round) == [[1, 3]]
    assert not answer.cookies
    assert answer["Cache-Control"].startswith("max-age=0")


def test_the_same_ballot_again_gives_the_same_answer_and_writes_nothing(round: Round, voter: User) -> None:
    text = sealed_for(round, code_of(round, voter), [0])
    first = send(round, text).json()
    before = trace(round)
    again = send(round, text).json()
    assert (again["digest"], again["replaced"]) == (first["digest"], first["replaced"])
    assert trace(round) == before


def test_a_later_ballot_replaces(round: Round, voter: User) -> None:
    code = code_of(round, voter)
    assert send(round, sealed_for(round, code, [0])).json()["replaced"] is False
    assert send(round, sealed_for(round, code, [1])).json()["replaced"] is True
    assert in_the_box(round) == [[2]]


def test_a_ballot_that_waited_does_not_replace_a_newer_one(round: Round, voter: User) -> None:
    code = code_of(round, voter)
    old = sealed_for(round, code, [0])
    send(round, sealed_for(round, code, [1]), **{"X-Board-Height": "1"})
    before = trace(round)
    answer = send(round, old, **{"X-Board-Height": "1"})
    assert answer.status_code == 409
    assert "newer ballot" in answer.json()["sentence"]
    assert trace(round) == before
    assert send(round, old, **{"X-Board-Height": "2"}).status_code == 200  # sealed after the newer one


def proof(ballot: dict[str, Any]) -> dict[str, Any]:
    """The proof of the one answer of a ballot."""
    found: dict[str, Any] = ballot["answers"][0]["proof"]
    return found


CHANGED: dict[str, Change] = {
    "alpha is no point": lambda one: one["answers"][0]["choices"].update(alpha=OFF_CURVE),
    "beta is the neutral element": lambda one: one["answers"][0]["choices"].update(beta=IDENTITY),
    "a credential of low order": lambda one: one.update(credential=ZERO),
    "another proof": lambda one: proof(one).update(response="1"),
    "a number with a leading zero": lambda one: proof(one).update(response="01"),
    "another signature": lambda one: one["signature"]["proof"].update(challenge="1"),
    "another hash signed": lambda one: one["signature"].update(hash="A" * 43),
    "another election": lambda one: one.update(election_uuid="1" * 22),
    "other rules": lambda one: one.update(election_hash="A" * 43),
    "no answer": lambda one: one.update(answers=[]),
    "one answer twice": lambda one: one["answers"].append(one["answers"][0]),
    "a field more": lambda one: one.update(name="Ana"),
}


@pytest.mark.parametrize("change", CHANGED.values(), ids=CHANGED)
def test_an_altered_ballot_is_refused_and_nothing_is_written(
    round: Round, voter: User, change: Change
) -> None:
    ballot = json.loads(sealed_for(round, code_of(round, voter), [0]))
    change(ballot)
    before = trace(round)
    answer = send(round, dumps(ballot))
    assert answer.status_code == 422
    assert answer.json()["sentence"].endswith(".")
    assert answer.json()["place"].startswith("ballot")
    assert trace(round) == before


WRITTEN: dict[str, Callable[[str], str | bytes]] = {
    "a blank": lambda text: " ",
    "no JSON": lambda text: "Ana votes for 1",
    "a list": lambda text: "[]",
    "half of it": lambda text: text[: len(text) // 2],
    "with blanks": lambda text: json.dumps(json.loads(text)),
    "with a line break": lambda text: text + "\n",
    "fields in another order": lambda text: dumps(dict(reversed(json.loads(text).items()))),
    "twice": lambda text: text + text,
    "no UTF-8": lambda text: b"\xff" + text.encode(),
    "nothing but depth": lambda text: "[" * 9_000,
}


@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
def test_what_is_written_otherwise_is_refused(
    round: Round, voter: User, write: Callable[[str], str | bytes]
) -> None:
    before = trace(round)
    answer = send(round, write(sealed_for(round, code_of(round, voter), [0])))
    assert answer.status_code == 422
    assert "did not arrive whole" in answer.json()["sentence"]
    assert trace(round) == before


def test_what_is_too_large_or_no_json_is_not_even_read(round: Round) -> None:
    before = trace(round)
    assert send(round, "x" * 20_001).status_code == 413
    assert send(round, "{}", kind="text/plain").status_code == 415
    assert send(round, "a=b", kind="application/x-www-form-urlencoded").status_code == 415
    assert trace(round) == before


def test_a_ballot_of_another_round_is_refused(round: Round, voter: User) -> None:
    other = make_open_round(voters=[voter])
    answer = send(round, sealed_for(other, code_of(other, voter), [0]))
    assert answer.status_code == 422
    assert "sealed for another vote" in answer.json()["sentence"]
    assert in_the_box(round) == in_the_box(other) == []


def test_a_code_of_nobody_is_refused(round: Round) -> None:
    before = trace(round)
    answer = send(round, sealed_for(round, codes.random_code(round)[0], [0]))
    assert answer.status_code == 422
    assert "not on the electoral roll" in answer.json()["sentence"]
    assert trace(round) == before


def test_too_early_too_late_and_cancelled(round: Round, voter: User) -> None:
    text = sealed_for(round, code_of(round, voter), [0])
    before, now = trace(round), timezone.now()
    Round.objects.filter(pk=round.pk).update(closes_at=now - timedelta(seconds=1))
    answer = send(round, text)
    assert (answer.status_code, "Voting closed on" in answer.json()["sentence"]) == (403, True)
    Round.objects.filter(pk=round.pk).update(
        opens_at=now + timedelta(days=1), closes_at=now + timedelta(days=2)
    )
    assert "Voting opens on" in send(round, text).json()["sentence"]
    assert trace(round) == before
    cancel_round(actor=None, round=round, reason="A mistake in the list.", now=now)
    assert "cancelled" in send(round, text).json()["sentence"]
    assert in_the_box(round) == []


def test_who_voted_on_paper_keeps_that_ballot(round: Round, voter: User) -> None:
    text = sealed_for(round, code_of(round, voter), [0])
    RollEntry.objects.filter(round=round).update(channel=Channel.PAPER, voted_on=timezone.localdate())
    before = trace(round)
    answer = send(round, text)
    assert (answer.status_code, "voted on paper" in answer.json()["sentence"]) == (409, True)
    assert trace(round) == before


def test_one_address_cannot_send_without_end(
    round: Round, voter: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "CASTS", 2)
    texts = [sealed_for(round, code_of(round, voter), [place]) for place in range(3)]
    answers = [send(round, text) for text in texts]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 60
    assert "Wait 1 minute" in answers[2].json()["sentence"]
    assert in_the_box(round) == [[2]]


def test_one_code_cannot_fill_the_board(round: Round, voter: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each ballot stays on the board for ever, and everybody who checks it reads it."""
    monkeypatch.setattr(cast, "AGAIN", 2)
    texts = [sealed_for(round, code_of(round, voter), [place % 3]) for place in range(4)]
    assert [send(round, text).status_code for text in texts[:3]] == [200, 200, 200]
    before = trace(round)
    answer = send(round, texts[3])
    assert (answer.status_code, trace(round)) == (429, before)
    assert 0 < int(answer["Retry-After"]) <= 3600
    assert send(round, texts[2]).status_code == 200  # the one on the board, once more


def test_a_round_that_is_not_public_has_no_box(round: Round, voter: User) -> None:
    text = sealed_for(round, code_of(round, voter), [0])
    Process.objects.filter(pk=round.process_id).update(published=False)
    assert send(round, text).status_code == 404


def test_sentences_are_in_the_voters_language(round: Round) -> None:
    Round.objects.filter(pk=round.pk).update(closes_at=timezone.now() - timedelta(seconds=1))
    assert "La votación terminó" in send(round, "x", **{"Accept-Language": "es"}).json()["sentence"]


def test_the_election_has_an_address_of_its_own_for_ever(round: Round, client: Client) -> None:
    from voting.board.board import setup_of

    text = setup_of(round).election.text
    address = reverse("voting:election", args=[round.process.slug, round.number, sha256_hex(text)])
    answer = client.get(address)
    assert answer.content.decode() == text
    assert "immutable" in answer["Cache-Control"]
    assert client.get(address.replace(sha256_hex(text), "0" * 64)).status_code == 404


@pytest.mark.parametrize("page", ["seal/", f"election-{'0' * 64}.json"])
def test_a_vote_that_was_cancelled_before_it_was_frozen_has_no_seal(client: Client, page: str) -> None:
    draft = make_draft_round()
    cancel_round(actor=None, round=draft, reason="The council decided otherwise.")
    assert client.get(f"/{draft.process.slug}/vote/{draft.number}/{page}").status_code == 404


def test_a_code_is_told_to_its_owner_alone(round: Round, voter: User, client: Client) -> None:
    address = reverse("voting:my_code", args=[round.process.slug, round.number])
    assert client.post(address).status_code == 403
    client.force_login(make_user())
    assert "electoral roll" in client.post(address).json()["sentence"]
    client.force_login(voter)
    answer = client.post(address)
    assert answer.json() == {"code": code_of(round, voter)}
    assert "no-store" in answer["Cache-Control"]
    assert client.get(address).status_code == 405
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(voter)
    assert guarded.post(address).status_code == 403


def test_a_code_from_a_letter_is_not_known_here(round: Round, voter: User, client: Client) -> None:
    RollEntry.objects.filter(round=round).update(code_by="letter")
    client.force_login(voter)
    answer = client.post(reverse("voting:my_code", args=[round.process.slug, round.number]))
    assert (answer.status_code, "came in a letter" in answer.json()["sentence"]) == (409, True)


@pytest.mark.parametrize("fields", [{"group": "RFC-3526-2048"}, SUMS])
def test_a_stranger_has_no_dear_proofs_checked(
    fields: dict[str, Any], voter: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They can take a second of the server, and a ballot signed with a code of one's own is soon made."""
    checked: list[str] = []

    def watched(ballot: Ballot, election: Election) -> None:
        checked.append(ballot.credential)
        check_ballot(ballot, election)

    monkeypatch.setattr(cast, "check_ballot", watched)
    round = make_open_round(voters=[voter], **fields)
    code, _key = codes.random_code(round)
    answer = send(round, sealed_for(round, code, [0]))
    assert (answer.status_code, answer.json()["place"], checked) == (422, "ballot.credential", [])
    assert send(round, sealed_for(round, code_of(round, voter), [0])).status_code == 200
    assert len(checked) == 1
