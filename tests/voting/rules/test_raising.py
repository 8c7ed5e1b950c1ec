"""Raising the shares: what is skipped would have changed nothing."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.voting.rules.strategies import elections
from voting.rules import BallotGroup, Election, Project, run
from voting.rules.frame import prepare, read_frame
from voting.rules.shares.certain import CertainPurchases
from voting.rules.shares.market import Good, Market, build_market
from voting.rules.shares.prices import AtLeast, Price
from voting.rules.shares.purchases import Purchases
from voting.rules.shares.raising import raise_share, start_share
from voting.rules.shares.trail import Trail

KINDS = [("approval", "cost"), ("approval", "cardinality"), ("cumulative", "points"), ("cumulative", "cost")]
INCREMENTS: list[int | Fraction] = [1, 2, Fraction(1, 3), 5000]


def market_of(election: Election, utility: str, increment: int | Fraction) -> Market:
    contest, _out = prepare(election, read_frame({}))
    return build_market(contest, utility, increment)


def bought(market: Market, share: int) -> list[int]:
    return [purchase.place for purchase in Purchases(market, share)]


@pytest.mark.parametrize(("vote_type", "utility"), KINDS)
@given(data=st.data())
def test_any_share_within_the_room_buys_the_same_in_the_same_order(
    vote_type: str, utility: str, data: st.DataObject
) -> None:
    market = market_of(data.draw(elections(vote_type)), utility, 1)
    share = start_share(market, "exact") * data.draw(st.integers(1, 40)) // 20
    run = CertainPurchases(market, share)
    order = [purchase.place for purchase in run]
    assert order == bought(market, share)
    room = min(run.room, 10 * max(share, 1))
    for more in {room, room // 2, data.draw(st.integers(0, room))}:
        assert bought(market, share + more) == order


@pytest.mark.parametrize(("vote_type", "utility"), KINDS)
@given(data=st.data())
def test_the_share_is_the_one_that_single_increments_lead_to(
    vote_type: str, utility: str, data: st.DataObject
) -> None:
    increment = data.draw(st.sampled_from(INCREMENTS))
    market = market_of(data.draw(elections(vote_type)), utility, increment)
    first, step = start_share(market, "exact"), market.share(increment)
    stop = data.draw(st.sampled_from(["exhaustive", "infeasible"]))
    raised = raise_share(market, first, increment, stop)
    assert raised.share == first + raised.increments * step
    for number in {
        *range(min(raised.increments, 12)),
        *range(max(0, raised.increments - 5), raised.increments),
    }:
        assert goes_on(market, first + number * step, stop), number
    assert not goes_on(market, raised.share, stop) or costs(market, raised.share + step) > market.budget


@pytest.mark.parametrize(("vote_type", "utility"), KINDS)
@given(data=st.data())
def test_what_a_run_learned_from_others_changes_nothing(
    vote_type: str, utility: str, data: st.DataObject
) -> None:
    market = market_of(data.draw(elections(vote_type)), utility, 1)
    trail = None
    share = start_share(market, "exact") // data.draw(st.integers(1, 4))
    for more in data.draw(st.lists(st.integers(0, max(share, 1)), min_size=1, max_size=8)):
        share += more
        trail = Trail(trail)
        run = Purchases(market, share, trail=trail)
        assert [purchase.place for purchase in run] == bought(market, share)


def test_a_run_looks_at_fewer_prices_after_another() -> None:
    projects = [Project(str(place), 1000 + 7 * place) for place in range(40)]
    ballots = [
        BallotGroup(tuple(sorted({str((7 * voter + voter * vote * vote) % 40) for vote in range(9)})))
        for voter in range(300)
    ]
    election = Election.of(budget=20_000, projects=projects, ballots=ballots)
    market = market_of(election, "cost", 1)
    looks: list[int] = []

    class Counted(Purchases):
        def _offer(self, good: Good, low: float, ceiling: float) -> Price | AtLeast | None:
            looks[-1] += 1
            return super()._offer(good, low, ceiling)

    share, step = start_share(market, "exact"), market.share(1)
    first = Trail()
    for trail, number in ((first, 0), (Trail(first), 1), (None, 1)):
        looks.append(0)
        list(Counted(market, share + number * step, trail=trail))
    assert 3 * looks[1] < 2 * looks[2]


def costs(market: Market, share: int) -> int:
    return sum(market.goods[place].cost for place in bought(market, share))


def goes_on(market: Market, share: int, stop: str) -> bool:
    """By the definition: within the budget, and something wanted is missing (and still fits)."""
    winners, spent = bought(market, share), costs(market, share)
    left = [good.cost for place, good in market.goods.items() if place not in winners]
    return spent <= market.budget and any(c <= market.budget - spent or stop == "infeasible" for c in left)


def test_a_handful_of_voters_with_much_money_is_counted_at_once() -> None:
    """Hundreds of thousands of increments of one; a run each would take minutes."""
    costs_ = (86_000, 174_000, 320_000, 142_000, 480_000, 95_000)
    projects = [Project(str(place), cost) for place, cost in enumerate(costs_, 1)]
    ballots = [BallotGroup(choice, 1) for choice in (("1", "2"), ("1",), ("3", "4"), ("6",), ())]
    election = Election.of(budget=900_000, projects=projects, ballots=ballots)
    outcome = run(election, "equal-shares", {"completion": "add1"})
    assert set(outcome.selected) == {"1", "2", "4", "3", "6"}
    assert outcome.increments > 10_000
