"""Costing: what the city found that a proposal costs. Its authors' own guess stays beside it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.services import record
from processes.permissions import acting_as, require
from processes.phases import Act
from proposals.models import Proposal
from proposals.permissions import may_cost
from proposals.services.locking import locked


@transaction.atomic
def cost_proposal(*, actor: User, proposal: Proposal, cost: int, now: datetime) -> Proposal:
    """Say what a proposal costs, in minor units of the currency, and return it, fresh. Raises Denied.

    The same cost as before changes nothing. A ballot in preparation keeps the cost it was given.
    """
    held = locked(proposal)
    require(may_cost(actor, held, now))
    if held.city_cost == cost:
        return held
    held.city_cost = cost
    held.changed_at = now
    held.save(update_fields=["city_cost", "changed_at"])
    record(
        action="proposals.costed",
        chain=held.process.chain,
        actor=actor,
        role=acting_as(actor, Act.REVIEW, held.process),
        target=held,
        data={"amount": cost, "currency": held.process.currency},
        at=now,
    )
    return held
