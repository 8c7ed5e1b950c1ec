"""Merges that come to nothing: called off by who asked, or not answered in time."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import override

from accounts.models import User
from processes.permissions import require
from proposals.merging import can_merge, may_call_off
from proposals.models import Merge, MergeConsent, MergeState
from proposals.services.merging_ask import ask_present_authors
from proposals.services.merging_join import join_if_agreed
from proposals.services.merging_log import end, held, log
from proposals.services.merging_tell import tell_ended


@transaction.atomic
def call_off_merge(*, actor: User, merge: Merge, now: datetime) -> Merge:
    """Take the question back and tell the authors. Calling off what is called off changes nothing.

    Raises Denied.
    """
    merge = held(merge)
    if merge.state == MergeState.CALLED_OFF:
        return merge
    require(may_call_off(actor, merge))
    end(merge, MergeState.CALLED_OFF, now)
    log("proposals.merge_called_off", actor, merge, now)
    tell_ended(merge, but=actor)
    return merge


def expire_merges(*, now: datetime) -> int:
    """End the merges that living authors did not answer in time, or that have become impossible.

    Where only erased accounts have not answered, the moderators decide. Returns how many ended.
    """
    ended = 0
    for merge in Merge.objects.filter(state=MergeState.WAITING).select_related("process", "goes", "stays"):
        with transaction.atomic():
            ended += _expire(merge, now)
    return ended


def _expire(merge: Merge, now: datetime) -> bool:
    merge = held(merge)
    if not merge.is_waiting:
        return False
    with override(merge.process.language):
        problem = next((v.reason for v in (can_merge(merge.goes), can_merge(merge.stays)) if not v), "")
    if problem:
        end(merge, MergeState.CALLED_OFF, now, problem)
        log("proposals.merge_called_off", None, merge, now)
        tell_ended(merge)
        return True
    ask_present_authors(merge)
    if join_if_agreed(merge, None, now):
        return True
    if now < merge.answer_by or not _somebody_alive_is_silent(merge):
        return False
    end(merge, MergeState.EXPIRED, now)
    log("proposals.merge_expired", None, merge, now)
    tell_ended(merge)
    return True


def _somebody_alive_is_silent(merge: Merge) -> bool:
    return merge.consents.filter(answer=MergeConsent.Answer.NONE, user__erased_at=None).exists()
