"""Whom a waiting merge asks: who writes one of the two now, also where that changed after it was proposed."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from accounts.models import User
from proposals.merging import Answer, authors_of
from proposals.models import Merge, MergeConsent, MergeState, Proposal
from proposals.services.merging_join import join_if_agreed
from proposals.services.merging_log import held, held_process
from proposals.services.merging_tell import ask_authors


def hold_waiting_merges(proposal: Proposal) -> list[Merge]:
    """Lock the process and the waiting merges of `proposal`, before an act that changes who writes it."""
    held_process(proposal.process)
    sides = Q(goes=proposal) | Q(stays=proposal)
    waiting = Merge.objects.filter(sides, state=MergeState.WAITING).select_related("process", "goes", "stays")
    return [held(merge) for merge in waiting.order_by("pk")]


def ask_present_authors(merge: Merge) -> None:
    """Ask who has become an author since, and no longer who left in silence; the merge is held."""
    authors = {user.pk: user for side in (merge.goes, merge.stays) for user in authors_of(side)}
    merge.consents.filter(answer=Answer.NONE).exclude(user__in=authors).delete()
    asked = set(merge.consents.values_list("user_id", flat=True))
    new = [user for pk, user in authors.items() if pk not in asked]
    MergeConsent.objects.bulk_create(MergeConsent(merge=merge, user=user) for user in new)
    if new:
        ask_authors(merge, among=new)


def authors_changed(merges: list[Merge], actor: User, now: datetime) -> None:
    """Bring waiting merges up to date after somebody joined or left; the last yes may be there already."""
    for merge in merges:
        ask_present_authors(merge)
        join_if_agreed(merge, actor, now)
