"""The locks of a discussion, in their order, and its comments as they are once the locks are held."""

from __future__ import annotations

from django.utils.translation import gettext as _

from deliberation.models import Comment
from processes.permissions import Denied, Verdict
from proposals.models import Proposal


def held_thread(comment: Comment) -> tuple[Comment, Proposal]:
    """Lock the thread of `comment` and its proposal; return both as they are in the database now.

    Between reading a page and acting on it the comment may have been hidden, deleted or moved by a merge.
    Placeholders above it are locked, too: they may go with it. Raises Denied where it has just moved.
    """
    keys = {comment.root_id or comment.pk, comment.pk, *(above.pk for above in placeholders_above(comment))}
    list(Comment.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))
    place = Comment.objects.values_list("proposal", flat=True).get(pk=comment.pk)
    proposal = held_proposal(Proposal(pk=place))
    fresh = Comment.objects.select_related("author", "parent__author", "root").get(pk=comment.pk)
    if fresh.proposal_id != proposal.pk:
        raise Denied(Verdict(False, _("This discussion has just moved. Load the page again.")))
    fresh.proposal = proposal
    return fresh, proposal


def placeholders_above(comment: Comment) -> list[Comment]:
    """Return the deleted comments that stand one above the other over `comment`, the nearest first."""
    found = []
    above = comment.parent
    while above and above.is_deleted:
        found.append(above)
        above = above.parent
    return found


def held_proposal(proposal: Proposal) -> Proposal:
    """Lock a proposal and return it as it is now, with its process."""
    mine = Proposal.objects.select_for_update(of=("self",), no_key=True)
    return mine.select_related("process").get(pk=proposal.pk)
