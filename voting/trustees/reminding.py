"""Reminding trustees whom the others wait for: by staff, and by the clock, at most once a day each."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from processes.permissions import local, require
from voting.models import Ceremony, RoundStatus, Trustee
from voting.permissions import may_manage
from voting.rounds.state import RoundError, log
from voting.safe import SafeClosed
from voting.trustees.ceremony import Stage, stage_of
from voting.trustees.count import CountStage, progress_of
from voting.trustees.mail import write

logger = logging.getLogger(__name__)
ONCE = timedelta(hours=20)
"""So that a clock that runs every five minutes reminds once a day, at about the same hour."""
DAYS_BEFORE = timedelta(days=3)


def awaited(ceremony: Ceremony, now: datetime) -> list[Trustee]:
    """Return the trustees who could do something now and have not."""
    trustees = list(ceremony.trustees.all())
    if ceremony.round.status == RoundStatus.DRAFT:
        stage = stage_of(ceremony, trustees)
        return [] if stage == Stage.READY else [one for one in trustees if not getattr(one, stage)]
    if ceremony.round.status != RoundStatus.COUNTING:
        return []
    progress = progress_of(ceremony.round, now)
    if progress.stage == CountStage.SHUFFLE:
        return [one for one in trustees if one.number not in progress.shuffled + progress.in_check]
    if progress.stage == CountStage.OPEN:
        return [one for one in trustees if one.number not in progress.opened + progress.in_check]
    return []


@transaction.atomic
def remind(*, actor: User | None, trustee: Trustee, now: datetime) -> None:
    """Mail a trustee that the others wait. Raises Denied, and RoundError where nobody waits, or too soon."""
    round = trustee.ceremony.round
    if actor:
        require(may_manage(actor, round))
    held = Trustee.objects.select_for_update(no_key=True).get(pk=trustee.pk)
    if held.pk not in {one.pk for one in awaited(trustee.ceremony, now)}:
        raise RoundError(_("Nothing is waiting for this trustee at the moment."))
    if held.reminded_at and now - held.reminded_at < ONCE:
        when = {"when": local(held.reminded_at)}
        raise RoundError(_("This trustee was reminded on %(when)s. Once a day is enough.") % when)
    held.reminded_at = now
    held.save(update_fields=["reminded_at"])
    write(held, "reminded")
    log(actor, "voting.trustee_reminded", round, {"round": round.title, "trustee": held.number}, now)


def remind_all(now: datetime) -> int:
    """Remind everybody whose day is near or over, or who is awaited at a count; return how many. One who
    cannot be reminded does not stop the others.
    """
    late = (one for one in _due(now) if one.reminded_at is None or now - one.reminded_at >= ONCE)
    return sum(_was_reminded(trustee, now) for trustee in late)


def _was_reminded(trustee: Trustee, now: datetime) -> bool:
    try:
        remind(actor=None, trustee=trustee, now=now)
    except RoundError:  # has spoken meanwhile
        return False
    except SafeClosed:
        logger.exception("Trustee %s cannot be reminded.", trustee.pk)
        return False
    return True


def _due(now: datetime) -> Iterator[Trustee]:
    states = (RoundStatus.DRAFT, RoundStatus.COUNTING)
    found = Ceremony.objects.filter(round__status__in=states).select_related("round__process")
    for ceremony in found:
        before = ceremony.round.status == RoundStatus.DRAFT
        if before and (ceremony.deadline is None or now < ceremony.deadline - DAYS_BEFORE):
            continue
        for trustee in awaited(ceremony, now):
            trustee.ceremony = ceremony
            invited = trustee.invited_at
            if invited is None or now - invited >= ONCE:
                yield trustee
