"""The lock that every act on a published proposal takes first (after the process, before the log)."""

from __future__ import annotations

from proposals.models import Proposal


def locked(proposal: Proposal) -> Proposal:
    """Return `proposal` as it is in the database now, held until the end of the transaction."""
    fresh = Proposal.objects.select_for_update().get(pk=proposal.pk)
    fresh.process = proposal.process
    return fresh
