"""Keeping what was published, each time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from accounts.models import User
from proposals.models import Proposal, ProposalVersion, Suggestion


def keep_version(
    *, actor: User, proposal: Proposal, reason: str, now: datetime, suggestion: Suggestion | None = None
) -> ProposalVersion:
    """Keep what `proposal` says now as its next version; only for services that hold its lock."""
    proposal.version += 1
    proposal.revision += 1
    proposal.changed_at = now
    proposal.save()
    return ProposalVersion.objects.create(
        proposal=proposal, number=proposal.version, editor=actor, reason=reason, suggestion=suggestion,
        title=proposal.title, summary=proposal.summary, body=proposal.body, language=proposal.language,
        details=details_of(proposal), created_at=now,
    )  # fmt: skip


def details_of(proposal: Proposal) -> dict[str, Any]:
    """Return what a proposal says besides its text, in words that can be read without it."""
    return {
        "district": proposal.district.name if proposal.district else "",
        "address": proposal.address,
        "point": [proposal.latitude, proposal.longitude],
        "topic": proposal.category.name if proposal.category else "",
        "cost": proposal.estimated_cost,
        "tags": sorted(tag.name for tag in proposal.tags.all()),
        "pictures": [picture.alt for picture in proposal.pictures.all()],
        "files": [file.title for file in proposal.attachments.all()],
    }
