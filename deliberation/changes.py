"""Every change of a discussion that readers can see gets a revision, and open browsers hear of it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.db.models.signals import post_save

from deliberation.hub import send_to_topic
from deliberation.models import Comment, FormerPlace, Presence
from moderation.models import Visibility
from proposals.models import Proposal

TOLD_FIELDS = frozenset({"visibility", "status"})


def next_numbers(proposal_id: int) -> tuple[int, int]:
    """Return the next comment number and revision of a proposal. Call with the proposal locked.

    A number that a comment had before it was moved is never given again, so that old links stay true.
    """
    highest = Comment.objects.filter(proposal=proposal_id).aggregate(n=Max("number"), r=Max("revision"))
    former = FormerPlace.objects.filter(proposal=proposal_id).aggregate(n=Max("number"))
    return max(highest["n"] or 0, former["n"] or 0) + 1, (highest["r"] or 0) + 1


def visible_count(proposal_id: int) -> int:
    """Return how many comments of a proposal readers can read: neither hidden nor deleted."""
    return Comment.objects.filter(
        proposal=proposal_id, visibility=Visibility.VISIBLE, presence=Presence.HERE
    ).count()


def count_comments(proposal_id: int) -> int:
    """Count the comments of a proposal that readers can read, keep the number with it and return it."""
    count = visible_count(proposal_id)
    Proposal.objects.filter(pk=proposal_id).update(comment_count=count)
    return count


def comment_changed(*comments: Comment) -> None:
    """Number a change of comments of one proposal, which is locked, and tell open browsers."""
    _number, revision = next_numbers(comments[0].proposal_id)
    for place, comment in enumerate(comments):
        comment.revision = revision + place
        Comment.objects.filter(pk=comment.pk).update(revision=comment.revision)
    count_comments(comments[0].proposal_id)
    announce(comments[-1])


def announce(comment: Comment) -> None:
    """Tell open browsers that the discussion has reached the revision of `comment`, after the commit."""
    topic, message = comment.proposal_id, {"type": "changed", "revision": comment.revision}
    transaction.on_commit(lambda: send_to_topic(topic, message), robust=True)


def announce_joined(proposal_id: int) -> None:
    """Have open pages of a discussion ask what came, once a merge that changed all of it is committed."""
    transaction.on_commit(lambda: send_to_topic(proposal_id, {"type": "joined"}), robust=True)


def proposal_saved(sender: type[Proposal], instance: Proposal, **kwargs: Any) -> None:
    """Have the hubs look whether a proposal is still public: who hides one knows nothing of discussions."""
    fields = kwargs.get("update_fields")
    if kwargs.get("created") or (fields is not None and not TOLD_FIELDS & set(fields)):
        return
    topic = instance.pk
    transaction.on_commit(lambda: send_to_topic(topic, {"type": "look"}), robust=True)


def connect() -> None:
    """Listen to proposals; called once when the app is ready."""
    post_save.connect(proposal_saved, sender=Proposal, dispatch_uid="deliberation.proposal_saved")
