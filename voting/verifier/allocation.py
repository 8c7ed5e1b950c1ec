"""From opened ballots, or only their sums, to funded projects: what counts, what does not and why, and the
rule run again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from voting.crypto.encoding import dumps
from voting.crypto.packing import Kind, Unreadable, unpack
from voting.crypto.round_file import Ballots, RoundFile
from voting.rules import BallotGroup, Election, Outcome, Project, VoteType, run
from voting.rules.exact import from_json
from voting.verifier.paper import PaperBallot, vote_of

T = TypeVar("T")
VOTE_TYPES = {
    Ballots.APPROVAL: VoteType.APPROVAL,
    Ballots.CUMULATIVE: VoteType.CUMULATIVE,
    Ballots.SCORING: VoteType.SCORING,
    Ballots.GRADES: VoteType.SCORING,
    Ballots.ORDINAL: VoteType.ORDINAL,
}


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper ballots of the signed list in its order, and the SHA-256 of its file."""

    hash: str
    ballots: Sequence[PaperBallot]


@dataclass(frozen=True, slots=True)
class Invalid:
    """A ballot that breaks the rules of the round, by its place (from 0) in the result or in the list of
    paper.
    """

    ballot: int
    reason: str


@dataclass(frozen=True, slots=True)
class Count:
    """What the ballots come to; `paper` is the hash of the list of paper, and "" where there is none."""

    election: Election
    outcome: Outcome
    invalid: tuple[Invalid, ...]
    invalid_on_paper: tuple[Invalid, ...] = ()
    paper: str = ""

    @property
    def text(self) -> str:
        """The file that the record publishes, in its one form."""
        found: dict[str, object] = {"invalid": _named(self.invalid)}
        if self.paper:
            found["paper"] = {"list": self.paper, "invalid": _named(self.invalid_on_paper)}
        return dumps({**found, "outcome": self.outcome.to_json()})


def _named(invalid: Sequence[Invalid]) -> list[object]:
    return [{"ballot": one.ballot, "reason": one.reason} for one in invalid]


def count_votes(round_file: RoundFile, opened: Sequence[Sequence[int]], paper: Paper | None = None) -> Count:
    """Read every opened ballot and every paper ballot and allocate; raises ValueError where the rule cannot
    use these ballots.
    """
    groups, invalid = _valid(round_file, opened, lambda values: unpack(round_file.form, values))
    on_paper, invalid_on_paper = _valid(
        round_file, paper.ballots if paper else (), lambda ballot: _vote(round_file, ballot)
    )
    groups += on_paper
    election = Election.of(
        budget=from_json(round_file.budget),
        projects=_projects(round_file),
        ballots=groups,
        vote_type=VOTE_TYPES[round_file.ballots],
    )
    outcome = run(election, round_file.rule, round_file.parameters)
    return Count(election, outcome, tuple(invalid), tuple(invalid_on_paper), paper.hash if paper else "")


def count_sums(round_file: RoundFile, sums: Sequence[int], voters: int) -> Count:
    """Allocate by the sums of the ballots of so many voters; raises ValueError where the rule cannot use
    them. No ballot is invalid: each carries the proof that it keeps to the limits.
    """
    election = Election.of_sums(
        budget=from_json(round_file.budget),
        projects=_projects(round_file),
        voters=voters,
        votes={one.id: votes for one, votes in zip(round_file.projects, sums, strict=True)},
    )
    outcome = run(election, round_file.rule, round_file.parameters)
    return Count(election, outcome, ())


def _projects(round_file: RoundFile) -> list[Project]:
    return [
        Project(one.id, from_json(one.cost), name=one.name, category=one.category, district=one.district)
        for one in round_file.projects
    ]


def _valid(
    round_file: RoundFile, ballots: Iterable[T], read: Callable[[T], Sequence[int]]
) -> tuple[list[BallotGroup], list[Invalid]]:
    """Return the ballots that count, and the others by their place."""
    groups: list[BallotGroup] = []
    invalid: list[Invalid] = []
    for place, ballot in enumerate(ballots):
        try:
            groups.append(_group(round_file, read(ballot)))
        except Unreadable as error:
            invalid.append(Invalid(place, str(error)))
    return groups, invalid


def _vote(round_file: RoundFile, ballot: PaperBallot) -> list[int]:
    """Return what a paper ballot says; raises Unreadable for one that was found invalid when it was keyed."""
    if ballot.invalid:
        raise Unreadable(ballot.invalid)
    return vote_of(ballot, round_file)


def _group(round_file: RoundFile, vote: Sequence[int]) -> BallotGroup:
    """Return a vote as the rules read it; raises Unreadable with the reason why it does not count."""
    points: tuple[int, ...] = ()
    chosen = list(vote)
    if round_file.kind is Kind.POINTS:
        chosen = [place for place, given in enumerate(vote) if given]
        points = tuple(vote[place] for place in chosen)
    limits = round_file.limits
    projects = [round_file.projects[place] for place in chosen]
    if chosen and not limits.fewest <= len(chosen) <= limits.most:
        raise Unreadable(f"names {len(chosen)} projects, not {limits.fewest} to {limits.most}")
    if limits.points is not None and sum(points) > limits.points:
        raise Unreadable(f"gives {sum(points)} points, more than {limits.points}")
    if limits.each is not None and points and max(points) > limits.each:
        raise Unreadable(f"gives one project {max(points)} points, more than {limits.each}")
    if limits.money is not None:
        spent = sum(from_json(project.cost) for project in projects)
        if spent > from_json(limits.money):
            raise Unreadable(f"spends {spent}, more than {limits.money}")
    return BallotGroup(tuple(project.id for project in projects), 1, points)
