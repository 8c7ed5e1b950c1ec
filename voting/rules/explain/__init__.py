"""Why a project was not funded, in figures that its proposer can check."""

from __future__ import annotations

from math import ceil

from voting.rules.contest import Contest
from voting.rules.explain.ladder import explain_ladder
from voting.rules.explain.loads import explain_loads
from voting.rules.explain.reasons import Loser, Spending, better
from voting.rules.explain.shares import explain_shares
from voting.rules.explain.unanswered import SENTENCES, unanswered
from voting.rules.frame import TOO_FEW, Frame, needed_votes, prepare, read_frame_of
from voting.rules.model import Election
from voting.rules.outcome import Outcome
from voting.rules.pots import replay

__all__ = ["SENTENCES", "Loser", "Spending", "explain"]


def explain(election: Election, outcome: Outcome) -> tuple[Loser, ...]:
    """What every project lacked that was not funded, in the order of the election's projects.

    outcome: a result of `run` on this election. With several pots a project had two chances, in its own pot
    and among what was left over; the better one counts. Where a question has no answer under a rule,
    `Loser.unanswered` says why in a sentence.
    """
    frame = read_frame_of(outcome.parameters)
    contest, excluded = prepare(election, frame)
    losers = _losers(contest, outcome, excluded, frame)
    for part, decided in replay(contest, frame, outcome):
        found = {contest.id(place): _bare(losers[contest.id(place)]) for place in part.eligible
                 if contest.id(place) in losers}  # fmt: skip
        _explain_part(part, decided, found)
        losers |= {name: better(losers[name], loser) for name, loser in found.items()}
    return tuple(loser.with_(unanswered=unanswered(election, outcome, loser)) for loser in losers.values())


def _losers(contest: Contest, outcome: Outcome, excluded: dict[str, str], frame: Frame) -> dict[str, Loser]:
    """The projects without money, with the reason if they were ruled out."""
    election, won = contest.election, {*outcome.selected, *outcome.part_funded}
    losers = {
        project.id: Loser(project.id, project.cost, outcome.votes[project.id], excluded.get(project.id, ""))
        for project in election.projects
        if project.id not in won
    }
    for name, loser in losers.items():
        rivals = contest.rivals.get(election.index[name], frozenset())
        if loser.reason == TOO_FEW:
            lacked = ceil(needed_votes(election, frame, loser.cost)) - loser.votes
            losers[name] = loser.with_(votes_lacked=lacked)
        elif not loser.reason and any(contest.id(rival) in won for rival in rivals):
            losers[name] = loser.with_(reason="rival")
    return losers


def _bare(loser: Loser) -> Loser:
    return Loser(loser.project, loser.cost, loser.votes, loser.reason)


def _explain_part(contest: Contest, outcome: Outcome, losers: dict[str, Loser]) -> None:
    """Fill in the figures for what was decided in one pot."""
    if outcome.rule == "phragmen":
        explain_loads(contest, outcome, losers)
        return
    if outcome.rule == "equal-shares" and outcome.notes.get("comparison", {}).get("kept") != "greedy":
        explain_shares(contest, outcome, losers)
    explain_ladder(contest, outcome, losers)
