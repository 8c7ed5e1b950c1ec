"""How a process handles its proposals: what merging them takes, and what starts the city check.

`actor` may be None for the system itself; the log then says so.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.chain import Json
from processes.logging import log
from processes.models import Process
from processes.permissions import require, role_verdict
from processes.phases import Act


@transaction.atomic
def set_merging(
    *,
    actor: User | None,
    process: Process,
    notice_days: int,
    moves_supporters: bool,
    now: datetime | None = None,
) -> None:
    """Set how proposals are merged here; merges that were proposed before keep the days they were given.

    Setting what is set already changes nothing. Raises Denied, ValidationError.
    """
    if actor:
        require(role_verdict(actor, Act.MANAGE, process))
    held = Process.objects.select_for_update(no_key=True).get(pk=process.pk)
    if (held.merge_notice_days, held.merge_moves_supporters) == (notice_days, moves_supporters):
        return
    process.merge_notice_days, process.merge_moves_supporters = notice_days, moves_supporters
    process.clean_fields(exclude={field.name for field in process._meta.fields} - {"merge_notice_days"})
    process.save(update_fields=["merge_notice_days", "merge_moves_supporters"])
    data: dict[str, Json] = {"days": notice_days, "supports": "move" if moves_supporters else "stay"}
    log(actor, "processes.merging_set", process, data, at=now)


@transaction.atomic
def set_review(*, actor: User | None, process: Process, by_itself: bool, now: datetime | None = None) -> None:
    """Set whether a proposal with enough supporters goes to the city check by itself. Raises Denied."""
    if actor:
        require(role_verdict(actor, Act.MANAGE, process))
    if Process.objects.select_for_update(no_key=True).get(pk=process.pk).review_at_threshold == by_itself:
        return
    process.review_at_threshold = by_itself
    process.save(update_fields=["review_at_threshold"])
    log(actor, "processes.review_set", process, {"start": "itself" if by_itself else "staff"}, at=now)
