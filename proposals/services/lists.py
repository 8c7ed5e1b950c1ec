"""Supports gathered away from the site, such as a signed list from a street stall."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.models import User
from audit.services import record
from processes.permissions import Verdict, acting_as, phase_verdict, require, role_verdict
from processes.phases import Act
from proposals.models import Proposal, Support
from proposals.permissions import closed_for_support
from proposals.services.locking import locked
from proposals.services.threshold import note_threshold


@transaction.atomic
def enter_supports(*, actor: User, proposal: Proposal, users: Iterable[User], now: datetime) -> int:
    """Enter the supports of `users` with one entry in the log; return how many were new.

    Who supports the proposal already is counted once. Raises Denied unless `actor` is council staff and the
    proposal takes supports now.
    """
    held = locked(proposal)
    require(role_verdict(actor, Act.REVIEW, proposal.process))
    require(phase_verdict(Act.SUPPORT, proposal.process, now))
    if not held.is_open_for_support:
        require(Verdict(False, closed_for_support(held)))
    known = set(Support.objects.filter(proposal=proposal).values_list("user_id", flat=True))
    new = {user.pk: user for user in users if user.pk not in known}
    Support.objects.bulk_create(
        [Support(proposal=proposal, user=user, created_at=now) for user in new.values()]
    )
    Proposal.objects.filter(pk=proposal.pk).update(support_count=F("support_count") + len(new))
    proposal.support_count = held.support_count + len(new)
    record(
        action="proposals.supports_entered",
        chain=proposal.process.chain,
        actor=actor,
        role=acting_as(actor, Act.REVIEW, proposal.process),
        target=proposal,
        data={"supports": len(new)},
        at=now,
    )
    note_threshold(proposal, held, now)
    return len(new)
