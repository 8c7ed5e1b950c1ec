"""Deleting what was needed to reach and recognise people on a roll, and what ties their ballots to them, once
it is needed no more.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from voting.models import RollDraft, RollEntry, Round, RoundSecret, RoundStatus
from voting.rounds.state import log

DRAFT_KEPT = timedelta(days=7)
NOTHING = {"name": "", "address": "", "email": "", "birth_date": None}
KNOWN = ~Q(name="", address="", email="", birth_date=None)


def forget_rolls(now: datetime) -> int:
    """Delete names, addresses, e-mail addresses and dates of birth from rolls whose time is over, with the
    keys of their votes and whose code was which, and lists that nobody confirmed for a week; return from how
    many rolls. Safe to run again.
    """
    RollDraft.objects.filter(made_at__lt=now - DRAFT_KEPT).delete()
    return sum(_forget(round, now) for round in due(now))


def due(now: datetime) -> QuerySet[Round]:
    """Return the rounds whose result has been public for long enough, or that were cancelled and would have
    closed as long ago.
    """
    before = now - timedelta(days=settings.ROLL_KEPT_DAYS)
    over = Q(status=RoundStatus.PUBLISHED, result__published_at__lte=before)
    cancelled = Q(status=RoundStatus.CANCELLED, closes_at__lte=before)
    return Round.objects.filter(over | cancelled).select_related("process")


@transaction.atomic
def _forget(round: Round, now: datetime) -> bool:
    roll = RollEntry.objects.filter(round=round)
    people = roll.filter(KNOWN).update(**NOTHING)
    codes = roll.exclude(credential="").update(credential="")
    secrets, _kinds = RoundSecret.objects.filter(round=round).delete()
    for done, action in ((people, "voting.roll_forgotten"), (codes + secrets, "voting.keys_destroyed")):
        if done:
            log(None, action, round, {"round": round.title}, now)
    return bool(people or codes or secrets)
