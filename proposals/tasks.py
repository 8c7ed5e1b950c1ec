"""Work that need not keep a visitor waiting."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from proposals.models import Merge, MergeState, Proposal


@task()
def tell_supporters(merge_id: int) -> None:
    """Tell the supporters of a merged proposal, at most once however often the task runs."""
    from proposals.services.merging_tell import tell_supporters_of

    with transaction.atomic():
        open_merge = Merge.objects.filter(pk=merge_id, state=MergeState.DONE, told_at=None)
        if open_merge.update(told_at=timezone.now()):
            tell_supporters_of(Merge.objects.select_related("process", "goes", "stays").get(pk=merge_id))


@task()
def tell_invited(invitation_id: int) -> None:
    """Tell whoever has the address of an invitation; an address without an account stays silent."""
    from proposals.services.coauthoring_tell import tell_invited_person

    tell_invited_person(invitation_id)


@task()
def find_pairs(proposal_id: int) -> None:
    """Store what is close to a published proposal; running it twice finds the same."""
    from proposals.services.pairing import store_pairs

    proposal = Proposal.objects.listed().select_related("process").filter(pk=proposal_id).first()
    if proposal:
        store_pairs(proposal=proposal, now=timezone.now())


def look_for_pairs(proposal: Proposal) -> None:
    """Have the pairs of a proposal found once the transaction that changed it is committed."""
    transaction.on_commit(partial(find_pairs.enqueue, proposal.pk), robust=True)
