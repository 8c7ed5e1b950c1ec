"""Counting: after the close the box is opened once, ballots that break the rules are set aside in public, and
the rule shares the money.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.chain import Json
from processes.permissions import require
from processes.phases import Act
from voting.amounts import to_minor
from voting.casting.phrases import count_text
from voting.counting import unsealing
from voting.counting.closing import check_roll, check_rules, close_box
from voting.counting.election import allocate, election_of
from voting.counting.opened import add_up, store_opened
from voting.counting.unsealing import Values, still_counting
from voting.models import Board, Project, Result, Round, RoundStatus
from voting.permissions import count_verdict, may_count
from voting.results.channels import channel_facts
from voting.results.spread import payments_of, spread_of
from voting.results.steps import opening
from voting.results.turnout import district_rows
from voting.rounds.state import RoundError, log, move
from voting.rules import Election, Outcome
from voting.rules.exact import to_json
from voting.rules.explain import explain
from voting.rules.sums import Sums

BATCH = 500
Tell = Callable[[str], object]


def count_round(*, actor: User | None, round: Round, now: datetime, tell: Tell = lambda _: None) -> Result:
    """Count a closed round and store the outcome with everything that the result pages show. `tell` hears the
    name of each step (`voting.counting.progress`) before it begins.

    A count that was interrupted goes on where it stopped. Raises Denied before the close, without the role,
    or while trustees have not opened their part, and RoundError if the rules or the box are not what was
    frozen and cast.
    """
    require(may_count(actor, round, now) if actor else count_verdict(round, now))
    return run_count(actor=actor, round=round, now=now, tell=tell)


def run_count(*, actor: User | None, round: Round, now: datetime, tell: Tell) -> Result:
    """Count like `count_round`, for somebody whose right to do so was checked before. Nothing is held while
    it computes: what takes long of every step is done before its transaction.
    """
    opened: list[Values] = []
    if round.is_sealed:
        check_roll(round)
        tell("close")
        close_box(actor=actor, round=round, now=now)
        if not round.is_verifiable:
            if not round.only_sums:
                tell("shuffle")
                unsealing.shuffle_here(round, now)
            tell("open")
            unsealing.open_here(round, now)
        tell("join")
        opened = unsealing.publish_opened(round, now)
    tell("share")
    return _conclude(actor, round, _share(round, opened, now), now)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What a count comes to, before it is written: the result, its projects, the file outcome.json ("" for a
    round whose ballots came as a file), and how many opened ballots it was made from.
    """

    result: Result
    projects: list[Project]
    text: str
    ballots: int


def _share(round: Round, opened: list[Values], now: datetime) -> _Shared:
    """Store the opened ballots (sums stay on the board), and share the money."""
    held = Round.objects.select_related("process").get(pk=round.pk)
    found, text = None, ""
    if held.only_sums:
        text = add_up(held).text
    elif held.is_sealed:
        found = store_opened(held, opened, now)
        text = found.count.text
    election = election_of(held)
    outcome = allocate(held, election)
    projects = list(held.projects.select_related("district"))
    _mark(projects, election, outcome)
    result = Result(
        round=round,
        outcome=outcome.to_json(),
        facts={
            **facts_of(held, projects, election, outcome),
            **channel_facts(held, outcome, found),
            "districts": district_rows(held),
        },
        fairness=spread_of(election, outcome),
        payments=payments_of(election, outcome),
        ballots_counted=election.voters,
        blank_ballots=blank_ballots(election),
        roll_size=held.roll_size,
        counted_at=now,
    )
    return _Shared(result, projects, text, found.valid if found else election.voters)


@transaction.atomic
def _conclude(actor: User | None, round: Round, shared: _Shared, now: datetime) -> Result:
    """Write the outcome, all at once. Raises Denied where the round was cancelled, or counted, meanwhile."""
    held, result = still_counting(round, now), shared.result
    check_rules(held)
    if result.ballots_counted != shared.ballots:
        numbers = {"ballots": count_text(result.ballots_counted), "opened": count_text(shared.ballots)}
        raise RoundError(
            _("The numbers do not match. Opened ballots: %(opened)s. Stored ballots: %(ballots)s.") % numbers
        )
    if held.is_sealed:
        Board.objects.filter(round=held).update(outcome=shared.text)
    Project.objects.bulk_update(shared.projects, ["votes", "points", "rank", "explanation"], batch_size=BATCH)
    result.save(force_insert=True)
    move(round, RoundStatus.COUNTED, ballot_count=result.ballots_counted)
    said: dict[str, Json] = {"round": round.title, "ballots": result.ballots_counted}
    log(actor, "voting.counted", round, said, now, act=Act.COUNT)
    return result


def blank_ballots(election: Election) -> int | None:
    """Return how many ballots choose nothing; they count as voters. None where only sums are known."""
    if isinstance(election.profile, Sums):
        return None
    sizes = np.diff(election.ballots.starts)
    return int(election.ballots.counts[sizes == 0].sum())


def voters_with_a_win(election: Election, outcome: Outcome) -> int | None:
    """Return how many voters chose at least one funded project. None where only sums are known."""
    if isinstance(election.profile, Sums):
        return None
    won = np.zeros(len(election.projects), dtype=bool)
    won[[election.index[key] for key in outcome.selected]] = True
    lucky = np.zeros(len(election.ballots), dtype=bool)
    lucky[election.ballots.rows[won[election.ballots.choices]]] = True
    return int(election.ballots.counts[lucky].sum())


def _mark(projects: list[Project], election: Election, outcome: Outcome) -> None:
    """Say on each project what the count found; nothing is saved."""
    reasons = {loser.project: loser.to_json() for loser in explain(election, outcome)}
    reasons |= {key: {"part": to_json(amount)} for key, amount in outcome.part_funded.items()}
    ranks = {key: rank for rank, key in enumerate(outcome.selected, 1)}
    for project in projects:
        project.votes = outcome.votes[project.key]
        project.points = int(outcome.points.get(project.key, 0))
        project.rank = ranks.get(project.key)
        project.explanation = reasons.get(project.key)


def facts_of(round: Round, projects: list[Project], election: Election, outcome: Outcome) -> dict[str, Any]:
    """Return the few numbers that the result page shows. Amounts are minor units; shares are exact, as
    text.
    """
    currency = round.process.currency
    return {
        "winners": len(outcome.selected),
        "projects": len(projects),
        "budget": round.budget,
        "spent": to_minor(outcome.spent, currency),
        "left": to_minor(outcome.left, currency),
        "with_win": voters_with_a_win(election, outcome),
        "share": None if outcome.share is None else to_json(outcome.share),
        "ties": len(outcome.ties),
        "opening": opening(outcome.to_json()),
        "places": _places(projects),
        "declared": _declared(projects),
    }


def _places(projects: list[Project]) -> dict[str, Any]:
    """Return the money won by place of the project, or by topic where a file gives no places."""
    kind = next((kind for kind in ("district", "place", "category") if _names(projects, kind)), "")
    count: Mapping[str, list[int]] = defaultdict(lambda: [0, 0])
    for project in projects if kind else []:
        row = count[_name(project, kind)]
        row[0] += bool(project.rank)
        row[1] += project.cost if project.rank else 0
    ranked = sorted(count.items(), key=lambda item: (-item[1][1], item[0]))
    return {"kind": kind, "rows": [[name, *numbers] for name, numbers in ranked]}


def _name(project: Project, kind: str) -> str:
    return str(getattr(project, kind) or "")


def _names(projects: list[Project], kind: str) -> bool:
    return any(_name(project, kind) for project in projects)


def _declared(projects: list[Project]) -> dict[str, int] | None:
    """Return how our count compares with what the city declared; None where the file does not say."""
    said = [project for project in projects if project.declared is not None]
    if not said:
        return None
    return {
        "projects": len(said),
        "funded": sum(bool(project.declared) for project in said),
        "same": sum(bool(project.declared) == bool(project.rank) for project in said),
    }
