"""Editing: a published proposal gets a new version, and the old one stays readable."""

from __future__ import annotations

from datetime import datetime
from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notices import notify, speaking_to
from audit.services import record
from processes.permissions import acting_as, require
from processes.phases import Act
from proposals.models import Proposal, Suggestion
from proposals.permissions import may_edit
from proposals.services.drafting import DraftFields, apply_fields, set_tags
from proposals.services.indexing import index_proposal
from proposals.services.locking import SavedElsewhere, locked
from proposals.services.publishing import missing, refuse_repeated, too_many_links
from proposals.services.versions import details_of, keep_version
from proposals.tasks import look_for_pairs


@transaction.atomic
def edit_proposal(
    *,
    actor: User,
    proposal: Proposal,
    seen: int,
    reason: str,
    now: datetime,
    **fields: Unpack[DraftFields],
) -> Proposal:
    """Publish a new version of a proposal and return it, fresh; without any change nothing happens.

    `seen` is the version that the writer began with. Raises Denied, Repeated, ValidationError, and
    SavedElsewhere where another author published something meanwhile.
    """
    fresh = locked(proposal)
    require(may_edit(actor, fresh, now))
    before, details, fingerprint = said(fresh), details_of(fresh), fresh.fingerprint
    words = fresh.moderation_text
    apply_fields(fresh, fields)
    set_tags(fresh, fields)
    if (said(fresh), details_of(fresh)) == (before, details):
        return fresh
    if seen != fresh.version:
        raise SavedElsewhere(Proposal.objects.get(pk=fresh.pk))
    problems = missing(fresh) + too_many_links(fresh, actor, now, before=words)
    if problems:
        raise ValidationError(problems)
    if fresh.fingerprint != fingerprint:
        refuse_repeated(fresh)
    publish_version(actor=actor, proposal=fresh, reason=reason, now=now)
    return fresh


def said(proposal: Proposal) -> tuple[object, ...]:
    """Return what readers of a proposal would miss if it changed."""
    return (
        proposal.title, proposal.summary, proposal.body, proposal.language,
    )  # fmt: skip


def publish_version(
    *, actor: User, proposal: Proposal, reason: str, now: datetime, suggestion: Suggestion | None = None
) -> None:
    """Keep the new version, log it and tell the other authors; only for services that hold the lock."""
    keep_version(actor=actor, proposal=proposal, reason=reason, now=now, suggestion=suggestion)
    index_proposal(proposal)
    look_for_pairs(proposal)
    record(
        action="proposals.edited",
        chain=proposal.process.chain,
        actor=actor,
        role=acting_as(actor, Act.EDIT_PROPOSAL, proposal.process),
        target=proposal,
        data={"version": proposal.version, "reason": reason},
        at=now,
    )
    tell_authors(proposal, actor)


def tell_authors(proposal: Proposal, actor: User) -> None:
    """Tell those who write this proposal, but not who changed it."""
    for author in authors_of(proposal):
        if author == actor:
            continue
        with speaking_to(author):
            notify(
                user=author,
                subject=_("%(name)s changed your proposal “%(title)s”")
                % {"name": actor.public_name, "title": proposal.title},
                body=_("It is version %(version)s now. The page shows what changed.")
                % {"version": proposal.version},
                url=f"{proposal.get_absolute_url()}history/",
            )


def authors_of(proposal: Proposal) -> list[User]:
    """Return the author and then the co-authors in the order in which they joined."""
    joined = proposal.coauthors.select_related("user")
    return [proposal.author, *(coauthor.user for coauthor in joined)]
