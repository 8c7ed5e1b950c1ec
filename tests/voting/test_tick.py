"""The clock: what stands in the way of one piece of work keeps no other from being done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tests.factories.accounts import make_user
from tests.factories.trustees import make_trustees
from tests.factories.voting import make_draft_round, make_open_round
from voting.board.heads import publish_heads
from voting.casting.sealing import cast_ballot
from voting.models import RollDraft, Round, RoundSecret, SignedHead
from voting.trustees.ceremony import plan_ceremony
from voting.trustees.reminding import remind_all

pytestmark = pytest.mark.django_db


def voted_round() -> Round:
    """A round whose head was signed yesterday, with a ballot that came in since."""
    round = make_open_round(voters=[voter := make_user()])
    cast_ballot(actor=voter, round=round, choices=[1], now=timezone.now())
    SignedHead.objects.filter(round=round).update(at=timezone.now() - timedelta(days=1))
    return round


def close_safe(round: Round) -> None:
    """As it is where the server was started with another SECRET_KEY."""
    RoundSecret.objects.filter(round=round).update(sealed="gAAAAA")


def test_a_round_whose_safe_is_closed_keeps_no_other_from_its_head() -> None:
    rounds = [voted_round() for _ in range(3)]
    close_safe(rounds[1])
    assert publish_heads(now=timezone.now()) == 2
    assert [SignedHead.objects.filter(round=round).count() for round in rounds] == [2, 1, 2]


def test_a_round_whose_safe_is_closed_keeps_no_other_from_its_reminders() -> None:
    now = timezone.now()
    rounds = [make_draft_round() for _ in range(2)]
    for round in rounds:
        make_trustees(round, now=now)
        plan_ceremony(actor=None, round=round, needed=2, size=3, deadline=now, now=now)
    close_safe(rounds[0])
    assert remind_all(now + timedelta(days=1)) == 3


def test_the_clock_does_all_that_can_be_done_and_says_what_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = make_draft_round()
    old = timezone.now() - timedelta(days=8)
    RollDraft.objects.create(round=draft, file_name="roll.csv", content=b"", made_at=old)

    def broken(**_options: object) -> int:
        raise OSError("the disk is full")

    monkeypatch.setattr("voting.management.commands.sign_heads.publish_heads", broken)
    with pytest.raises(CommandError, match="sign_heads"):
        call_command("tick")
    assert not RollDraft.objects.exists()
