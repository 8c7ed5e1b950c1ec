"""From opened ballots to funded projects: what counts, what does not and why, and the rule run again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voting.crypto.encoding import dumps
from voting.crypto.packing import Kind, Unreadable, unpack
from voting.crypto.round_file import Ballots, RoundFile
from voting.rules import BallotGroup, Election, Outcome, Project, VoteType, run
from voting.rules.exact import from_json

VOTE_TYPES = {
    Ballots.APPROVAL: VoteType.APPROVAL,
    Ballots.CUMULATIVE: VoteType.CUMULATIVE,
    Ballots.SCORING: VoteType.SCORING,
    Ballots.GRADES: VoteType.SCORING,
    Ballots.ORDINAL: VoteType.ORDINAL,
}


@dataclass(frozen=True, slots=True)
class Invalid:
    """An opened ballot that breaks the rules of the round, by its place in the result (from 0)."""

    ballot: int
    reason: str


@dataclass(frozen=True, slots=True)
class Count:
    """What the opened ballots come to."""

    election: Election
    outcome: Outcome
    invalid: tuple[Invalid, ...]

    @property
    def text(self) -> str:
        """The file that the record publishes, in its one form."""
        refused = [{"ballot": one.ballot, "reason": one.reason} for one in self.invalid]
        return dumps({"invalid": refused, "outcome": self.outcome.to_json()})


def count_votes(round_file: RoundFile, opened: Sequence[Sequence[int]]) -> Count:
    """Read every opened ballot and allocate; raises ValueError where the rule cannot use these ballots."""
    groups: list[BallotGroup] = []
    invalid: list[Invalid] = []
    for index, values in enumerate(opened):
        try:
            groups.append(_group(round_file, unpack(round_file.form, values)))
        except Unreadable as error:
            invalid.append(Invalid(index, str(error)))
    election = Election.of(
        budget=from_json(round_file.budget),
        projects=[
            Project(one.id, from_json(one.cost), name=one.name, category=one.category, district=one.district)
            for one in round_file.projects
        ],
        ballots=groups,
        vote_type=VOTE_TYPES[round_file.ballots],
    )
    return Count(election, run(election, round_file.rule, round_file.parameters), tuple(invalid))


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
