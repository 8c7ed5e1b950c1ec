"""Write an Election as a .pb file that this package and pabutools read back."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from voting.rules.exact import decimal_text
from voting.rules.model import Election, Project
from voting.rules.pabulib.reader import RawBallot
from voting.rules.pabulib.votes import NO_POINTS

_OWN = ("name", "category", "district")


def write(election: Election, ballots: Iterable[RawBallot] | None = None) -> str:
    """The text of a .pb file.

    ballots: the single ballots with their voters' ids, if they are to be kept; otherwise voters are
    numbered from 1 and identical ballots stand together.
    """
    out = StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\n")
    table.writerows([["META"], ["key", "value"], *_meta(election)])
    extra = list(dict.fromkeys(key for project in election.projects for key in project.extra))
    own = [name for name in _OWN if any(getattr(project, name) for project in election.projects)]
    table.writerows([["PROJECTS"], ["project_id", "cost", *own, *extra]])
    table.writerows(_project(project, own, extra) for project in election.projects)
    scored = election.ballots.points is not None
    raw = list(_numbered(election) if ballots is None else ballots)
    about = list(dict.fromkeys(key for ballot in raw for key in ballot.attributes))
    table.writerows([["VOTES"], ["voter_id", "vote", *(["points"] if scored else []), *about]])
    for ballot in raw:
        points = [",".join(decimal_text(value) for value in ballot.points) or NO_POINTS] if scored else []
        rest = [ballot.attributes.get(key, "") for key in about]
        table.writerow([ballot.voter, ",".join(ballot.choices), *points, *rest])
    return out.getvalue()


def _meta(election: Election) -> list[list[str]]:
    facts = {
        "num_projects": str(len(election.projects)),
        "num_votes": str(election.voters),
        "budget": decimal_text(election.budget),
        "vote_type": str(election.vote_type),
    }
    for key in ("description", "country", "unit", "instance", "rule"):
        if key not in election.meta:
            facts[key] = "unknown"
    return [[key, value] for key, value in ({**election.meta, **facts}).items()]


def _project(project: Project, own: list[str], extra: list[str]) -> list[str]:
    named = [getattr(project, name) for name in own]
    return [project.id, decimal_text(project.cost), *named, *(project.extra.get(key, "") for key in extra)]


def _numbered(election: Election) -> Iterable[RawBallot]:
    voter = 0
    for group in election.ballots.groups(tuple(project.id for project in election.projects)):
        for _ in range(group.count):
            voter += 1
            yield RawBallot(0, str(voter), group.choices, group.points)
