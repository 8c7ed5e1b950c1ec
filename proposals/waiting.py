"""Which proposals wait for the city's answer: they had the supporters they need, and nobody has answered."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Exists, OuterRef

from proposals.lifecycle import Status
from proposals.models import OfficialAnswer, Proposal
from proposals.querysets import ProposalQuerySet

UNDECIDED = frozenset({Status.PUBLISHED, Status.UNDER_REVIEW})


def waiting_for_answer() -> ProposalQuerySet:
    """Return what waits for an answer, in all processes, the longest first."""
    answers = OfficialAnswer.objects.filter(proposal=OuterRef("pk"))
    reached = Proposal.objects.living().filter(reached_at__isnull=False, status__in=sorted(UNDECIDED))
    return reached.exclude(Exists(answers)).order_by("reached_at", "pk")


def waits_since(proposal: Proposal, answers: Collection[OfficialAnswer]) -> datetime | None:
    """Return since when a visible proposal waits; None for one that does not. `answers` are all it has."""
    return None if answers or Status(proposal.status) not in UNDECIDED else proposal.reached_at
