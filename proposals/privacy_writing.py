"""What writing together holds about a person, and what of it goes with their account.

What was published stays readable in every version, without the name. A draft that others write too goes to
the first of them; any other draft goes with its pictures and files. Co-authorship and invitations go.
"""

from __future__ import annotations

from typing import Any

from accounts.models import User
from accounts.privacy import register_eraser, register_export
from proposals.lifecycle import Status
from proposals.models import Attachment, CoAuthor, Invitation, Picture, Proposal, ProposalVersion, Suggestion
from proposals.services.filing import forget_files

WORDS = ("title", "summary", "body", "reason")


@register_export("proposal_versions")
def versions(user: User) -> list[dict[str, Any]]:
    """Return the versions that the person published, hidden or not, with every word of theirs."""
    made = ProposalVersion.objects.filter(editor=user).select_related("proposal__process").order_by("pk")
    return [
        {
            "page": each.get_absolute_url(),
            "published": each.created_at,
            "visibility": each.visibility,
            **{name: getattr(each, name) for name in WORDS},
        }
        for each in made
    ]


@register_export("suggestions")
def suggestions(user: User) -> list[dict[str, Any]]:
    """Return what the person suggested to others, hidden or not, and what came of it."""
    made = Suggestion.objects.filter(author=user).select_related("proposal__process").order_by("pk")
    return [
        {
            "page": each.get_absolute_url(),
            "written": each.created_at,
            "state": each.state,
            "answer": each.answer,
            "visibility": each.visibility,
            **{name: getattr(each, name) for name in WORDS},
        }
        for each in made
    ]


@register_export("coauthored")
def coauthored(user: User) -> list[dict[str, Any]]:
    """Return what the person writes together with others, and since when."""
    held = CoAuthor.objects.filter(user=user).select_related("proposal__process").order_by("pk")
    return [{"page": each.proposal.get_absolute_url(), "since": each.joined_at} for each in held]


@register_export("coauthor_invitations")
def invitations(user: User) -> list[dict[str, Any]]:
    """Return the open invitations to the person's address."""
    open_ones = Invitation.objects.filter(email=user.email).select_related("proposal").order_by("pk")
    return [{"title": each.proposal.title, "sent": each.created_at} for each in open_ones]


@register_export("proposal_files")
def files(user: User) -> list[dict[str, Any]]:
    """Return the pictures and files that the person added, with where they are served."""
    pictures = Picture.objects.filter(added_by=user).select_related("proposal__process").order_by("pk")
    papers = Attachment.objects.filter(added_by=user).select_related("proposal__process").order_by("pk")
    return [
        *({"file": each.largest, "words": each.alt, "added": each.added_at} for each in pictures),
        *({"file": each.get_absolute_url(), "words": each.title, "added": each.added_at} for each in papers),
    ]


@register_eraser("drafts")
def erase_drafts(user: User) -> None:
    """Hand drafts over to those who write them too; throw away the others with their files."""
    CoAuthor.objects.filter(user=user).delete()
    for draft in Proposal.objects.filter(author=user, status=Status.DRAFT):
        heir = draft.coauthors.select_related("user").first()
        if heir:
            Proposal.objects.filter(pk=draft.pk).update(author=heir.user, submission=None)
            draft.invitations.all().delete()
            heir.delete()
        else:
            forget_files(draft)
            draft.delete()


@register_eraser("invitations")
def erase_invitations(user: User) -> None:
    """Forget who invited the person, and whom they invited."""
    Invitation.objects.filter(email=user.email).delete()
    Invitation.objects.filter(proposal__author=user).delete()
