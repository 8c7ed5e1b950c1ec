"""Where the supporters of a merged proposal count: only where they say so, or after a notice.

A support of the proposal that went is never touched. Moving makes a support of the proposal that stays,
marked with the merge that brought it; who supports that one already is counted there once, as before.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from accounts.models import User
from audit.services import record
from processes.permissions import acting_as, require
from processes.phases import Act
from proposals.lifecycle import OPEN_FOR_SUPPORT, Status
from proposals.merging import may_move_support
from proposals.models import Merge, MergeState, MoveAnswer, MovedSupport, Proposal, Support
from proposals.services.merging_log import held, log
from proposals.services.threshold import note_threshold


@transaction.atomic
def answer_move(*, actor: User, merge: Merge, moves: bool, now: datetime) -> bool:
    """Say whether one's support shall count for the proposal that stays; False if that changed nothing.

    Where that one was merged since, the support goes all the way. Raises Denied.
    """
    merge = held(merge)
    require(may_move_support(actor, merge))
    before = MoveAnswer.objects.filter(merge=merge, user=actor).first()
    MoveAnswer.objects.update_or_create(
        merge=merge, user=actor, defaults={"moves": moves, "answered_at": now}
    )
    changed = _bring_all_the_way(merge, actor, now) if moves else release(merge, [actor.pk])
    if not changed and before and before.moves == moves:
        return False
    record(
        action="proposals.support_moved" if moves else "proposals.support_kept",
        chain=merge.process.chain,
        actor=actor,
        role=acting_as(actor, Act.SUPPORT, merge.process),
        target=merge.goes,
        data={"into": merge.stays.number},
        at=now,
    )
    return True


def move_silent_supporters(*, now: datetime) -> int:
    """Move the supporters who said nothing, for every merge whose notice is over; return how many moved."""
    moved = 0
    due = Merge.objects.filter(state=MergeState.DONE, moves_at__lte=now, moved_at=None).order_by(
        "done_at", "pk"
    )
    while merge := due.select_related("process").exclude(stays__status__in=_settled_states()).first():
        with transaction.atomic():
            moved += _move_silent(held(merge), now)
    return moved


def _settled_states() -> list[Status]:
    """States in which a proposal's supports do not change any more."""
    return sorted(set(Status) - OPEN_FOR_SUPPORT - {Status.MERGED})


def _move_silent(merge: Merge, now: datetime) -> int:
    if not merge.is_done or merge.moved_at:
        return 0
    said_no = MoveAnswer.objects.filter(merge=merge, moves=False).values("user")
    people = Support.objects.filter(proposal=merge.goes, user__isnull=False).exclude(user__in=said_no)
    wanted = people.values_list("user_id", flat=True)
    count = bring(merge, filter(None, wanted), now)
    merge.moved_at = now
    merge.save(update_fields=["moved_at"])
    if count:
        log("proposals.supports_moved", None, merge, now, {"supports": count}, act=Act.SUPPORT)
        Merge.objects.filter(goes=merge.stays, state=MergeState.DONE).update(moved_at=None)
    return count


def _bring_all_the_way(merge: Merge, user: User, now: datetime) -> int:
    count, link = 0, merge
    while True:
        count += bring(link, [user.pk], now)
        onward = next_merge(link)
        if onward is None:
            return count
        MoveAnswer.objects.update_or_create(
            merge=onward, user=user, defaults={"moves": True, "answered_at": now}
        )
        link = onward


def next_merge(merge: Merge) -> Merge | None:
    """Return the merge in force that took the proposal that stayed further, where it led held as well."""
    onward = Merge.objects.filter(goes=merge.stays_id, state=MergeState.DONE).first()
    if onward:
        onward.stays = Proposal.objects.select_for_update(no_key=True).get(pk=onward.stays_id)
    return onward


def bring(merge: Merge, people: Iterable[int], now: datetime) -> int:
    """Let these supporters count for the proposal that stays; return how many are new there."""
    wanted = set(people)
    there = Support.objects.filter(proposal=merge.stays_id)
    have = set(there.filter(user__in=wanted).values_list("user_id", flat=True))
    new = sorted(wanted - have)
    Support.objects.bulk_create(
        Support(proposal_id=merge.stays_id, user_id=user, created_at=now) for user in new
    )
    brought = there.filter(user__in=new) | there.filter(user__in=have, moved_by__isnull=False)
    marks = [MovedSupport(merge=merge, support_id=pk) for pk in set(brought.values_list("pk", flat=True))]
    MovedSupport.objects.bulk_create(marks, ignore_conflicts=True)
    _count(merge.stays_id, len(new))
    if new:
        _note_reached(merge, now)
    return len(new)


def _note_reached(merge: Merge, now: datetime) -> None:
    stays = Proposal.objects.select_related("process").get(pk=merge.stays_id)
    if stays.is_open_for_support:
        note_threshold(stays, stays, now)


def stay_away(user: User, proposal: Proposal, now: datetime) -> None:
    """Note that `user` does not want to count for `proposal`, whatever merges lead there."""
    merges = Merge.objects.filter(stays=proposal, state=MergeState.DONE, goes__supports__user=user)
    for merge in merges:
        MoveAnswer.objects.update_or_create(
            merge=merge, user=user, defaults={"moves": False, "answered_at": now}
        )


def release(merge: Merge, people: Iterable[int] | None = None) -> int:
    """Take back what `merge` brought (for `people` only, unless None); return how many no longer count there.

    A support that another merge brought as well stays.
    """
    marks = MovedSupport.objects.filter(merge=merge)
    if people is not None:
        marks = marks.filter(support__user__in=people)
    touched = set(marks.values_list("support_id", flat=True))
    marks.delete()
    gone = Support.objects.filter(pk__in=touched, moved_by=None)
    rows = dict(gone.values_list("pk", "user_id"))
    Support.objects.filter(pk__in=list(rows)).delete()
    _count(merge.stays_id, -len(rows))
    onward = next_merge(merge)
    users = sorted({user for user in rows.values() if user is not None})
    if users and onward:
        release(onward, users)
    return len(rows)


def _count(proposal_id: int, change: int) -> None:
    if change:
        Proposal.objects.filter(pk=proposal_id).update(support_count=F("support_count") + change)
