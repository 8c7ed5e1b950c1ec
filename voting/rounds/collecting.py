"""Filling a ballot: the accepted proposals of a process become the projects of a round in preparation."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from moderation.models import Visibility
from processes.permissions import YES, Verdict, require
from proposals.lifecycle import Status
from proposals.models import Proposal
from voting.models import Project, Round, RoundStatus
from voting.permissions import may_manage
from voting.rounds.preparing import NewProject, add_projects
from voting.rounds.state import locked_draft


def waiting(round: Round) -> QuerySet[Proposal]:
    """Return the accepted proposals with a cost that are not on the ballot yet."""
    found = Proposal.objects.filter(
        process=round.process,
        status=Status.ACCEPTED,
        visibility=Visibility.VISIBLE,
        estimated_cost__isnull=False,
    )
    return (
        found.exclude(ballot_projects__round=round).select_related("district", "category").order_by("number")
    )


def collect_verdict(user: User, round: Round, now: datetime) -> Verdict:
    """Return whether there is anything to put on the ballot of a round in preparation."""
    if round.status != RoundStatus.DRAFT:
        return Verdict(False, _("The rules are frozen."))
    if not waiting(round).exists():
        return Verdict(False, _("No accepted proposal with a cost is waiting."))
    return YES


@transaction.atomic
def collect_proposals(*, actor: User | None, round: Round, now: datetime) -> list[Project]:
    """Put every accepted proposal that has a cost on the ballot, under its own number.

    Raises Denied, and RoundError if the round is frozen.
    """
    if actor:
        require(may_manage(actor, round))
    held = locked_draft(round)
    if actor:
        require(collect_verdict(actor, held, now))
    return add_projects(actor=actor, round=round, projects=[_project(one) for one in waiting(held)], now=now)


def _project(proposal: Proposal) -> NewProject:
    return NewProject(
        title=proposal.title,
        summary=proposal.summary,
        cost=proposal.estimated_cost or 0,
        district=proposal.district,
        category=proposal.category.name if proposal.category else "",
        place=proposal.address,
        proposal=proposal,
        latitude=proposal.latitude,
        longitude=proposal.longitude,
        language=proposal.language,
    )
