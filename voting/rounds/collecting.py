"""Filling a ballot: the accepted proposals of a process become the projects of a round in preparation. Until
the rules are frozen each can be taken off again, and put back.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from audit.chain import Json
from moderation.models import Visibility
from processes.permissions import YES, Verdict, require
from proposals.lifecycle import Status
from proposals.models import Proposal
from voting.models import Project, Round, RoundStatus
from voting.permissions import may_manage
from voting.rounds.preparing import NewProject, add_projects
from voting.rounds.state import RoundError, locked_draft, log


def waiting(round: Round) -> QuerySet[Proposal]:
    """Return the accepted proposals with a cost that are not on the ballot yet."""
    found = Proposal.objects.filter(
        process=round.process,
        status=Status.ACCEPTED,
        visibility=Visibility.VISIBLE,
    ).exclude(city_cost=None, estimated_cost=None)
    return (
        found.exclude(ballot_projects__round=round).select_related("district", "category").order_by("number")
    )


def without_cost(round: Round) -> QuerySet[Proposal]:
    """Return the accepted proposals that cannot be on a ballot, as nobody has said what they cost."""
    found = Proposal.objects.filter(process=round.process, status=Status.ACCEPTED, city_cost=None)
    return found.filter(visibility=Visibility.VISIBLE, estimated_cost=None).order_by("number")


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


@transaction.atomic
def put_on_ballot(*, actor: User, round: Round, proposal: int, now: datetime) -> Project:
    """Put the accepted proposal with this number on the ballot.

    Raises Denied, and RoundError if the round is frozen or no such proposal waits.
    """
    require(may_manage(actor, round))
    held = locked_draft(round)
    found = waiting(held).filter(number=proposal).first()
    if found is None:
        raise RoundError(_("This proposal does not wait for a ballot any more. Look at the lists again."))
    return add_projects(actor=actor, round=round, projects=[_project(found)], now=now)[0]


@transaction.atomic
def take_off_ballot(*, actor: User, round: Round, project: int, now: datetime) -> Project:
    """Take the project with this number off the ballot; its proposal stays accepted and can be put back.

    Raises Denied, and RoundError if the round is frozen or no such project is on the ballot.
    """
    require(may_manage(actor, round))
    held = locked_draft(round)
    found = held.projects.filter(number=project).first()
    if found is None:
        raise RoundError(_("This project is not on the ballot any more. Look at the lists again."))
    data: dict[str, Json] = {"round": held.title, "number": found.number, "project": found.title}
    Project.objects.filter(pk=found.pk).delete()
    log(actor, "voting.project_removed", held, data, now)
    return found


def _project(proposal: Proposal) -> NewProject:
    return NewProject(
        title=proposal.title,
        summary=proposal.summary,
        cost=proposal.cost or 0,
        district=proposal.district,
        category=proposal.category.name if proposal.category else "",
        place=proposal.address,
        proposal=proposal,
        latitude=proposal.latitude,
        longitude=proposal.longitude,
        language=proposal.language,
    )
