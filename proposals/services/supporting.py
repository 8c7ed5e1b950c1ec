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
    require(may_support(actor, locked(proposal), now))
    try:
        with transaction.atomic():
            Support.objects.create(proposal=proposal, user=actor, created_at=now)
    except IntegrityError:
        return False
    _count("proposals.supported", actor, proposal, 1, now)
    note_threshold(proposal, now)
    return True


@transaction.atomic
def withdraw_support(*, actor: User, proposal: Proposal, now: datetime) -> bool:
    """Take one's support back; False if there was none. Sets `proposal.support_count`. Raises Denied."""
    require(may_support(actor, locked(proposal), now))
    taken, _kinds = Support.objects.filter(proposal=proposal, user=actor).delete()
    if not taken:
        return False
    _count("proposals.support_withdrawn", actor, proposal, -1, now)
    return True


def note_threshold(proposal: Proposal, now: datetime) -> None:
    """Tell authors and staff, once, when a proposal has the supporters it needs; the caller holds its lock.

    Only a process that says so moves it to the city check by itself.
    """
    process, held = proposal.process, locked(proposal)
    if held.support_count < process.support_threshold:
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


def _count(action: str, actor: User, proposal: Proposal, change: int, now: datetime) -> None:
    """Add `change` in the database, where concurrent supporters cannot lose each other's, and log the act."""
    Proposal.objects.filter(pk=proposal.pk).update(support_count=F("support_count") + change)
    proposal.refresh_from_db(fields=["support_count"])
    record(
        action=action,
        chain=proposal.process.chain,
        actor=actor,
        role=acting_as(actor, Act.SUPPORT, proposal.process),
        target=proposal,
        at=now,
    )
