"""What a vote means for the proposals behind its projects. Each step is one of their own lifecycle."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from proposals.lifecycle import Status, can_move
from proposals.models import Proposal
from proposals.services.moving import move_proposal
from voting.models import Delivery, Project, Round

BUILDING = {
    Delivery.IN_WORK: (Status.IN_DELIVERY,),
    Delivery.BUILT: (Status.IN_DELIVERY, Status.DELIVERED),
}


def put_on_ballot(round: Round, now: datetime) -> None:
    """The round is frozen: its proposals are on the ballot."""
    _move((project.proposal for project in _with_proposal(round)), Status.ON_BALLOT, now)


def tell_outcome(round: Round, now: datetime) -> None:
    """The result is published: each proposal is funded or not."""
    projects = _with_proposal(round)
    _move((project.proposal for project in projects if project.rank), Status.FUNDED, now)
    _move((project.proposal for project in projects if not project.rank), Status.NOT_FUNDED, now)


def tell_delivery(project: Project, now: datetime) -> None:
    """The city reported about the building: the proposal goes along."""
    for status in BUILDING.get(Delivery(project.delivery), ()):
        if project.proposal:
            project.proposal.refresh_from_db(fields=["status"])
            _move([project.proposal], status, now)


def _with_proposal(round: Round) -> list[Project]:
    found = round.projects.filter(proposal__isnull=False)
    return list(found.select_related("proposal__process").order_by("number"))


def _move(proposals: Iterable[Proposal | None], to: Status, now: datetime) -> None:
    """Move those that can go there; one that was withdrawn meanwhile stays where it is."""
    for proposal in proposals:
        if proposal and can_move(Status(proposal.status), to):
            move_proposal(actor=None, proposal=proposal, to=to, now=now)
