"""Drafts: only their author sees them, and nothing about them is public."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict, Unpack

from django.db import IntegrityError, transaction

from accounts.models import District, User
from audit.services import record
from processes.models import Category, Process
from processes.permissions import acting_as, require
from processes.phases import Act
from proposals.models import Proposal
from proposals.permissions import may_edit_draft, may_propose
from proposals.words import fold


class DraftFields(TypedDict, total=False):
    """What an author writes. `estimated_cost` is in minor units; no district stands for the whole city."""

    title: str
    summary: str
    body: str
    language: str
    district: District | None
    category: Category | None
    address: str
    latitude: float | None
    longitude: float | None
    estimated_cost: int | None
    tags: Sequence[str]


@transaction.atomic
def start_draft(
    *,
    actor: User,
    process: Process,
    now: datetime,
    submission: uuid.UUID | None = None,
    **fields: Unpack[DraftFields],
) -> Proposal:
    """Start a draft in `process` and return it.

    The same `submission` of the same person saves into the draft made before, so a double click is harmless.
    Raises Denied, ValidationError.
    """
    require(may_propose(actor, process, now))
    proposal = Proposal(
        process=process, author=actor, language=actor.language, submission=submission,
        created_at=now, changed_at=now,
    )  # fmt: skip
    _apply(proposal, fields)
    try:
        with transaction.atomic():
            proposal.save()
    except IntegrityError:
        return _sent_before(actor, submission, now, fields)
    _set_tags(proposal, fields)
    _record("proposals.draft_started", actor, proposal, now)
    return proposal


def _sent_before(actor: User, submission: uuid.UUID | None, now: datetime, fields: DraftFields) -> Proposal:
    """Return the proposal that the same form made before; while it is a draft, with what was typed last."""
    proposal = Proposal.objects.select_related("process").get(author=actor, submission=submission)
    if proposal.number is not None:
        return proposal
    return save_draft(actor=actor, proposal=proposal, now=now, **fields)


@transaction.atomic
def save_draft(*, actor: User, proposal: Proposal, now: datetime, **fields: Unpack[DraftFields]) -> Proposal:
    """Change what the given fields of a draft say. Raises Denied, ValidationError."""
    require(may_edit_draft(actor, proposal, now))
    _apply(proposal, fields)
    proposal.changed_at = now
    proposal.save()
    _set_tags(proposal, fields)
    _record("proposals.draft_saved", actor, proposal, now)
    return proposal


@transaction.atomic
def discard_draft(*, actor: User, proposal: Proposal, now: datetime) -> None:
    """Throw a draft away for good; possible at any time. Raises Denied."""
    verdict = may_edit_draft(actor, proposal, now)
    if not verdict and (proposal.author_id != actor.pk or proposal.number is not None):
        require(verdict)
    _record("proposals.draft_discarded", actor, proposal, now)
    proposal.delete()


def _apply(proposal: Proposal, fields: DraftFields) -> None:
    for name, value in fields.items():
        if name != "tags":
            setattr(proposal, name, value)
    proposal.search_text = fold(" ".join((proposal.title, proposal.summary, proposal.address, proposal.body)))
    proposal.clean_fields(exclude={"process", "author", "district", "category"})


def _set_tags(proposal: Proposal, fields: DraftFields) -> None:
    if "tags" in fields:
        proposal.tags.set(list(fields["tags"]))


def _record(action: str, actor: User, proposal: Proposal, now: datetime) -> None:
    record(
        action=action,
        chain=proposal.process.chain,
        actor=actor,
        role=acting_as(actor, Act.PROPOSE, proposal.process),
        target=proposal,
        at=now,
    )
