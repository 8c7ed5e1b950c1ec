"""What proposals hold about a person, and what of it goes with their account.

Published proposals stay, because others support and discuss them; the name on them goes with the account.
Who supported what is nobody's business after that: the supports lose their person, the public numbers stay.
"""

from __future__ import annotations

from typing import Any

from accounts.models import User
from accounts.privacy import register_eraser, register_export
from proposals.models import Follow, OfficialAnswer, Proposal, Support

WORDS = ("title", "summary", "body", "language", "address", "latitude", "longitude", "estimated_cost")


@register_export("proposals")
def proposals(user: User) -> list[dict[str, Any]]:
    """Return the person's drafts and proposals, hidden or not, with every word of theirs."""
    written = Proposal.objects.filter(author=user).select_related("process")
    return [
        {
            "page": proposal.get_absolute_url(),
            "status": proposal.status,
            "visibility": proposal.visibility,
            "begun": proposal.created_at,
            "published": proposal.published_at,
            "tags": sorted(tag.name for tag in proposal.tags.all()),
            **{name: getattr(proposal, name) for name in WORDS},
        }
        for proposal in written.order_by("pk")
    ]


@register_export("supports")
def supports(user: User) -> list[dict[str, Any]]:
    """Return which proposals the person supports, and since when."""
    held = Support.objects.filter(user=user).select_related("proposal__process").order_by("pk")
    return [{"page": each.proposal.get_absolute_url(), "since": each.created_at} for each in held]


@register_export("follows")
def follows(user: User) -> list[dict[str, Any]]:
    """Return which proposals the person follows, and since when."""
    held = Follow.objects.filter(user=user).select_related("proposal__process").order_by("pk")
    return [{"page": each.proposal.get_absolute_url(), "since": each.created_at} for each in held]


@register_export("official_answers")
def official_answers(user: User) -> list[dict[str, Any]]:
    """Return the answers that the person published for the city."""
    written = OfficialAnswer.objects.filter(author=user).select_related("proposal__process").order_by("pk")
    return [
        {"page": each.proposal.get_absolute_url(), "headline": each.headline, "answered": each.answered_at}
        for each in written
    ]


@register_eraser("supports")
def erase_supports(user: User) -> None:
    """Forget who it was that supported; the numbers stay."""
    Support.objects.filter(user=user).update(user=None)


@register_eraser("follows")
def erase_follows(user: User) -> None:
    """Forget what the person followed."""
    Follow.objects.filter(user=user).delete()
