"""Equal shares: follow the purses of every losing project's supporters through the rounds."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from voting.rules.contest import Contest
from voting.rules.exact import parse_number
from voting.rules.explain.chances import Chances
from voting.rules.explain.reasons import Loser, Spending
from voting.rules.outcome import Outcome
from voting.rules.shares.market import Market, build_market
from voting.rules.shares.purchases import Purchases


def explain_shares(contest: Contest, outcome: Outcome, losers: dict[str, Loser]) -> None:
    """Fill in the figures about shares. The final share is taken as given: Add1 might have ended
    elsewhere.
    """
    if outcome.share is None:
        return
    _without_supporters(contest, outcome, losers)
    increment = outcome.parameters["increment"]
    step = parse_number(increment) if isinstance(increment, str) else increment
    market = build_market(contest, outcome.parameters["utility"], step)
    wanted = [place for place in market.goods if contest.id(place) in losers]
    chances = follow(market, market.share(outcome.share), wanted)
    shares = {item: market.goods[item] for item in wanted}
    for row, (place, good) in enumerate(shares.items()):
        loser = losers[contest.id(place)]
        spending = tuple(
            Spending(
                contest.id(winner), int(chances.payers[row][k]), round(chances.money[row][k] / market.unit)
            )
            for k, winner in enumerate(chances.winners)
            if chances.payers[row][k]
        )
        lacked = (
            ceil(Fraction(good.cost, market.share(outcome.share))) - good.voters if outcome.share else None
        )
        losers[contest.id(place)] = loser.with_(
            spending=spending,
            unspent=floor(chances.unspent[row] / market.unit + 0.5),
            votes_lacked=None if lacked is None else max(0, lacked),
            further_supporters=None if loser.reason else chances.further[row],
            largest_cost=None if loser.reason else chances.largest[row],
        )


def _without_supporters(contest: Contest, outcome: Outcome, losers: dict[str, Loser]) -> None:
    """Nobody's money went anywhere; new supporters buy it at the latest when all others are done."""
    for place in contest.eligible:
        loser = losers.get(contest.id(place))
        if loser is not None and not contest.support.votes[place] and not loser.reason and outcome.share:
            needed = max(1, ceil(Fraction(loser.cost) / outcome.share))
            losers[loser.project] = loser.with_(
                votes_lacked=needed, further_supporters=needed, largest_cost=0, unspent=0
            )


def follow(market: Market, share: int, wanted: list[int]) -> Chances:
    """Run with this share and note, before every purchase, what each wanted project would have needed."""
    run = Purchases(market, share)
    chances = Chances(market, run, wanted)
    if not wanted:
        return chances
    while True:
        purses, ledger = run.purses.copy(), run.ledger.fork()
        purchase = next(run, None)
        chances.look(purses, ledger, purchase)
        if purchase is None:
            return chances
        chances.spend(purses.money, run.purses.money, purchase.place)
