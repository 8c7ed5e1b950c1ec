"""What discussions hold about a person, and what of it goes with their account.

Comments stay, so that threads keep their sense; the name on them goes with the account. What the person has
deleted is forgotten at once. Who found what helpful is nobody's business after that: the marks go, the public
counts stay.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.privacy import register_eraser, register_export
from deliberation.models import Comment, HelpfulMark
from deliberation.services import forget_deleted


@register_export("comments")
def comments(user: User) -> list[dict[str, Any]]:
    """Return what the person wrote, hidden or not, where, and what it said before."""
    written = Comment.objects.filter(author=user).select_related("proposal__process").order_by("pk")
    return [
        {
            "address": comment.get_absolute_url(),
            "written": comment.created_at,
            "stance": comment.stance,
            "text": comment.text,
            "visibility": comment.visibility,
            "edited": comment.edited_at,
            "deleted": comment.deleted_at,
            "earlier": [
                {"stance": version.stance, "text": version.text, "written": version.written_at}
                for version in comment.versions.all()
            ],
        }
        for comment in written.prefetch_related("versions")
    ]


@register_export("helpful_marks")
def helpful_marks(user: User) -> list[str]:
    """Return the addresses of the comments that the person found helpful."""
    marks = HelpfulMark.objects.filter(user=user).select_related("comment__proposal__process").order_by("pk")
    return [mark.comment.get_absolute_url() for mark in marks]


@register_eraser("helpful_marks")
def erase_marks(user: User) -> None:
    """Forget which comments the person found helpful; the counts stay."""
    HelpfulMark.objects.filter(user=user).delete()


@register_eraser("deleted_comments")
def erase_deleted(user: User) -> None:
    """Forget the words that the person has just deleted; nobody is left to bring them back."""
    forget_deleted(now=timezone.now(), author=user)
