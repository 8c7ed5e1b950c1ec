"""Taking people off the roll again, while the round is in preparation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from processes.permissions import require
from voting.models import RollEntry, Round
from voting.permissions import may_manage
from voting.roll.admission import outside
from voting.rounds.state import RoundError, locked_draft, log


def remove_line(*, actor: User | None, round: Round, roll_number: str, now: datetime | None = None) -> None:
    """Take one person off the roll. Raises Denied, and RoundError if the round is frozen or nobody has this
    number.
    """
    if not _remove(actor, round, {"roll_number": roll_number}, now):
        raise RoundError(_("Nobody on the roll has the number %(number)s.") % {"number": roll_number})


def remove_outside(*, actor: User | None, round: Round, now: datetime | None = None) -> int:
    """Take everybody off the roll who does not live in the districts of the round; return how many. Raises
    Denied, and RoundError if the round is frozen.
    """
    return _remove(actor, round, {"pk__in": outside(round).values("pk")}, now)


def empty_roll(*, actor: User | None, round: Round, now: datetime | None = None) -> int:
    """Take everybody off the roll; return how many. Raises Denied, and RoundError if the round is frozen."""
    return _remove(actor, round, {}, now)


@transaction.atomic
def _remove(actor: User | None, round: Round, which: dict[str, Any], now: datetime | None) -> int:
    if actor:
        require(may_manage(actor, round))
    locked_draft(round)
    removed, _models = RollEntry.objects.filter(round=round, **which).delete()
    if removed:
        Round.objects.filter(pk=round.pk).update(roll_size=F("roll_size") - removed)
        round.refresh_from_db(fields=["roll_size"])
        log(actor, "voting.roll_shortened", round, {"people": removed, "round": round.title}, now)
    return removed
