"""The `.pb` file of a round: the public record that anyone can count again, and the very text that we count.

Ballots stand in the order of their ids, which tell nothing, and are numbered from 1, so that the file tells
neither who cast them nor when.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import chain

from django.utils.timezone import localdate

from voting.amounts import major
from voting.casting.kinds import POINTED, most_points, vote_type
from voting.counting.ballots import Choice, ballots_of, count_ballots
from voting.models import BallotType, Project, Round, RoundStatus
from voting.rules import BallotGroup, Election, pabulib
from voting.rules import Project as Candidate
from voting.rules.exact import decimal_text
from voting.sender import sender

CHUNK = 2_000


def pb_chunks(round: Round) -> Iterator[str]:
    """Yield the text of the file piece by piece; once the round is counted, with votes and winners."""
    projects = list(round.projects.select_related("district").order_by("number"))
    ballots = ballots_of(round)
    first = next(ballots, None)
    pointed = round.ballot_type in POINTED or any(choice.points is not None for choice in first or ())
    yield _head(round, projects)
    yield "VOTES\nvoter_id;vote;points\n" if pointed else "VOTES\nvoter_id;vote\n"
    keys = {project.number: project.key for project in projects}
    rows: list[list[str]] = []
    for voter, choices in enumerate(chain(() if first is None else (first,), ballots), 1):
        rows.append(_vote(voter, choices, keys, pointed=pointed))
        if len(rows) == CHUNK:
            yield _csv(rows)
            rows = []
    yield _csv(rows)


def pb_name(round: Round) -> str:
    """Return the name the file is saved under."""
    return f"{round.process.slug}-{round.number}.pb"


def _head(round: Round, projects: list[Project]) -> str:
    """META and PROJECTS, written by the same writer that the rules bring along."""
    currency = round.process.currency
    counted = round.status in {RoundStatus.COUNTED, RoundStatus.PUBLISHED}
    election = Election.of(
        budget=major(round.budget, round.exact_budget, currency),
        projects=[candidate(project, round, counted=counted) for project in projects],
        ballots=[BallotGroup((), count=count_ballots(round))],
        vote_type=vote_type(round.ballot_type),
        meta=meta_of(round),
    )
    return pabulib.write(election, ballots=()).split("VOTES\n", maxsplit=1)[0]


def candidate(project: Project, round: Round, *, counted: bool) -> Candidate:
    """Return a project as the rules know it, with what its column in the file says once it is `counted`."""
    extra: dict[str, str] = {}
    if counted:
        extra["votes"] = str(project.votes)
        if round.ballot_type != BallotType.APPROVAL:
            extra["score"] = str(project.points)
    if project.declared is not None:
        extra["selected"] = str(project.declared)
    elif counted:
        extra["selected"] = "1" if project.rank else "0"
    if project.target:
        extra["target"] = project.target
    if project.latitude is not None and project.longitude is not None:
        extra |= {"latitude": repr(project.latitude), "longitude": repr(project.longitude)}
    return Candidate(
        id=project.key,
        cost=major(project.cost, project.exact_cost, round.process.currency),
        name=_line(project.title),
        category=_line(project.category),
        district=_line(project.district.name if project.district else project.place),
        extra=extra,
    )


def meta_of(round: Round) -> dict[str, str]:
    """Return what the source said of a round, or what we know of our own, as the format names it."""
    if round.source_meta:
        return dict(round.source_meta)
    currency = round.process.currency
    meta = {
        "description": _line(f"{round.process.title}: {round.title}"),
        "unit": sender(),
        "instance": f"{round.process.slug}-{round.number}",
        "rule": round.rule,
        "date_begin": f"{localdate(round.opens_at):%d.%m.%Y}",
        "date_end": f"{localdate(round.closes_at):%d.%m.%Y}",
        "currency": currency,
        "language": round.process.language,
    }
    if round.max_projects is not None:
        meta["max_length"] = str(round.max_projects)
    if round.spending_limit is not None:
        meta["max_sum_cost"] = decimal_text(major(round.spending_limit, "", currency))
    if round.ballot_type in POINTED:
        most = most_points(round.ballot_type, round.ballot_points, round.ballot_most)
        meta |= {"min_points": "0", "max_points": str(most)}
    if round.ballot_type == BallotType.CUMULATIVE and round.ballot_points:
        meta["max_sum_points"] = str(round.ballot_points)
    return meta


def _line(text: str) -> str:
    """A text on one line; the format has no others."""
    return " ".join(text.split())


def _vote(voter: int, choices: tuple[Choice, ...], keys: dict[int, str], *, pointed: bool) -> list[str]:
    row = [str(voter), ",".join(keys[choice.number] for choice in choices)]
    if pointed:
        row.append(",".join(decimal_text(choice.points or 0) for choice in choices))
    return row


def _csv(rows: Iterable[list[str]]) -> str:
    out = StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(rows)
    return out.getvalue()
