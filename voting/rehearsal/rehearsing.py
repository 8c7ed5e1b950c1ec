"""Dress rehearsals: rules tried side by side on ballots that count for nothing, before a vote opens."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.chain import Json
from processes.permissions import require
from voting.amounts import to_minor
from voting.casting.kinds import most_points
from voting.counting.election import election_of, without_ballots
from voting.models import BallotType, Rehearsal, RehearsalState, Round, RoundStatus
from voting.permissions import may_rehearse
from voting.rehearsal import tastes
from voting.results.spread import in_big_steps, justified
from voting.rounds.state import RoundError, locked, log
from voting.rules import Election, Outcome, pabulib, run
from voting.rules.compare import Candidate, usual_candidates
from voting.rules.exact import to_json
from voting.rules.fairness import fairness

MOST_CANDIDATES = 5
KEPT = 10
STALE = timedelta(minutes=15)
LARGEST_FILE = 24_000_000
BUSY = frozenset({RehearsalState.WAITING, RehearsalState.RUNNING})
SIMULATED, ROUND, FILE = "simulated", "round", "file"


@transaction.atomic
def start_rehearsal(*, actor: User, round: Round, now: datetime) -> Rehearsal:
    """Begin a rehearsal with the rule of the round and the usual ones beside it. Raises Denied.

    Only the last few rehearsals of a round are kept.
    """
    require(may_rehearse(actor, round, now))
    held = locked(round)
    made = Rehearsal.objects.create(
        round=round, made_by=actor, made_at=now, candidates=usual(held),
        ballots={"kind": SIMULATED, **_plain(tastes.Tastes())},
    )  # fmt: skip
    old = Rehearsal.objects.filter(round=round).values_list("pk", flat=True)[KEPT:]
    Rehearsal.objects.filter(pk__in=list(old)).delete()
    return made


def usual(round: Round) -> list[dict[str, Any]]:
    """Return the rule of the round, and the rules a council usually asks about."""
    election = without_ballots(round)
    listed = [{"rule": round.rule, "parameters": round.rule_parameters}]
    for one in usual_candidates(election):
        plain = {"rule": one.rule, "parameters": dict(one.parameters)}
        known = any(other["rule"] == one.rule for other in listed)
        if not known and one.rule in {"greedy", "equal-shares", "phragmen"}:
            listed.append(plain)
    return listed


@transaction.atomic
def set_candidate(
    *, actor: User, rehearsal: Rehearsal, place: int, rule: str, parameters: Mapping[str, Any], now: datetime
) -> None:
    """Put a rule with parameters at a place, or at the end. Raises Denied, and RoundError if it cannot be."""
    held = _held(actor, rehearsal, now)
    one = {"rule": rule, "parameters": dict(parameters)}
    if place < len(held.candidates):
        held.candidates[place] = one
    elif len(held.candidates) >= MOST_CANDIDATES:
        raise RoundError(_("Five rules fit side by side. Remove one first."))
    else:
        held.candidates.append(one)
    _keep(rehearsal, held)


@transaction.atomic
def drop_candidate(*, actor: User, rehearsal: Rehearsal, place: int, now: datetime) -> None:
    """Take a rule out of the rehearsal. Raises Denied, and RoundError while it runs."""
    held = _held(actor, rehearsal, now)
    held.candidates = [one for number, one in enumerate(held.candidates) if number != place]
    _keep(rehearsal, held)


@transaction.atomic
def run_rehearsal(
    *, actor: User, rehearsal: Rehearsal, ballots: Mapping[str, Any], text: str = "", now: datetime
) -> None:
    """Count the ballots by every candidate, as a task. `text` is a `.pb` file where `ballots` name one.

    Raises Denied, and RoundError while it runs or without candidates.
    """
    from voting.tasks import rehearse

    held = _held(actor, rehearsal, now)
    if not held.candidates:
        raise RoundError(_("Add a rule to try."))
    source = zlib.compress(text.encode()) if text else held.source
    Rehearsal.objects.filter(pk=held.pk).update(
        state=RehearsalState.WAITING, ballots=dict(ballots), made_at=now, done=0, problem="", result=None,
        total=len(held.candidates) + 1, source=source if ballots["kind"] == FILE else None,
    )  # fmt: skip
    data: dict[str, Json] = {"round": held.round.title, "rules": len(held.candidates)}
    log(actor, "voting.rehearsed", held.round, data, now)
    transaction.on_commit(lambda: rehearse.enqueue(held.pk))


def busy(rehearsal: Rehearsal, now: datetime) -> bool:
    """Return whether a rehearsal is running; one that died long ago is not."""
    return rehearsal.state in BUSY and now - rehearsal.made_at < STALE


def tried(rehearsal: Rehearsal, place: int) -> dict[str, Any] | None:
    """Return a rule and its parameters exactly as they were counted; None if none was at this place."""
    columns = (rehearsal.result or {}).get("columns", ())
    if place >= len(columns) or "problem" in columns[place]:
        return None
    return {"rule": columns[place]["rule"], "parameters": columns[place]["parameters"]}


def past_rounds(round: Round) -> list[Round]:
    """Return the finished rounds whose ballots can be counted again: none of which only sums are known."""
    found = Round.objects.filter(status=RoundStatus.PUBLISHED, process__published=True).with_ballots()
    return list(found.exclude(pk=round.pk).select_related("process").defer("rules_json", "source_meta")[:200])


def count_all(rehearsal: Rehearsal, step: Callable[[int], object]) -> dict[str, Any]:
    """Return the results of every candidate side by side; `step` hears how many parts are done.

    Raises ValueError for ballots that cannot be read.
    """
    round = rehearsal.round
    election, currency = _ballots(rehearsal)
    step(1)
    columns = []
    for number, one in enumerate(rehearsal.candidates, 1):
        columns.append(_column(election, one, currency))
        step(number + 1)
    named = {key for column in columns for key in (*column.get("winners", ()), *column.get("part", ()))}
    return {
        "voters": election.voters,
        "currency": currency,
        "budget": to_minor(election.budget, currency),
        "own": round.process.currency == currency and rehearsal.ballots["kind"] == SIMULATED,
        "projects": {
            project.id: [project.name or project.id, to_minor(project.cost, currency)]
            for project in election.projects
            if project.id in named
        },
        "columns": columns,
    }


def _column(election: Election, one: Mapping[str, Any], currency: str) -> dict[str, Any]:
    start = {"rule": one["rule"], "parameters": one["parameters"]}
    candidate = Candidate("", one["rule"], one["parameters"])
    if "increment" not in one["parameters"] or one["parameters"]["increment"] == 1:
        candidate = in_big_steps(candidate, election)
    try:
        outcome = run(election, candidate.rule, candidate.parameters)
    except ValueError as error:
        return {**start, "problem": str(error)}
    return {**start, "parameters": dict(candidate.parameters), **_figures(election, outcome, currency)}


def _figures(election: Election, outcome: Outcome, currency: str) -> dict[str, Any]:
    spread = fairness(election, outcome).to_json()
    return {
        "winners": list(outcome.selected),
        "part": {key: to_json(amount) for key, amount in outcome.part_funded.items()},
        "spent": to_minor(outcome.spent, currency),
        "left": to_minor(outcome.left, currency),
        "ties": len(outcome.ties),
        "complaints": justified(election, outcome)["count"],
        **spread,
    }


def _ballots(rehearsal: Rehearsal) -> tuple[Election, str]:
    """The election to try the rules on, and its currency."""
    plan, round = rehearsal.ballots, rehearsal.round
    if plan["kind"] == ROUND:
        past = Round.objects.select_related("process").get(pk=plan["round"], status=RoundStatus.PUBLISHED)
        return election_of(past), past.process.currency
    if plan["kind"] == FILE:
        from voting.pabulib.header import currency_of

        election = pabulib.parse(zlib.decompress(bytes(rehearsal.source or b"")).decode())
        return election, currency_of(election)
    return _simulated(round, tastes.Tastes(**{name: plan[name] for name in _plain(tastes.Tastes())}))


def _simulated(round: Round, model: tastes.Tastes) -> tuple[Election, str]:
    bare = without_ballots(round)
    limits = tastes.Limits(round.max_projects, _money(round), _points(round))
    drawn = tastes.draw_ballots(bare, model, limits)
    return Election.of(
        budget=bare.budget, projects=bare.projects, ballots=drawn, vote_type=bare.vote_type
    ), round.process.currency


def _money(round: Round) -> float | None:
    from voting.amounts import major

    return (
        None
        if round.spending_limit is None
        else float(major(round.spending_limit, "", round.process.currency))
    )


def _points(round: Round) -> tastes.Points | None:
    most = most_points(round.ballot_type, round.ballot_points, round.ballot_most)
    if round.ballot_type == BallotType.CUMULATIVE:
        return tastes.shared_out(round.ballot_points or most, most)
    return tastes.scored(most) if most else None


def _plain(model: tastes.Tastes) -> dict[str, int]:
    names = ("voters", "seed", "near", "topics", "thrift")
    return {name: getattr(model, name) for name in names}


def _held(actor: User, rehearsal: Rehearsal, now: datetime) -> Rehearsal:
    """The locked rehearsal, for a person who may change it. Raises Denied, and RoundError while it runs."""
    require(may_rehearse(actor, rehearsal.round, now))
    held = (
        Rehearsal.objects.select_for_update(of=("self",), no_key=True)
        .select_related("round__process")
        .get(pk=rehearsal.pk)
    )
    if busy(held, now):
        raise RoundError(_("The rehearsal is running. Wait until it is finished."))
    return held


def _keep(rehearsal: Rehearsal, held: Rehearsal) -> None:
    """Write the changed candidates; an earlier result is none of theirs."""
    rehearsal.candidates = held.candidates
    rehearsal.state, rehearsal.result = RehearsalState.DRAFT, None
    rehearsal.save(update_fields=["candidates", "state", "result"])
