"""The state of a round: held while an act decides, moved on by one, and each act written into the log.

`actor` may be None for the system itself (an import, a command, the clock); the log then says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from audit.chain import Json
from audit.services import record
from processes.permissions import acting_as
from processes.phases import Act
from voting.models import Round, RoundStatus


class RoundError(Exception):
    """A round cannot do what was asked; the text is the sentence to show."""


def locked(round: Round) -> Round:
    """Return the round as it stands, held until the end of the transaction."""
    return Round.objects.select_for_update(of=("self",)).select_related("process").get(pk=round.pk)


def locked_draft(round: Round) -> Round:
    """Return the locked round. Raises RoundError unless it is still in preparation."""
    held = locked(round)
    if held.status != RoundStatus.DRAFT:
        raise RoundError(
            _("The rules of this vote are frozen. A change means cancelling it and starting a new one.")
        )
    return held


def move(round: Round, status: RoundStatus, **fields: Any) -> None:
    """Write the new status and the fields that come with it, also on the object given."""
    Round.objects.filter(pk=round.pk).update(status=status, **fields)
    round.status = status
    for name, value in fields.items():
        setattr(round, name, value)


def log(
    actor: User | None,
    action: str,
    round: Round,
    data: Mapping[str, Json],
    now: datetime | None,
    *,
    act: Act = Act.MANAGE,
) -> None:
    """Record an act of staff, or of the system, about a round."""
    role = acting_as(actor, act, round.process)
    chain = round.process.chain
    record(action=action, chain=chain, actor=actor, role=role, target=round, data=data, at=now)
