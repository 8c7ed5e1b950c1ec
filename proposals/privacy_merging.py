"""What merges hold about a person: answers stay as answers, their words and wishes go with the account."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from accounts.privacy import register_eraser, register_export
from proposals.models import Merge, MergeConsent, MoveAnswer, Pair


@register_export("merges_proposed")
def merges_proposed(user: User) -> list[dict[str, Any]]:
    """Return the merges that the person proposed, with what they wrote."""
    mine = Merge.objects.filter(proposer=user).select_related("process").order_by("pk")
    return [{"page": m.get_absolute_url(), "note": m.note, "proposed": m.proposed_at} for m in mine]


@register_export("merge_answers")
def merge_answers(user: User) -> list[dict[str, Any]]:
    """Return what the person said to merges as an author, and why."""
    mine = MergeConsent.objects.filter(user=user).select_related("merge__process").order_by("pk")
    return [
        {
            "page": consent.merge.get_absolute_url(),
            "answer": consent.answer,
            "reason": "" if consent.decided_by_id else consent.reason,
            "joins": consent.joins,
            "answered": consent.answered_at,
        }
        for consent in mine
    ]


@register_export("support_moves")
def support_moves(user: User) -> list[dict[str, Any]]:
    """Return where the person wanted their support to count after a merge."""
    mine = MoveAnswer.objects.filter(user=user).select_related("merge__process").order_by("pk")
    return [{"page": a.merge.get_absolute_url(), "moves": a.moves, "answered": a.answered_at} for a in mine]


@register_export("pairs_dismissed")
def pairs_dismissed(user: User) -> list[dict[str, Any]]:
    """Return the pairs of proposals that the person, as a moderator, found not to be the same."""
    mine = Pair.objects.filter(decided_by=user).select_related("first", "second").order_by("pk")
    return [
        {"proposals": [p.first.number, p.second.number], "reason": p.reason, "decided": p.decided_at}
        for p in mine
    ]


@register_eraser("merges")
def erase_merges(user: User) -> None:
    """Erase the person's words about merges, and where they wanted to count; what came of it stays."""
    Merge.objects.filter(proposer=user).update(note="")
    MergeConsent.objects.filter(user=user, decided_by=None).update(reason="")
    MergeConsent.objects.filter(user=user).update(joins=False)
    MoveAnswer.objects.filter(user=user).delete()
