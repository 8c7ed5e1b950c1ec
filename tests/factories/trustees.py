"""Rounds with trustees for tests; what the trustees' devices do is in `demo.devices`."""

from __future__ import annotations

from datetime import datetime

from demo.devices import everybody, say_all
from voting.crypto.randomness import SECURE
from voting.crypto.signed import new_seed
from voting.models import Board, Mode, Round, Trustee
from voting.trustees.ceremony import Person, name_trustee, plan_ceremony

NAMES = ("Ruth Calder", "Piotr Nowak", "Leyla Arslan", "Sven Aalto", "Grace Oduya")


def make_trustees(round: Round, *, now: datetime, size: int = 3, needed: int = 2) -> list[Trustee]:
    """Make a round in preparation verifiable, and name its trustees."""
    Round.objects.filter(pk=round.pk).update(mode=Mode.VERIFIABLE)
    round.mode = Mode.VERIFIABLE
    plan_ceremony(actor=None, round=round, needed=needed, size=size, now=now)
    people = [Person(name, f"{name.split()[0].lower()}@example.org", "en") for name in NAMES[:size]]
    return [name_trustee(actor=None, round=round, person=person, now=now) for person in people]


def hold_ceremony(round: Round, *, now: datetime, until: str = "trial") -> list[str]:
    """Let the trustees of a round say all their words up to one; return their seeds."""
    seeds = [new_seed(SECURE) for _ in everybody(round)]
    say_all(round, seeds, now=now, until=until)
    return seeds


def boards_height(round: Round) -> int:
    """How many events the board has."""
    return Board.objects.get(round=round).height
