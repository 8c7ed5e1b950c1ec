"""Carrying a merge out: the status, followers, discussion, and what else hangs on the proposal that goes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from proposals.joining import joiners
from proposals.lifecycle import Status
from proposals.merging import Answer
from proposals.models import Follow, Merge, MergeState, MovedFollow, Pair, PairState
from proposals.services.merging_authors import bring_authors
from proposals.services.merging_log import end, log
from proposals.services.merging_tell import tell_done
from proposals.services.moving import write_status


def join_if_agreed(merge: Merge, actor: User | None, now: datetime) -> bool:
    """Carry out a merge whose authors have all said yes; the proposals are held. False if one has not."""
    if merge.consents.exclude(answer=Answer.YES).exists():
        return False
    merge.from_status = merge.goes.status
    merge.state, merge.done_at = MergeState.DONE, now
    if merge.process.merge_moves_supporters:
        merge.moves_at = now + timedelta(days=merge.process.merge_notice_days)
    merge.save()
    write_status(merge.goes, Status.MERGED, now)
    _bring_followers(merge, now)
    bring_authors(merge, actor, now)
    pairs_of(merge).filter(state=PairState.OPEN).update(state=PairState.MERGED, decided_at=now)
    for joiner in joiners():
        joiner.join(merge)
    log("proposals.merged", actor, merge, now)
    others = _call_off_others(merge, now)
    tell_done(merge, others, but=actor)
    transaction.on_commit(lambda: _tell_supporters(merge.pk))
    return True


def pairs_of(merge: Merge) -> QuerySet[Pair]:
    """Return the pair that the two proposals make, if one was found."""
    first, second = sorted((merge.goes_id, merge.stays_id))
    return Pair.objects.filter(first=first, second=second)


def _bring_followers(merge: Merge, now: datetime) -> None:
    """Let who follows the proposal that goes hear of the one that stays; those who do are left alone."""
    have = set(Follow.objects.filter(proposal=merge.stays).values_list("user_id", flat=True))
    new = Follow.objects.filter(proposal=merge.goes).exclude(user__in=have).values_list("user_id", flat=True)
    version = merge.stays.version
    Follow.objects.bulk_create(
        Follow(proposal=merge.stays, user_id=user, created_at=now, told_version=version) for user in new
    )
    came = Follow.objects.filter(proposal=merge.stays).exclude(user__in=have)
    also = Follow.objects.filter(proposal=merge.stays, moved_by__isnull=False)
    both = also.filter(user__in=Follow.objects.filter(proposal=merge.goes).values("user"))
    keys = {follow.pk for follow in came} | {follow.pk for follow in both}
    MovedFollow.objects.bulk_create(MovedFollow(merge=merge, follow_id=key) for key in sorted(keys))


def _call_off_others(merge: Merge, now: datetime) -> list[Merge]:
    """End what else was asked about the proposal that went, and return it: it stands no longer on its own."""
    gone = Q(goes=merge.goes) | Q(stays=merge.goes)
    waiting = list(
        Merge.objects.filter(gone, state=MergeState.WAITING).select_related("process", "goes", "stays")
    )
    for other in waiting:
        numbers = {"goes": merge.goes.number, "stays": merge.stays.number}
        with override(merge.process.language):
            reason = _("In the meantime, proposal %(goes)s was merged into proposal %(stays)s.") % numbers
        end(other, MergeState.CALLED_OFF, now, reason)
        log("proposals.merge_called_off", None, other, now)
    return waiting


def _tell_supporters(merge_id: int) -> None:
    from proposals.tasks import tell_supporters

    tell_supporters.enqueue(merge_id)
