"""Preparing a round: create it, put projects on the ballot, or cancel it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import District, User
from processes.models import Process
from processes.permissions import require, role_verdict
from processes.phases import Act
from proposals.models import Proposal
from voting.counting.ballots import forget_ballots
from voting.models import Project, Round, RoundStatus
from voting.permissions import may_manage
from voting.rounds.state import RoundError, locked, locked_draft, log, move
from voting.rounds.sums import check_sums
from voting.safe import start_safe

CANCELLABLE = frozenset({RoundStatus.DRAFT, RoundStatus.FROZEN, RoundStatus.COUNTING})
SUPPORTED = {"minimum_votes": 1}  # what nobody wants is not built, even if there is money for it
DEFAULT_PARAMETERS = {"equal-shares": {"utility": "cost", "completion": "add1+utilitarian"} | SUPPORTED}


@dataclass(frozen=True, slots=True)
class NewProject:
    """A project to put on the ballot. `cost` is in minor units; `number` None takes the proposal's or the
    next.
    """

    title: str
    cost: int
    summary: str = ""
    district: District | None = None
    category: str = ""
    place: str = ""
    target: str = ""
    proposal: Proposal | None = None
    number: int | None = None
    key: str = ""
    latitude: float | None = None
    longitude: float | None = None
    language: str = settings.LANGUAGE_CODE
    exact_cost: str = ""
    declared: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where an imported round comes from: file name, SHA-256 of the file, and what its header said."""

    name: str
    hash: str
    meta: Mapping[str, str]


class RoundFields(TypedDict, total=False):
    """What staff may set of a round in preparation besides its money and dates; see `Round`. `spending_limit`
    is in minor units of the process's currency.
    """

    max_projects: int | None
    spending_limit: int | None
    ballot_type: str
    ballot_points: int | None
    ballot_most: int | None
    what_opens: str
    mode: str
    group: str
    smallest_pool: int
    observers: str
    exact_budget: str


@transaction.atomic
def create_round(
    *,
    actor: User | None,
    process: Process,
    title: str,
    opens_at: datetime,
    closes_at: datetime,
    budget: int,
    rule: str = "equal-shares",
    rule_parameters: Mapping[str, Any] | None = None,
    districts: Iterable[District] = (),
    source: Source | None = None,
    now: datetime | None = None,
    **fields: Unpack[RoundFields],
) -> Round:
    """Make a round in preparation; None as `rule_parameters` takes the usual ones of the rule. `budget` is in
    minor units of the process's currency. With `districts` only their people may vote.

    Raises Denied, and ValidationError for dates in the wrong order, and ballots that cannot be added up where
    only sums are to be opened.
    """
    if actor:
        require(role_verdict(actor, Act.MANAGE, process))
    if closes_at <= opens_at:
        raise ValidationError(_("Voting must close after it opens."))
    Process.objects.select_for_update(no_key=True).get(pk=process.pk)
    parameters = DEFAULT_PARAMETERS.get(rule, SUPPORTED) if rule_parameters is None else rule_parameters
    last = Round.objects.filter(process=process).aggregate(last=Max("number"))["last"] or 0
    round = Round(
        process=process, number=last + 1, title=title, opens_at=opens_at, closes_at=closes_at,
        budget=budget, rule=rule, rule_parameters=dict(parameters), **fields,
    )  # fmt: skip
    if source:
        round.source_name, round.source_hash, round.source_meta = source.name, source.hash, dict(source.meta)
    round.full_clean(exclude=["process"])
    check_sums(round)
    round.save()
    round.districts.set(districts)
    if round.is_sealed:
        start_safe(round)
    log(actor, "voting.round_created", round, {"round": title}, now)
    return round


def add_project(*, actor: User | None, round: Round, title: str, cost: int, **more: Any) -> Project:
    """Put one project on the ballot; `more` are the other fields of `NewProject`. Raises like
    `add_projects`.
    """
    return add_projects(actor=actor, round=round, projects=[NewProject(title=title, cost=cost, **more)])[0]


@transaction.atomic
def add_projects(
    *, actor: User | None, round: Round, projects: Iterable[NewProject], now: datetime | None = None
) -> list[Project]:
    """Put projects on the ballot of a round in preparation and return them.

    Raises Denied, RoundError if the round is frozen, and ValidationError for a number or key that is taken.
    """
    if actor:
        require(may_manage(actor, round))
    locked_draft(round)
    taken = round.projects.aggregate(last=Max("number"))["last"] or 0
    rows = []
    for new in projects:
        number = new.number or (new.proposal.number if new.proposal else None) or taken + 1
        taken = max(taken, number)
        rows.append(_row(round, new, number))
    try:
        with transaction.atomic():
            Project.objects.bulk_create(rows)
    except IntegrityError as error:
        raise ValidationError(_("Two projects have the same number. Nothing was added.")) from error
    log(actor, "voting.projects_added", round, {"round": round.title, "projects": len(rows)}, now)
    return rows


def _row(round: Round, new: NewProject, number: int) -> Project:
    return Project(
        round=round, number=number, key=new.key or str(number), proposal=new.proposal, title=new.title[:300],
        summary=new.summary, language=new.language, cost=new.cost, exact_cost=new.exact_cost,
        district=new.district, category=new.category[:120], target=new.target[:200], place=new.place[:120],
        latitude=new.latitude, longitude=new.longitude, declared=new.declared,
    )  # fmt: skip


@transaction.atomic
def cancel_round(*, actor: User | None, round: Round, reason: str, now: datetime | None = None) -> None:
    """Call a round off, for a reason that everybody can read. A counted round cannot be cancelled.

    Raises Denied, and RoundError without a reason or after the count.
    """
    if actor:
        require(may_manage(actor, round))
    held = locked(round)
    if held.status not in CANCELLABLE:
        raise RoundError(_("The ballots are counted. This vote cannot be cancelled any more."))
    if not reason.strip():
        raise RoundError(_("Say why this vote is cancelled. Everyone can read the reason."))
    forget_ballots(held)  # those that a count has opened so far, which nobody will publish
    move(round, RoundStatus.CANCELLED, cancelled_reason=reason.strip())
    log(actor, "voting.round_cancelled", round, {"round": round.title, "reason": reason.strip()}, now)
