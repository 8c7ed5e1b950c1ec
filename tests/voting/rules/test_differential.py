"""Against an independent implementation, on elections made to be awkward."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.rules import peer
from tests.voting.rules.strategies import elections
from voting.rules import BallotGroup, Election, Project, run

GREEDY_BY = {"cost": "votes", "cardinality": "votes-per-cost", "points": "points-per-cost"}
FEW = settings(max_examples=60, deadline=None)


def shares(election: Election, utility: str, completion: str = "none") -> list[str]:
    return list(run(election, "equal-shares", {"utility": utility, "completion": completion}).selected)


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_equal_shares_on_approvals(utility: str, data: st.DataObject) -> None:
    election = data.draw(elections())
    assert shares(election, utility) == peer.equal_shares(election, utility)


@pytest.mark.parametrize("vote_type", ["cumulative", "scoring"])
@given(data=st.data())
@FEW
def test_equal_shares_on_points(vote_type: str, data: st.DataObject) -> None:
    election = data.draw(elections(vote_type))
    for utility in ("points", "cost"):
        assert shares(election, utility) == peer.equal_shares(election, utility)


@given(elections("ordinal"))
@FEW
def test_equal_shares_on_rankings_by_approval(election: Election) -> None:
    assert shares(election, "cost") == peer.equal_shares(election, "cost")


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
@given(data=st.data())
@FEW
def test_add1(utility: str, data: st.DataObject) -> None:
    election = data.draw(elections(fractions=False).filter(lambda e: max(p.cost for p in e.projects) < 1000))
    assert shares(election, utility, "add1") == peer.equal_shares(election, utility, 1)


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
@given(data=st.data())
@FEW
def test_greedy(utility: str, data: st.DataObject) -> None:
    election = data.draw(elections())
    assert list(run(election, "greedy", {"by": GREEDY_BY[utility]}).selected) == peer.greedy(
        election, utility
    )


@given(elections("cumulative"))
@FEW
def test_greedy_by_points(election: Election) -> None:
    assert list(run(election, "greedy", {"by": "points-per-cost"}).selected) == peer.greedy(
        election, "points"
    )


@given(elections())
@settings(max_examples=100, deadline=None)
def test_phragmen(election: Election) -> None:
    assert sorted(run(election, "phragmen").selected) == sorted(peer.phragmen(election))


@pytest.mark.parametrize("gap", [0, 1, -1])
def test_one_unit_decides_between_near_equal_prices(gap: int) -> None:
    """Two projects whose prices differ by one part in 10**17: doubles cannot tell them apart."""
    big = 10**17
    projects = [Project("a", big + gap), Project("b", big), Project("c", 1)]
    ballots = [BallotGroup(("a", "c"), 3), BallotGroup(("b",), 3)]
    election = Election.of(budget=4 * big, projects=projects, ballots=ballots)
    assert shares(election, "cardinality") == peer.equal_shares(election, "cardinality")
    assert shares(election, "cardinality")[1] == ("b" if gap > 0 else "a")


@pytest.mark.parametrize(("cost", "wins"), [(299, True), (300, True), (301, False)])
def test_everybody_must_pay_everything(cost: int, wins: bool) -> None:
    """Shares of 100/3 for nine voters make exactly 300."""
    election = Election.of(budget=300, projects=[Project("a", cost)], ballots=[BallotGroup(("a",), 9)])
    assert (shares(election, "cost") == ["a"]) is wins


def test_a_purse_emptied_to_the_last_third() -> None:
    """After buying a (1/3 each) the supporters of b hold exactly its cost, in thirds."""
    projects = [Project("a", 1), Project("b", 2)]
    election = Election.of(budget=3, projects=projects, ballots=[BallotGroup(("a", "b"), 3)])
    outcome = run(election, "equal-shares", {"utility": "cardinality"})
    assert outcome.selected == ("a", "b")
    assert outcome.steps[1].paid_full == 3


@pytest.mark.parametrize("size", range(3, 40))
def test_a_purse_that_holds_exactly_the_price_pays_in_full(size: int) -> None:
    """Half of the supporters of b paid a fraction for a; what they have left is exactly the price of b."""
    voters, budget = 2 * size + 2, 7
    price = Fraction(budget, voters) - Fraction(1, 2 * size)
    projects = [Project("a", Fraction(1, 2)), Project("b", 2 * size * price)]
    ballots = [BallotGroup(("a", "b"), size), BallotGroup(("b",), size), BallotGroup((), 2)]
    election = Election.of(budget=budget, projects=projects, ballots=ballots)
    first, second = run(election, "equal-shares", {"utility": "cardinality"}).steps
    assert (first.project, second.project, second.price) == ("a", "b", price)
    assert (second.paid_full, second.paid_rest) == (2 * size, 0)
