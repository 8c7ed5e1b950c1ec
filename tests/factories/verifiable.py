"""Rounds whose key trustees hold, with ballots that were sealed as a voter's device does it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from processes.phases import Phase
from tests.factories.accounts import make_staff, make_user
from tests.factories.trustees import hold_ceremony, make_trustees
from tests.factories.voting import make_draft_round
from voting import board
from voting.casting import cast_sealed
from voting.codes import account_code, key_of
from voting.count_run import start_count
from voting.crypto.ballots import seal
from voting.crypto.packing import pack
from voting.crypto.randomness import SECURE
from voting.freezing import freeze_round
from voting.frozen import form_of, vote_of
from voting.models import RollEntry, Round

NOW = timezone.now()
BALLOTS = ((1, 2), (1,), (3,), ())
"""Project numbers on each ballot."""
Made = tuple[Round, list[str]]


def cast_from_device(
    round: Round, entry: RollEntry, choices: tuple[int, ...], *, now: datetime | None = None
) -> None:
    """Seal a ballot as the voter's device does, and cast it."""
    election = board.setup_of(round).election
    numbers = list(round.projects.order_by("number").values_list("number", flat=True))
    form = form_of(round, len(numbers))
    key = key_of(round, account_code(round, entry))
    ballot = seal(election, key, [pack(form, vote_of(form, numbers, choices, ()))], SECURE)
    cast_sealed(round=round, text=ballot.text, now=now or NOW)


def make_voted_round(ballots: tuple[tuple[int, ...], ...] = BALLOTS, **fields: Any) -> Made:
    """A round with three trustees and these ballots in its box, and the trustees' seeds."""
    voters = [make_user() for _ in ballots] or [make_user()]
    round = make_draft_round(now=NOW, voters=voters, **fields)
    make_trustees(round, now=NOW)
    seeds = hold_ceremony(round, now=NOW)
    freeze_round(actor=None, round=round, now=NOW)
    for entry, choices in zip(RollEntry.objects.filter(round=round), ballots, strict=False):
        cast_from_device(round, entry, choices)
    return Round.objects.select_related("process").get(pk=round.pk), seeds


def after(round: Round) -> datetime:
    """A moment at which the process counts."""
    window = round.process.timeline.window(Phase.RESULT)
    assert window
    return window.starts


def close(round: Round) -> None:
    """Let staff press "Open the box and count"."""
    start_count(actor=make_staff(), round=round, now=after(round))
