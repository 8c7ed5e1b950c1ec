"""Undoing a merge: everything is where it was, and what came since stays where it came."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from processes.permissions import require
from processes.phases import Act
from proposals.joining import joiners
from proposals.lifecycle import Status
from proposals.merging import may_undo
from proposals.models import Follow, Merge, MergeState, MovedFollow, PairState
from proposals.services.merging_authors import release_authors
from proposals.services.merging_join import pairs_of
from proposals.services.merging_log import end, held, log
from proposals.services.merging_supports import release
from proposals.services.merging_tell import tell_undone
from proposals.services.moving import write_status


@transaction.atomic
def undo_merge(*, actor: User, merge: Merge, reason: str, now: datetime) -> Merge:
    """Take a merge back, for a reason that everybody can read, and return it, fresh.

    Undoing what is undone changes nothing. Raises Denied, and ValidationError without a reason.
    """
    merge = held(merge)
    if merge.state == MergeState.UNDONE:
        return merge
    require(may_undo(actor, merge, now))
    if not reason.strip():
        raise ValidationError(_("Say why. Everyone can read the reason."))
    end(merge, MergeState.UNDONE, now, reason.strip())
    write_status(merge.goes, Status(merge.from_status), now, reason=merge.end_reason)
    release(merge)
    _release_follows(merge)
    release_authors(merge)
    pairs_of(merge).filter(state=PairState.MERGED).update(state=PairState.OPEN, decided_at=None)
    for joiner in joiners():
        joiner.part(merge)
    log("proposals.merge_undone", actor, merge, now, {"reason": merge.end_reason}, act=Act.MODERATE)
    tell_undone(merge, but=actor)
    transaction.on_commit(lambda: _tell_supporters(merge.pk))
    return merge


def _tell_supporters(merge_id: int) -> None:
    from proposals.tasks import tell_of_undoing

    tell_of_undoing.enqueue(merge_id)


def _release_follows(merge: Merge) -> None:
    """Let go who follows the proposal that stays only because of this merge."""
    marks = MovedFollow.objects.filter(merge=merge)
    touched = list(marks.values_list("follow_id", flat=True))
    marks.delete()
    Follow.objects.filter(pk__in=touched, moved_by=None).delete()
