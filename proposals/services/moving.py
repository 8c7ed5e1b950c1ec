"""Moving a proposal through its life. Nothing else in the product writes `status`."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from processes.permissions import Denied, acting_as, require
from processes.phases import Act
from proposals.lifecycle import Status, can_move
from proposals.models import Move, Proposal
from proposals.permissions import MOVES, impossible, may_move
from proposals.services.locking import locked

REASON_LEAST = 20


@transaction.atomic
def move_proposal(
    *,
    actor: User | None,
    proposal: Proposal,
    to: Status,
    now: datetime,
    reason: str = "",
    language: str = "",
) -> Proposal:
    """Bring a published proposal to the status `to` and return it, fresh; `actor` None is the system.

    Which role may do so in which phase depends on `to` (see `proposals.permissions.MOVES`). Moving it to
    where it is already changes nothing. The authors and followers are told, with the `reason` (public, in
    `language`), which a person who rejects must give. Raises Denied, ValidationError.
    """
    proposal = locked(proposal)
    if proposal.status == to:
        return proposal
    if actor:
        require(may_move(actor, proposal, to, now))
    if actor and to is Status.REJECTED and len(reason.strip()) < REASON_LEAST:
        raise ValidationError(no_reason())
    move = write_status(proposal, to, now, reason=reason.strip(), language=language)
    record_step("proposals.moved", actor, MOVES[to], proposal, now)
    tell(move, actor)
    return proposal


def write_status(
    proposal: Proposal,
    to: Status,
    now: datetime,
    *,
    reason: str = "",
    language: str = "",
    by_author: bool = False,
) -> Move:
    """Write a status if the lifecycle has that step; only for services of this package. Raises Denied."""
    if not can_move(Status(proposal.status), to):
        raise Denied(impossible(proposal, to))
    proposal.status = to
    proposal.changed_at = now
    proposal.save(update_fields=["status", "changed_at"])
    return Move.objects.create(
        proposal=proposal, status=to, at=now, reason=reason, language=language or proposal.process.language,
        by_author=by_author,
    )  # fmt: skip


def no_reason() -> str:
    """Say that a refusal needs a reason."""
    return _("Say in at least %(least)s letters why this is not possible. The reason is public.") % {
        "least": REASON_LEAST
    }


def tell(move: Move, actor: User | None) -> None:
    """Tell the authors and followers once the step is final."""
    from proposals.tasks import tell_of_move

    transaction.on_commit(lambda: tell_of_move.enqueue(move.pk, actor.pk if actor else None))


def record_step(action: str, actor: User | None, act: Act, proposal: Proposal, now: datetime) -> None:
    record(
        action=action,
        chain=proposal.process.chain,
        actor=actor,
        role=acting_as(actor, act, proposal.process),
        target=proposal,
        data={"status": proposal.status},
        at=now,
    )
