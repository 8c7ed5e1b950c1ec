"""The sums of a round of which no single ballot is ever opened, as they stand on the board."""

from __future__ import annotations

from voting.amounts import major
from voting.board import board
from voting.counting.unsealing import counted_ballots
from voting.crypto.encoding import Node
from voting.models import BoardEvent, Round
from voting.pabulib.file import candidate, meta_of
from voting.rules import Election, sums_file


def sums_of(round: Round) -> tuple[int, ...]:
    """Return how many want each project, in the order of the ballot, from the result on the board."""
    event = BoardEvent.objects.get(round=round, kind=board.RESULT)
    result = Node.parse(event.texts[-1], f"event {event.height}").fields("result")["result"]
    return tuple(item.count() for item in result.items(1)[0].items())


def sums_name(round: Round) -> str:
    """Return the name the file of sums is saved under."""
    return f"{round.process.slug}-{round.number}{sums_file.SUFFIX}"


def sums_text(round: Round) -> str:
    """Return the file of sums of a counted round."""
    projects = list(round.projects.select_related("district").order_by("number"))
    votes = zip((project.key for project in projects), sums_of(round), strict=True)
    return sums_file.write(
        Election.of_sums(
            budget=major(round.budget, round.exact_budget, round.process.currency),
            projects=[candidate(project, round, counted=False) for project in projects],
            voters=counted_ballots(round),
            votes=dict(votes),
            meta=meta_of(round),
        )
    )
