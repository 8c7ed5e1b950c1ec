"""How acts in a discussion are written to the public log: which comment of what, never the words."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from audit.services import record
from deliberation.models import Comment
from processes.permissions import acting_as
from processes.phases import Act


def log(action: str, actor: User, comment: Comment, now: datetime, **data: str | int) -> None:
    """Log what `actor` did with a comment, as somebody who takes part in the discussion."""
    process = comment.proposal.process
    record(
        action=action,
        chain=process.chain,
        actor=actor,
        role=acting_as(actor, Act.COMMENT, process),
        target=comment,
        data={"proposal": comment.proposal.number, **data},
        at=now,
    )
