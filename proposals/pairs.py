"""Which close pairs moderators still have to look at: what the desk shows is what links to it count."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from moderation.models import Visibility
from proposals.lifecycle import Status
from proposals.models import Merge, MergeState, Pair, PairState


def pairs_to_look_at() -> QuerySet[Pair]:
    """Return the open pairs of all processes.

    Left out: where one of the two is gone or hidden, and where their authors are being asked.
    """
    gone = {Status.WITHDRAWN, Status.MERGED}
    shown = Pair.objects.filter(
        state=PairState.OPEN,
        first__visibility=Visibility.VISIBLE,
        second__visibility=Visibility.VISIBLE,
    ).exclude(first__status__in=gone).exclude(second__status__in=gone)  # fmt: skip
    asked = Merge.objects.filter(state=MergeState.WAITING)
    one, two = OuterRef("first"), OuterRef("second")
    return shown.exclude(Exists(asked.filter(goes=one, stays=two))).exclude(
        Exists(asked.filter(goes=two, stays=one))
    )
