"""Having the supporters that are needed: noted once, told to authors and staff."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.services import record
from processes.phases import Act, allows
from proposals.lifecycle import Status
from proposals.models import Proposal
from proposals.services.moving import move_proposal


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
    if (
        process.review_at_threshold
        and held.status == Status.PUBLISHED
        and allows(process.timeline, Act.REVIEW, now)
    ):
        move_proposal(actor=None, proposal=proposal, to=Status.UNDER_REVIEW, now=now)


def _tell_of_threshold(proposal_id: int) -> None:
    from proposals.tasks import tell_of_threshold

    tell_of_threshold.enqueue(proposal_id)
