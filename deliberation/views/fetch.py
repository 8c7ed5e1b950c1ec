"""How the views get hold of a discussion and of one comment: only of what may be read."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from deliberation.models import Comment, FormerPlace
from deliberation.permissions import may_follow
from processes.http import CityRequest
from proposals.models import Proposal


def fetch(request: CityRequest, process_slug: str, number: int) -> Proposal:
    """The proposal, if its discussion may be read. Raises Http404."""
    proposals = Proposal.objects.select_related("process")
    proposal = get_object_or_404(proposals, process__slug=process_slug, number=number)
    if not may_follow(request.user, proposal):
        raise Http404
    return proposal


def fetch_comment(request: CityRequest, proposal: Proposal, number: int) -> Comment:
    """One comment of `proposal`, or the one that had this number before a merge moved it.

    Raises Http404, also where the discussion it was moved to may not be read.
    """
    found = Comment.objects.select_related("author").filter(proposal=proposal, number=number).first()
    if found:
        found.proposal = proposal
        return found
    former = FormerPlace.objects.select_related("comment__author", "comment__proposal__process")
    moved = get_object_or_404(former, proposal=proposal, number=number).comment
    if not may_follow(request.user, moved.proposal):
        raise Http404
    return moved
