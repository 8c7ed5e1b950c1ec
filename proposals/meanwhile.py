"""What somebody typed and what another author published meanwhile, put together part by part."""

from __future__ import annotations

from collections.abc import Mapping

from proposals.models import Proposal, ProposalVersion
from proposals.services import DraftFields
from proposals.services.versions import details_of
from proposals.wording import Conflict, combined

Said = Mapping[str, object]


def typed_in(fields: DraftFields) -> Said:
    """Return what somebody typed, part by part."""
    district, topic = fields.get("district"), fields.get("category")
    return {
        "title": fields["title"], "summary": fields["summary"], "language": fields["language"],
        "district": district.name if district else "", "address": fields["address"],
        "topic": topic.name if topic else "", "cost": fields["estimated_cost"],
        "tags": sorted(fields["tags"]), "point": [fields["latitude"], fields["longitude"]],
    }  # fmt: skip


def said_in(version: ProposalVersion) -> Said:
    """Return what a version says, part by part; of old ones the point is not known."""
    return {
        **version.details,
        "title": version.title,
        "summary": version.summary,
        "language": version.language,
    }


def said_now(proposal: Proposal) -> Said:
    """Return what a proposal says, part by part."""
    words = {"title": proposal.title, "summary": proposal.summary, "language": proposal.language}
    return {**details_of(proposal), **words}


def taken_over(base: ProposalVersion, current: Proposal, fields: DraftFields) -> set[str]:
    """Return the parts that only the other author changed, to be taken over into what was typed.

    Raises Conflict where both changed one part, each in another way.
    """
    before, typed, now = said_in(base), typed_in(fields), said_now(current)
    changed = {name for name in typed if name in before and now[name] not in (before[name], typed[name])}
    if any(typed[name] != before[name] for name in changed):
        raise Conflict
    return changed


def body_of_both(base: ProposalVersion, current: Proposal, fields: DraftFields) -> str:
    """Return the text with both changes. Raises Conflict where they touch the same lines."""
    return combined(base.body, current.body, fields["body"].replace("\r\n", "\n"))
