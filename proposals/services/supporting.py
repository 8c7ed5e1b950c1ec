"""Supporting: one person, one support, and a public number that is exact."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.limits import Pace
from accounts.models import User
from audit.services import record
from processes.permissions import acting_as, require
from processes.phases import Act
from proposals.models import Follow, Proposal, Support
from proposals.permissions import may_support
from proposals.services.locking import locked
from proposals.services.merging_supports import stay_away
from proposals.services.threshold import note_threshold


@transaction.atomic
def support_proposal(*, actor: User, proposal: Proposal, pace: Pace | None = None, now: datetime) -> bool:
    """Support a proposal; False if the person supports it already, which changes nothing.

    Who supports a proposal is told what becomes of it, until they take the support back or stop following.
    Sets `proposal.support_count` to the number after it. Raises Denied, TooMany.
    """
    held = locked(proposal)
    require(may_support(actor, held, now))
    try:
        with transaction.atomic():
            Support.objects.create(proposal=proposal, user=actor, created_at=now)
    except IntegrityError:
        return False
    if pace:
        pace.count(actor)
    begun = {"by_support": True, "created_at": now, "told_version": held.version}
    Follow.objects.get_or_create(proposal=proposal, user=actor, defaults=begun)
    proposal.support_count = _count("proposals.supported", actor, held, 1, now)
    note_threshold(proposal, held, now)
    return True


@transaction.atomic
def withdraw_support(*, actor: User, proposal: Proposal, pace: Pace | None = None, now: datetime) -> bool:
    """Take one's support back; False if there was none. Sets `proposal.support_count`.

    Raises Denied, TooMany. No merge brings it back in silence.
    """
    held = locked(proposal)
    require(may_support(actor, held, now))
    taken, _kinds = Support.objects.filter(proposal=proposal, user=actor).delete()
    if not taken:
        return False
    if pace:
        pace.count(actor)
    Follow.objects.filter(proposal=proposal, user=actor, by_support=True).delete()
    stay_away(actor, held, now)
    proposal.support_count = _count("proposals.support_withdrawn", actor, held, -1, now)
    return True


def _count(action: str, actor: User, held: Proposal, change: int, now: datetime) -> int:
    """Add `change` to the supporters of the locked proposal, log the act, and return the number after it."""
    Proposal.objects.filter(pk=held.pk).update(support_count=F("support_count") + change)
    record(
        action=action,
        chain=held.process.chain,
        actor=actor,
        role=acting_as(actor, Act.SUPPORT, held.process),
        target=held,
        at=now,
    )
    return held.support_count + change
