"""Merges for tests, proposed and agreed to by the services that people use."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from proposals.models import Merge, Proposal
from proposals.services import answer_merge, propose_merge
from tests.factories.accounts import make_moderator
from tests.factories.processes import make_process
from tests.factories.proposals import make_proposal


def make_waiting_merge(
    *,
    goes: Proposal | None = None,
    stays: Proposal | None = None,
    actor: User | None = None,
    note: str = "",
    now: datetime | None = None,
) -> Merge:
    """A merge that a new moderator proposed, of two new proposals unless given."""
    process = goes.process if goes else stays.process if stays else make_process()
    return propose_merge(
        actor=actor or make_moderator(),
        goes=goes or make_proposal(process=process),
        stays=stays or make_proposal(process=process),
        note=note,
        now=now or timezone.now(),
    )


def agree(merge: Merge, now: datetime | None = None) -> Merge:
    """Let every author who has not answered say yes."""
    for consent in merge.consents.filter(answer="").select_related("user"):
        merge = answer_merge(actor=consent.user, merge=merge, agree=True, now=now or timezone.now())
    merge.refresh_from_db()
    return merge


def make_merge(
    *, goes: Proposal | None = None, stays: Proposal | None = None, now: datetime | None = None
) -> Merge:
    """A merge in force."""
    merge = agree(make_waiting_merge(goes=goes, stays=stays, now=now), now)
    merge.goes.refresh_from_db()
    merge.stays.refresh_from_db()
    return merge
