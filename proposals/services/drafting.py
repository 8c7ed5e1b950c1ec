"""Drafts: only their authors see them, and nothing about them is public."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.limits import Pace
from accounts.models import District, User
from audit.services import record
from processes.models import Category, Process
from processes.permissions import acting_as, require
from processes.phases import Act
from proposals.markup import plain, rendered, tidy
from proposals.matching import fingerprint
from proposals.models import BODY_LETTERS, Proposal
from proposals.pasted import from_html
from proposals.permissions import may_discard, may_edit_draft, may_propose
from proposals.services.filing import forget_files
from proposals.services.locking import SavedElsewhere, locked
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
    pace: Pace | None = None,
    **fields: Unpack[DraftFields],
) -> Proposal:
    """Start a draft in `process` and return it.

    The same `submission` of the same person saves into the draft made before, so a double click is harmless.
    Raises Denied, ValidationError, TooMany beyond `pace`.
    """
    require(may_propose(actor, process, now))
    proposal = Proposal(
        process=process, author=actor, language=actor.language, submission=submission,
        revision=1, created_at=now, changed_at=now,
    )  # fmt: skip
    apply_fields(proposal, fields)
    try:
        with transaction.atomic():
            proposal.save()
    except IntegrityError:
        return _sent_before(actor, submission, now, fields)
    if pace:
        pace.count(actor)
    set_tags(proposal, fields)
    _record("proposals.draft_started", actor, proposal, now)
    return proposal


def _sent_before(actor: User, submission: uuid.UUID | None, now: datetime, fields: DraftFields) -> Proposal:
    """Return the proposal that the same form made before; while it is a draft, with what was typed last."""
    proposal = Proposal.objects.select_related("process").get(author=actor, submission=submission)
    if proposal.number is not None:
        return proposal
    return save_draft(actor=actor, proposal=proposal, now=now, **fields)


@transaction.atomic
def save_draft(
    *,
    actor: User,
    proposal: Proposal,
    now: datetime,
    seen: int | None = None,
    **fields: Unpack[DraftFields],
) -> Proposal:
    """Change what the given fields of a draft say and return it, fresh.

    `seen` is the revision that the writer began with; None overwrites whatever is there. Raises Denied,
    ValidationError, and SavedElsewhere where another window saved something else meanwhile.
    """
    saved = _write(actor, proposal, now, seen, fields)
    _record("proposals.draft_saved", actor, saved, now)
    return saved


@transaction.atomic
def autosave_draft(
    *, actor: User, proposal: Proposal, now: datetime, seen: int, **fields: Unpack[DraftFields]
) -> Proposal:
    """Keep what somebody is typing, as `save_draft` does and with its exceptions.

    The browser does this every few seconds and the person does nothing, so the log of acts says nothing.
    """
    return _write(actor, proposal, now, seen, fields)


def _write(actor: User, proposal: Proposal, now: datetime, seen: int | None, fields: DraftFields) -> Proposal:
    fresh = locked(proposal)
    require(may_edit_draft(actor, fresh, now))
    stored = words_of(fresh, fields)
    apply_fields(fresh, fields)
    if seen is not None and seen != fresh.revision and words_of(fresh, fields) != stored:
        raise SavedElsewhere(Proposal.objects.get(pk=fresh.pk))
    fresh.revision += 1
    fresh.changed_at = now
    fresh.save()
    set_tags(fresh, fields)
    return fresh


@transaction.atomic
def discard_draft(*, actor: User, proposal: Proposal, now: datetime) -> None:
    """Throw a draft away for good, with its pictures and files; possible at any time. Raises Denied."""
    fresh = locked(proposal)
    require(may_discard(actor, fresh))
    _record("proposals.draft_discarded", actor, fresh, now)
    forget_files(fresh)
    fresh.delete()


def words_of(proposal: Proposal, fields: DraftFields) -> dict[str, object]:
    """Return what the proposal says now in those of its columns that `fields` would write."""
    return {name: getattr(proposal, name) for name in fields if name != "tags"}


def apply_fields(proposal: Proposal, fields: DraftFields) -> None:
    """Write `fields` into a proposal that the caller saves, and what follows. Raises ValidationError."""
    for name, value in fields.items():
        if name != "tags":
            setattr(proposal, name, value)
    proposal.body = tidy(from_html(proposal.body))
    proposal.body_html = rendered(proposal.body)
    text = plain(proposal.body)
    proposal.fingerprint = fingerprint(f"{proposal.title} {text}")
    words = (proposal.title, proposal.summary, proposal.address, text)
    proposal.search_text = fold(" ".join(words))
    if len(proposal.body) > BODY_LETTERS:
        raise ValidationError(_("The text is longer than %(most)s letters.") % {"most": BODY_LETTERS})
    proposal.clean_fields(exclude={"process", "author", "district", "category"})


def set_tags(proposal: Proposal, fields: DraftFields) -> None:
    """Write the tags, where `fields` has some."""
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
