"""How what staff do with a process is written to its log."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from accounts.models import User
from audit.chain import Json
from audit.services import record
from processes.models import Process
from processes.permissions import acting_as
from processes.phases import Act


def log(
    actor: User | None, action: str, process: Process, data: Mapping[str, Json], *, at: datetime | None
) -> None:
    """Log what `actor` did, as somebody who runs the process; None is the system."""
    role = acting_as(actor, Act.MANAGE, process)
    record(action=action, chain=process.chain, actor=actor, role=role, target=process, data=data, at=at)
