"""What a vote has against merging proposals: what stands on a ballot must stay what it is."""

from __future__ import annotations

from django.utils.translation import gettext as _

from proposals.joining import register_objection
from proposals.models import Proposal
from voting.models import Project, RoundStatus


@register_objection("ballots")
def on_a_ballot(proposal: Proposal) -> str:
    """Return that `proposal` is a project of a round that was not called off, or ""."""
    listed = Project.objects.filter(proposal=proposal).exclude(round__status=RoundStatus.CANCELLED)
    project = listed.select_related("round").first()
    if project is None:
        return ""
    words = {"number": proposal.number, "round": project.round.title}
    return _("Proposal %(number)s is on the ballot of “%(round)s”. It cannot be merged now.") % words
