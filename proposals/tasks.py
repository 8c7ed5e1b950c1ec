"""Work that need not keep a visitor waiting."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from proposals.models import Merge, MergeState, Move, OfficialAnswer, Proposal


@task()
def tell_supporters(merge_id: int) -> None:
    """Tell supporters and followers of a merged proposal, at most once however often the task runs."""
    from proposals.services.merging_tell_supporters import tell_of_merge

    with transaction.atomic():
        open_merge = Merge.objects.filter(pk=merge_id, state=MergeState.DONE, told_at=None)
        if open_merge.update(told_at=timezone.now()):
            tell_of_merge(Merge.objects.select_related("process", "goes", "stays").get(pk=merge_id))


@task()
def tell_of_undoing(merge_id: int) -> None:
    """Tell supporters and followers of a proposal that its merge is undone."""
    from proposals.services import merging_tell_supporters

    merge = Merge.objects.select_related("process", "goes", "stays").get(pk=merge_id)
    merging_tell_supporters.tell_of_undoing(merge)


@task()
def tell_of_answer(answer_id: int) -> None:
    """Tell authors and followers what the city said; at most once however often it runs."""
    from proposals import telling

    with transaction.atomic():
        if OfficialAnswer.objects.filter(pk=answer_id, told_at=None).update(told_at=timezone.now()):
            answers = OfficialAnswer.objects.select_related("proposal__process", "proposal__author")
            telling.tell_of_answer(answers.get(pk=answer_id))


@task()
def tell_of_move(move_id: int, but: int | None) -> None:
    """Tell authors and followers about a step, but not who took it; at most once however often it runs."""
    from proposals import telling

    with transaction.atomic():
        if Move.objects.filter(pk=move_id, told_at=None).update(told_at=timezone.now()):
            move = Move.objects.select_related("proposal__process", "proposal__author").get(pk=move_id)
            telling.tell_of_move(move, but)


@task()
def tell_of_threshold(proposal_id: int) -> None:
    """Tell authors and staff that a proposal has the supporters it needs."""
    from proposals import telling

    telling.tell_of_threshold(Proposal.objects.select_related("process", "author").get(pk=proposal_id))


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
