"""Heads of the board: signed once a day and at every step, in the public log, and mailed to who asked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import Site

from accounts.models import User
from audit.models import Entry
from tests.factories.accounts import make_user
from tests.factories.voting import make_counted_round, make_open_round
from voting.board import head_mail
from voting.board.head_mail import mail_head, readers_of
from voting.board.heads import publish_heads
from voting.board.record import verify_record
from voting.casting.sealing import cast_ballot
from voting.models import Board, Ceremony, Round, SignedHead, Trustee
from voting.rounds.preparing import cancel_round

pytestmark = pytest.mark.django_db


def logged(round: Round) -> list[tuple[int, str]]:
    """The heads that the public log tells, in their order."""
    entries = Entry.objects.filter(action="voting.head_signed", chain__key=round.process.chain)
    found: list[Any] = [row.data for row in entries.order_by("number")]
    return [(data["height"], data["head"]) for data in found]


def signed(round: Round) -> list[tuple[int, str]]:
    return list(SignedHead.objects.filter(round=round).values_list("height", "head"))


def cast(round: Round) -> None:
    voter = User.objects.get(roll_entries__round=round)
    cast_ballot(actor=voter, round=round, choices=[1], now=timezone.now())


def test_every_step_is_signed_and_logged() -> None:
    round = make_counted_round().round
    assert [height for height, _head in signed(round)] == [0, 5, 9]
    assert logged(round) == signed(round)
    assert signed(round)[-1][1] == Board.objects.get(round=round).head


def test_once_a_day_and_only_what_is_new() -> None:
    round = make_open_round()
    today = SignedHead.objects.get(round=round).at
    tomorrow = today + timedelta(days=1)
    cast(round)
    assert publish_heads(now=today) == 0
    assert publish_heads(now=tomorrow) == 1
    assert publish_heads(now=tomorrow) == 0
    assert publish_heads(now=tomorrow + timedelta(days=1)) == 0
    assert [height for height, _head in logged(round)] == [0, 1]
    assert verify_record(round).refusal is None
    cast(round)
    cancel_round(actor=None, round=round, reason="A mistake in the list.")
    assert publish_heads(now=tomorrow + timedelta(days=1)) == 0


def test_trustees_and_observers_get_it_each_on_their_own(
    django_capture_on_commit_callbacks: Any,
) -> None:
    round = make_open_round(title="Streets & squares")
    ceremony = Ceremony.objects.create(round=round)
    ana = {"name": "Ana", "email": "ana@example.org", "language": "es"}
    Trustee.objects.create(ceremony=ceremony, number=1, **ana)
    Round.objects.filter(pk=round.pk).update(observers="press@example.org\n\n Ana@example.org \n")
    cast(round)
    Site.objects.update(site_name="Riverton")
    with django_capture_on_commit_callbacks(execute=True):
        publish_heads(now=timezone.now() + timedelta(days=1))
    assert [letter.to for letter in mail.outbox] == [["ana@example.org"], ["press@example.org"]]
    head = Board.objects.get(round=round).head
    body = mail.outbox[1].body
    assert f"/vote/{round.number}/record/ --head {head}" in body
    assert "Streets & squares" in body
    assert str(mail.outbox[1].subject) == "Event 1: Streets & squares"
    assert str(body).rstrip().endswith("\nRiverton")
    words = [text.splitlines()[4] for text in (str(mail.outbox[0].body), str(body))]
    assert words[0] != words[1]
    assert all(len(line.split()) == 6 for line in words)


def test_one_address_that_fails_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    round = make_open_round()
    Round.objects.filter(pk=round.pk).update(observers="a@example.org\nb@example.org")
    sent: list[str] = []

    def send(_subject: str, _text: str, _sender: None, to: list[str]) -> None:
        if to == ["a@example.org"]:
            raise ConnectionRefusedError
        sent.extend(to)

    monkeypatch.setattr(head_mail, "send_mail", send)
    mail_head.call(SignedHead.objects.get(round=round).pk)
    assert sent == ["b@example.org"]


def test_nobody_is_written_to_where_nobody_asked() -> None:
    round = make_open_round(voters=[make_user()])
    assert list(readers_of(round)) == []
