"""Threads go along when their proposal is merged, keep where they come from, and come back with an undoing.

A comment that moves leaves its former place behind, so that links to it lead on. What was answered to a moved
thread since goes back with it; threads begun since stay where they were begun.
"""

from __future__ import annotations

from django.db.models import Q

from deliberation.changes import announce_joined, count_comments, next_numbers
from deliberation.models import Comment, FormerPlace
from proposals.joining import Joiner, register_joiner
from proposals.models import Merge, Proposal

FIELDS = ("proposal", "origin", "number", "revision")


def hold(proposal: Proposal) -> None:
    """Lock the comments of a proposal: whoever writes takes the thread first, then the proposal."""
    comments = Comment.objects.select_for_update(no_key=True).filter(proposal=proposal).order_by("pk")
    list(comments.values_list("pk", flat=True))


def join(merge: Merge) -> None:
    """Bring every comment of the proposal that goes to the one that stays."""
    comments = list(Comment.objects.filter(proposal=merge.goes).order_by("number"))
    for comment in comments:
        if comment.origin_id is None:
            comment.origin = merge.goes
    _move(comments, merge.goes, merge.stays, merge)


def part(merge: Merge) -> None:
    """Bring back the threads that `merge` moved, with their answers since."""
    moved = FormerPlace.objects.filter(merge=merge).values("comment")
    theirs = Q(pk__in=moved) | Q(root__in=moved)
    comments = list(Comment.objects.filter(theirs, proposal=merge.stays).order_by("number"))
    for comment in comments:
        if comment.origin_id == merge.goes_id:
            comment.origin = None
    _move(comments, merge.stays, merge.goes, None)


def _move(comments: list[Comment], here: Proposal, there: Proposal, merge: Merge | None) -> None:
    """Move comments under the numbers they had there once, or the next ones."""
    back = dict(
        FormerPlace.objects.filter(proposal=there, comment__in=comments).values_list("comment", "number")
    )
    number, revision = next_numbers(there.pk)
    left = []
    for comment in comments:
        left.append(FormerPlace(proposal=here, number=comment.number, comment=comment, merge=merge))
        comment.proposal, comment.revision = there, revision
        revision += 1
        if comment.pk in back:
            comment.number = back[comment.pk]
        else:
            comment.number = number
            number += 1
    FormerPlace.objects.filter(proposal=there, comment__in=comments).delete()
    Comment.objects.bulk_update(comments, FIELDS, batch_size=200)
    FormerPlace.objects.bulk_create(left, batch_size=500)
    for proposal in (here, there):
        proposal.comment_count = count_comments(proposal.pk)
        announce_joined(proposal.pk)


register_joiner("comments", Joiner(hold, join, part))
