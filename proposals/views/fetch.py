"""How the views of writing get hold of what somebody writes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.formats import time_format

from accounts.models import User
from processes.models import Process
from processes.permissions import Person
from proposals.belongings import belongings_of
from proposals.merging import may_ask_to_merge
from proposals.models import Proposal
from proposals.permissions import may_edit, may_suggest, writes


def draft_or_404(process: Process, pk: int, user: User) -> Proposal:
    """Return a proposal that `user` writes, published or not; raises Http404 for everybody else's."""
    mine = Q(author=user) | Q(coauthors__user=user)
    found = Proposal.objects.in_process(process).filter(mine, pk=pk).distinct()
    proposal = found.select_related("author", "district", "category").first()
    if proposal is None:
        raise Http404
    proposal.process = process
    return proposal


def written_or_404(process: Process, user: User, *, pk: int = 0, number: int = 0) -> Proposal:
    """Return what `user` writes: the draft `pk`, or the proposal `number`; raises Http404 for others."""
    if pk:
        return draft_or_404(process, pk, user)
    found = Proposal.objects.in_process(process).filter(number=number)
    proposal = found.select_related("author", "district", "category").first()
    if proposal is None:
        raise Http404
    proposal.process = process
    if not writes(user, proposal):
        raise Http404
    return proposal


def illustrations(proposal: Proposal) -> dict[str, Any]:
    """Return the pictures and files of a proposal for its page (two queries)."""
    pictures, files = list(proposal.pictures.all()), list(proposal.attachments.all())
    for picture in pictures:
        picture.proposal = proposal
    for file in files:
        file.proposal = proposal
    return {"pictures": pictures, "files": files}


def together(proposal: Proposal, user: Person, now: datetime) -> dict[str, Any]:
    """Return what the page of a public proposal shows beside its own row (one query).

    What the reader did, and whether suggestions wait, is remembered on `proposal`.
    """
    found = belongings_of(proposal, user)
    for did in ("supported", "followed"):
        setattr(proposal, did, getattr(found, did))
    return {
        "tags": found.tags,
        "coauthors": found.coauthors,
        "pictures": found.pictures,
        "files": found.files,
        "theme": found.theme,
        "answers": found.answers,
        "moves": found.moves,
        "has_merges": found.merges,
        "asked_merges": found.asked,
        "has_suggestions": found.suggestions,
        "writes": writes(user, proposal),
        "may_edit": may_edit(user, proposal, now),
        "may_suggest": may_suggest(user, proposal, now),
        "may_merge": may_ask_to_merge(user, proposal, now),
    }


def clock(now: datetime) -> str:
    """Return the time of day in the city."""
    return time_format(timezone.localtime(now), "TIME_FORMAT")
