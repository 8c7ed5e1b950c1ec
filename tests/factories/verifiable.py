"""Rounds whose key trustees hold, with ballots that were sealed as a voter's device does it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from demo.devices import cast_from_device, open_all, shuffle_all
from processes.phases import Phase
from tests.factories.accounts import make_staff, make_user
from tests.factories.trustees import hold_ceremony, make_trustees
from tests.factories.voting import make_draft_round
from voting.counting.count import count_round
from voting.counting.run import do_count, start_count
from voting.models import Result, RollEntry, Round
from voting.rounds.freezing import freeze_round

NOW = timezone.now()
BALLOTS = ((1, 2), (1,), (3,), ())
"""Project numbers on each ballot."""
Made = tuple[Round, list[str]]


def make_voted_round(ballots: Sequence[Sequence[int]] = BALLOTS, **fields: Any) -> Made:
    """A round with three trustees and these ballots in its box, and the trustees' seeds."""
    voters = [make_user() for _ in ballots] or [make_user()]
    round = make_draft_round(now=NOW, voters=voters, **fields)
    make_trustees(round, now=NOW)
    seeds = hold_ceremony(round, now=NOW)
    freeze_round(actor=None, round=round, now=NOW)
    for entry, choices in zip(RollEntry.objects.filter(round=round), ballots, strict=False):
        cast_from_device(round, entry, choices, now=NOW)
    return Round.objects.select_related("process").get(pk=round.pk), seeds


def after(round: Round) -> datetime:
    """A moment at which the process counts."""
    window = round.process.timeline.window(Phase.RESULT)
    assert window
    return window.starts


def close(round: Round) -> None:
    """Let staff press "Open the box and count", and the worker close the box."""
    staff, now = make_staff(), after(round)
    start_count(actor=staff, round=round, now=now)
    do_count(round=Round.objects.select_related("process").get(pk=round.pk), now=now, actor=staff)
    round.refresh_from_db(fields=["status"])


def make_verifiable_result(ballots: Sequence[Sequence[int]], **fields: Any) -> Result:
    """A round in which as many people cast `ballots`, counted by two of its three trustees."""
    round, seeds = make_voted_round(ballots, **fields)
    now = after(round)
    close(round)
    if not round.only_sums:
        shuffle_all(round, seeds, now=now)
    open_all(round, seeds, now=now, who=(1, 3))
    return count_round(actor=None, round=round, now=now)
