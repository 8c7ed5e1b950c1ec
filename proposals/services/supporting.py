"""Supporting: one person, one support, and a public number that is exact."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.models import User
from audit.services import record
from processes.permissions import acting_as, require
from processes.phases import Act
from proposals.lifecycle import Status
from proposals.models import Proposal, Support
from proposals.permissions import may_support
from proposals.services.locking import locked
from proposals.services.moving import move_proposal


@transaction.atomic
def support_proposal(*, actor: User, proposal: Proposal, now: datetime) -> bool:
    """Support a proposal; False if the person supports it already, which changes nothing.

    Sets `proposal.support_count` to the number after it. Raises Denied.
    """
    held = locked(proposal)
    require(may_support(actor, held, now))
    try:
        with transaction.atomic():
            Support.objects.create(proposal=proposal, user=actor, created_at=now)
    except IntegrityError:
        return False
    proposal.support_count = _count("proposals.supported", actor, held, 1, now)
    note_threshold(proposal, held, now)
    return True


@transaction.atomic
def withdraw_support(*, actor: User, proposal: Proposal, now: datetime) -> bool:
    """Take one's support back; False if there was none. Sets `proposal.support_count`. Raises Denied."""
    held = locked(proposal)
    require(may_support(actor, held, now))
    taken, _kinds = Support.objects.filter(proposal=proposal, user=actor).delete()
    if not taken:
        return False
    proposal.support_count = _count("proposals.support_withdrawn", actor, held, -1, now)
    return True


def note_threshold(proposal: Proposal, held: Proposal, now: datetime) -> None:
    """Tell authors and staff, once, when a proposal has the supporters it needs.

    `held` is the proposal as the caller locked it. Only a process that says so moves it to the city check by
    itself.
    """
    process = proposal.process
    if proposal.support_count < process.support_threshold or held.reached_at:
        return
    if not Proposal.objects.filter(pk=proposal.pk, reached_at=None).update(reached_at=now):
        return
    record(
        action="proposals.threshold_reached",
        chain=process.chain,
        actor=None,
        role="system",
        target=proposal,
        data={"supports": process.support_threshold},
        at=now,
    )
    transaction.on_commit(lambda: _tell_of_threshold(proposal.pk))
    if process.review_at_threshold and held.status == Status.PUBLISHED:
        move_proposal(actor=None, proposal=proposal, to=Status.UNDER_REVIEW, now=now)


def _tell_of_threshold(proposal_id: int) -> None:
    from proposals.tasks import tell_of_threshold

    tell_of_threshold.enqueue(proposal_id)


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
