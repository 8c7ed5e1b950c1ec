"""Paper ballots for tests: people ticked off in an office, and paper ballots keyed twice, by the services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from tests.factories.accounts import make_staff
from voting.models import RollEntry, Round
from voting.paper.keying import Turn, key_paper_ballots
from voting.paper.marks import Value
from voting.paper.ticking import tick_off


def tick_people(round: Round, office: str, count: int, *, now: datetime, by: User | None = None) -> None:
    """Tick off the next people on the roll who have no account and have not voted."""
    clerk = by or make_staff()
    waiting = RollEntry.objects.filter(round=round, user=None, channel="").order_by("roll_number")
    for entry in list(waiting[:count]):
        tick_off(actor=clerk, round=round, entry=entry, office=office, now=now)


def key_twice(
    round: Round, office: str, ballots: Sequence[Value], *, now: datetime, people: Sequence[User] = ()
) -> None:
    """Have two people key the same paper ballots, numbered from 1."""
    clerks = people or (make_staff(), make_staff())
    numbered = dict(enumerate(ballots, 1))
    for clerk, turn in zip(clerks, Turn, strict=True):
        key_paper_ballots(actor=clerk, round=round, office=office, turn=Turn(turn), ballots=numbered, now=now)
