"""What every act on a merge writes to the log, and the locks it takes first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from accounts.models import User
from audit.chain import Json
from audit.services import record
from processes.models import Process
from processes.permissions import acting_as
from processes.phases import Act
from proposals.joining import joiners
from proposals.models import Merge, MergeState, Proposal


def log(
    action: str,
    actor: User | None,
    merge: Merge,
    now: datetime,
    data: Mapping[str, Json] | None = None,
    *,
    act: Act = Act.MERGE,
) -> None:
    """Write one act on a merge to the log of its process; its entry is about the proposal that goes."""
    record(
        action=action,
        chain=merge.process.chain,
        actor=actor,
        role=acting_as(actor, act, merge.process),
        target=merge.goes,
        data={"into": merge.stays.number, **(data or {})},
        at=now,
    )


def held_process(process: Process) -> Process:
    """Return the process as it is now, held until the end of the transaction: first of all locks."""
    return Process.objects.select_for_update(no_key=True).get(pk=process.pk)


def held(merge: Merge) -> Merge:
    """Return a merge as it is now with its process, what hangs on the proposals, and both of them held."""
    process = held_process(merge.process)
    fresh = Merge.objects.select_for_update(no_key=True).get(pk=merge.pk)
    fresh.process = process
    hold_pair(fresh)
    return fresh


def hold_pair(merge: Merge) -> None:
    """Lock what hangs on the two proposals, then both in the order of their keys."""
    keys = (merge.goes_id, merge.stays_id)
    for proposal in Proposal.objects.filter(pk__in=keys).order_by("pk"):
        for joiner in joiners():
            joiner.hold(proposal)
    both = Proposal.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    found = {proposal.pk: proposal for proposal in both}
    merge.goes, merge.stays = found[merge.goes_id], found[merge.stays_id]
    for side in (merge.goes, merge.stays):
        if side.process_id == merge.process_id:
            side.process = merge.process


def end(merge: Merge, state: MergeState, now: datetime, reason: str = "") -> None:
    """Write how a merge ended."""
    merge.state, merge.ended_at, merge.end_reason = state, now, reason
    merge.save(update_fields=["state", "ended_at", "end_reason"])
