"""The lock that every act on a proposal takes first (after the process, before the log)."""

from __future__ import annotations

from proposals.models import Proposal


class SavedElsewhere(Exception):
    """Somebody else, or another window, saved something while this was written. `proposal` holds it."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__("Saved in another window.")
        self.proposal = proposal


def locked(proposal: Proposal) -> Proposal:
    """Return `proposal` as it is in the database now, held until the end of the transaction."""
    fresh = Proposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    fresh.process = proposal.process
    return fresh
