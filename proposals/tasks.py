"""Work that need not keep a visitor waiting."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from proposals.models import Merge, MergeState


@task()
def tell_supporters(merge_id: int) -> None:
    """Tell the supporters of a merged proposal, at most once however often the task runs."""
    from proposals.services.merging_tell import tell_supporters_of

    with transaction.atomic():
        open_merge = Merge.objects.filter(pk=merge_id, state=MergeState.DONE, told_at=None)
        if open_merge.update(told_at=timezone.now()):
            tell_supporters_of(Merge.objects.select_related("process", "goes", "stays").get(pk=merge_id))
