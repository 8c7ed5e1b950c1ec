"""Why a project was not funded, in figures that its proposer can check."""

from __future__ import annotations

from voting.rules.explain.ladder import explain_ladder
from voting.rules.explain.reasons import Loser, Spending
from voting.rules.explain.shares import explain_shares
from voting.rules.frame import prepare, read_frame_of
from voting.rules.model import Election
from voting.rules.outcome import Outcome

__all__ = ["Loser", "Spending", "explain"]


def explain(election: Election, outcome: Outcome) -> tuple[Loser, ...]:
    """What every project lacked that was not funded, in the order of the election's projects.

    outcome: a result of `run` on this election. Equal shares and the rules that walk down a list by votes
    or points are explained in full; for other rules, and for pots, only reason, cost and votes are given.
    """
    contest, excluded = prepare(election, read_frame_of(outcome.parameters))
    won = {*outcome.selected, *outcome.part_funded}
    losers = {
        project.id: Loser(project.id, project.cost, outcome.votes[project.id], excluded.get(project.id, ""))
        for project in election.projects
        if project.id not in won
    }
    for place in contest.eligible:
        name = contest.id(place)
        if name in losers and any(contest.id(rival) in won for rival in contest.rivals.get(place, ())):
            losers[name] = losers[name].with_(reason="rival")
    if outcome.parameters["pots"] == "none":
        shares_kept = outcome.notes.get("comparison", {}).get("kept", "shares") == "shares"
        if outcome.rule == "equal-shares" and shares_kept:
            explain_shares(contest, outcome, losers)
        explain_ladder(contest, outcome, losers)
    return tuple(losers.values())
