"""Withdrawing one's own proposal, and bringing it back while proposals can be changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.limits import Pace
from accounts.models import User
from processes.permissions import require
from processes.phases import Act
from proposals.lifecycle import Status
from proposals.models import Move, Proposal
from proposals.permissions import may_bring_back, may_withdraw
from proposals.services.locking import locked
from proposals.services.moving import record_step, tell, write_status
from proposals.tasks import look_for_pairs


@transaction.atomic
def withdraw_proposal(
    *, actor: User, proposal: Proposal, pace: Pace | None = None, now: datetime
) -> Proposal:
    """Withdraw one's own proposal: it stays readable and leaves the process. Raises Denied, TooMany."""
    proposal = locked(proposal)
    if proposal.status == Status.WITHDRAWN and proposal.author_id == actor.pk:
        return proposal
    require(may_withdraw(actor, proposal, now))
    if pace:
        pace.count(actor)
    move = write_status(proposal, Status.WITHDRAWN, now, by_author=True)
    record_step("proposals.withdrawn", actor, Act.EDIT_PROPOSAL, proposal, now)
    tell(move, actor)
    return proposal


@transaction.atomic
def bring_back_proposal(
    *, actor: User, proposal: Proposal, pace: Pace | None = None, now: datetime
) -> Proposal:
    """Undo one's own withdrawal: the proposal stands where it stood before. Raises Denied, TooMany.

    Followers hear of it if they have heard of the withdrawal; if not yet, they hear of neither.
    """
    proposal = locked(proposal)
    require(may_bring_back(actor, proposal, now))
    if pace:
        pace.count(actor)
    withdrawal, before = Move.objects.filter(proposal=proposal).order_by("-pk")[:2]
    unheard = Move.objects.filter(pk=withdrawal.pk, told_at=None).update(told_at=now)
    move = write_status(proposal, Status(before.status), now, by_author=True)
    record_step("proposals.brought_back", actor, Act.EDIT_PROPOSAL, proposal, now)
    look_for_pairs(proposal)
    if unheard:
        Move.objects.filter(pk=move.pk).update(told_at=now)
    else:
        tell(move, actor)
    return proposal
