"""How acts of moderation are written to the public log: what it is about and the rule, never the words."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import override

from accounts.models import User
from audit.models import Entry
from audit.services import record
from moderation.models import Moderated
from processes.permissions import acting_as
from processes.phases import Act

BY_ANYONE = frozenset({"moderation.reported", "moderation.appealed"})


def log(actor: User | None, action: str, target: Moderated, now: datetime, **data: str) -> Entry:
    """Log what `actor` did about `target`, as a moderator unless anyone may; None is the system."""
    with override(settings.LANGUAGE_CODE):
        label = target.moderation_label
    process = target.moderation_process
    return record(
        action=action,
        chain=process.chain,
        actor=actor,
        role="" if action in BY_ANYONE else acting_as(actor, Act.MODERATE, process),
        target=target,
        data={"label": label, **data},
        at=now,
    )
