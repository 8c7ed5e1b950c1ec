"""The way of a proposal so far, for its page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from proposals.lifecycle import Status
from proposals.models import STATUS_LABELS, Move, Proposal


@dataclass(frozen=True, slots=True)
class Step:
    """One step: when, what happened in words, and the reason where one was given."""

    at: datetime
    words: str
    reason: str = ""
    language: str = ""


def steps_of(proposal: Proposal, moves: Iterable[Move]) -> list[Step]:
    """Return the steps from publishing on, the oldest first; `moves` are all of the proposal's."""
    steps, before = [], None
    for move in moves:
        status = Status(move.status)
        steps.append(Step(move.at, said(status, before), move.reason, move.language))
        before = status
    if proposal.reached_at:
        needed = {"count": proposal.process.support_threshold}
        steps.append(Step(proposal.reached_at, _("Has the %(count)s supporters it needs") % needed))
    return sorted(steps, key=lambda step: step.at)


def said(status: Status, before: Status | None) -> str:
    """Return what happened when a proposal came to `status` from the one `before`, if there was any."""
    if before is Status.MERGED:
        return _("Separate again")
    if status is not Status.PUBLISHED:
        return str(STATUS_LABELS[status])
    return _("Gathering support again") if before else _("Published")
