"""Questions that a rule has no answer to, each with the sentence that says so."""

from __future__ import annotations

from voting.rules.explain.reasons import Loser
from voting.rules.model import Election, VoteType
from voting.rules.outcome import Outcome

NO_PURSES = "Under this rule voters have no money of their own to spend, so none of it went elsewhere."
NO_SUPPORTERS = "It had no supporters, so no money of theirs went anywhere."
NOT_SPENT = "Its supporters had paid for nothing else."
MIDDLE_GRADES = (
    "Further voters would move the middle grade of every project, so no single number can be given."
)
RANKINGS = "What a ranking gives a project depends on the others it ranks, so no single number can be given."
NO_POINTS = "No ballot gives any points, so it is not known what a further supporter would give."
TOO_DEAR = (
    "Further supporters alone would not have carried it: it cost more than there was when it could come."
)
NO_MONEY = "There was no money to share, so no number of supporters could pay for it."
TOGETHER = "Projects without supporters come last, and only as long as all of them fit."
TURN = "The list ended before its turn came."
SENTENCES = (
    NO_PURSES, NO_SUPPORTERS, NOT_SPENT, MIDDLE_GRADES, RANKINGS, NO_POINTS, TOO_DEAR, NO_MONEY, TOGETHER,
    TURN,
)  # fmt: skip
"""Every sentence, for translation."""


def unanswered(election: Election, outcome: Outcome, loser: Loser) -> dict[str, str]:
    """The questions without an answer for this project; none where another reason has ruled it out."""
    if loser.reason:
        return {}
    found: dict[str, str] = {}
    if loser.further_supporters is None:
        found["further_supporters"] = _about_supporters(election, outcome)
    if loser.votes_lacked is None:
        found["votes_lacked"] = _about_supporters(election, outcome)
    if loser.largest_cost is None:
        found["largest_cost"] = TOGETHER if outcome.rule == "phragmen" else NO_MONEY
    if not loser.spending:
        found["spending"] = _about_spending(loser)
    if loser.rank is not None and loser.money_left is None:
        found["money_left"] = TURN
    return found


def _about_supporters(election: Election, outcome: Outcome) -> str:
    if outcome.rule == "majority-judgment":
        return MIDDLE_GRADES
    if outcome.rule in {"equal-shares", "phragmen"} and outcome.share == 0:
        return NO_MONEY
    if str(outcome.parameters.get("by", "")).startswith("points"):
        if election.vote_type is VoteType.ORDINAL:
            return RANKINGS
        if not any(outcome.points.values()):
            return NO_POINTS
    return TOO_DEAR


def _about_spending(loser: Loser) -> str:
    if loser.unspent is None:
        return NO_PURSES
    return NOT_SPENT if loser.votes else NO_SUPPORTERS
