"""What stands around every rule: ties, minimum support, withdrawn and exclusive projects, pots, rankings."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from voting.rules import BallotGroup, Election, Project, run
from voting.rules.ties import lot_number


def three_equal(costs: tuple[int, int, int] = (5, 5, 5)) -> Election:
    projects = [Project(name, cost) for name, cost in zip("abc", costs, strict=True)]
    ballots = [BallotGroup((project.id,), 2) for project in projects]
    return Election.of(budget=5, projects=projects, ballots=ballots)


@pytest.mark.parametrize("rule", ["greedy", "equal-shares", "majority-judgment", "phragmen"])
def test_every_tie_is_reported(rule: str) -> None:
    settings: dict[str, Any] = {"completion": "utilitarian"} if rule == "equal-shares" else {}
    outcome = run(three_equal(), rule, settings)
    if rule == "phragmen":
        assert outcome.selected == ("a",)
    assert (outcome.ties[0].projects, outcome.ties[0].chosen) == (("a", "b", "c"), "a")
    assert outcome.ties[0].decided_by == "id"


def test_lot_is_a_published_hash() -> None:
    first = min("abc", key=lambda name: lot_number("seed", name))
    outcome = run(three_equal(), "greedy", {"ties": "cost,votes,lot", "lot_seed": "seed"})
    assert outcome.selected == (first,)
    assert outcome.ties[0].decided_by == "lot"
    winners = {run(three_equal(), "greedy", {"ties": "lot", "lot_seed": str(n)}).selected for n in range(20)}
    assert len(winners) == 3


def test_cheaper_first_and_dearer_first() -> None:
    assert run(three_equal((5, 4, 5)), "greedy", {"ties": "cost"}).selected == ("b",)
    outcome = run(three_equal((5, 4, 4)), "greedy", {"ties": "cost-highest"})
    assert (outcome.selected, outcome.ties[0].decided_by) == (("a",), "cost-highest")


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"ties": "dice"}, "unknown tie criterion"),
        ({"ties": "lot"}, "needs a seed"),
        ({"withdrawn": "zzz"}, "no project"),
        ({"exclusive": "a,zzz"}, "no project"),
        ({"minimum_votes": "many"}, "minimum_votes"),
        ({"minimum_votes": 1.5}, "minimum_votes"),
        ({"pots": "moon"}, "pots"),
        ({"pots": "district", "pot_budgets": "North=3"}, "no project belongs"),
        ({"colour": "red"}, "no parameter"),
        ({"ranking_points": "own", "by": "points"}, None),
    ],
)
def test_bad_parameters_are_refused(parameters: dict[str, Any], message: str | None) -> None:
    if message is None:
        assert run(three_equal(), "greedy", parameters).selected == ("a",)
        return
    with pytest.raises(ValueError, match=message):
        run(three_equal(), "greedy", parameters)


def supported(votes: dict[str, int], cost: int = 10) -> Election:
    projects = [Project(name, cost) for name in votes]
    ballots = [BallotGroup((name,), number) for name, number in votes.items()]
    return Election.of(budget=100, projects=projects, ballots=ballots)


@pytest.mark.parametrize("rule", ["greedy", "equal-shares", "phragmen", "majority-judgment", "knapsack"])
def test_minimum_support_counts_voters_exactly(rule: str) -> None:
    election = supported({"a": 10, "b": 9, "c": 1})
    settings = {"completion": "utilitarian"} if rule == "equal-shares" else {}
    assert set(run(election, rule, settings | {"minimum_votes": 9}).selected) == {"a", "b"}
    assert set(run(election, rule, settings | {"minimum_share": "0.5"}).selected) == {"a"}
    outcome = run(election, rule, settings | {"minimum_share": "9/20"})
    assert set(outcome.selected) == {"a", "b"}
    assert outcome.excluded == {"c": "minimum support"}


def test_minimum_support_in_proportion_to_cost() -> None:
    """A tenth of the budget needs a tenth of the share asked for: 20 voters, 0.5 x 20 x 10/100 = 1."""
    election = supported({"a": 10, "b": 9, "c": 1})
    assert "c" in run(election, "greedy", {"minimum_cost_share": "0.5"}).selected
    assert "c" not in run(election, "greedy", {"minimum_cost_share": "0.51"}).selected


@pytest.mark.parametrize("rule", ["greedy", "equal-shares", "phragmen", "majority-judgment", "knapsack"])
def test_only_one_of_exclusive_projects_wins(rule: str) -> None:
    election = supported({"a": 10, "b": 9, "c": 8})
    settings = {"completion": "add1+utilitarian"} if rule == "equal-shares" else {}
    assert set(run(election, rule, settings | {"exclusive": "a,b"}).selected) == {"a", "c"}


@pytest.mark.parametrize("rule", ["greedy", "equal-shares", "phragmen", "majority-judgment", "knapsack"])
def test_withdrawn_projects_never_win_but_their_voters_count(rule: str) -> None:
    outcome = run(supported({"a": 10, "b": 9}), rule, {"withdrawn": ["a"]})
    assert "a" not in outcome.selected
    assert outcome.voters == 19


def city() -> Election:
    projects = [
        Project("n1", 30, district="North"),
        Project("n2", 30, district="North"),
        Project("s1", 30, district="South"),
        Project("s2", 10, district="South"),
        Project("all", 20),
    ]
    ballots = [
        BallotGroup(("n1", "all"), 6),
        BallotGroup(("n2",), 5),
        BallotGroup(("s1",), 3),
        BallotGroup(("s2", "all"), 4),
    ]
    return Election.of(budget=100, projects=projects, ballots=ballots)


def test_pots_keep_their_money_apart() -> None:
    settings = {"pots": "district", "pot_budgets": "North=50;South=30", "pooling": "no"}
    outcome = run(city(), "greedy", settings)
    assert [(step.pot, step.project, step.action) for step in outcome.steps] == [
        ("North", "n1", "funded"),
        ("North", "n2", "skipped"),
        ("South", "s2", "funded"),
        ("South", "s1", "skipped"),
        ("city", "all", "funded"),
    ]
    assert outcome.spent == 60


def test_what_is_left_in_the_pots_is_pooled() -> None:
    settings = {"pots": "district", "pot_budgets": "North=50;South=30"}
    outcome = run(city(), "greedy", settings)
    assert outcome.selected == ("n1", "s2", "all", "n2")
    assert outcome.steps[-2].pot == "pooled"


def test_equal_shares_in_a_pot_are_shared_among_its_voters() -> None:
    outcome = run(city(), "equal-shares", {"pots": "district", "pot_budgets": {"North": 55, "South": 35}})
    north = next(pot for pot in outcome.notes["pots"] if pot["pot"] == "North")
    assert north["share"] == 5  # 55 for eleven voters
    assert "n1" in outcome.selected


def test_pots_cannot_hold_more_than_the_budget() -> None:
    with pytest.raises(ValueError, match="more than the budget"):
        run(city(), "greedy", {"pots": "district", "pot_budgets": "North=50;South=51"})


@pytest.mark.parametrize(
    ("way", "points"),
    [("last-zero", (2, 1, 0)), ("last-one", (3, 2, 1)), ("5,1", (5, 1, 0)), ("1/2,1/4", (0.5, 0.25, 0))],
)
def test_rankings_become_points(way: str, points: tuple[float, ...]) -> None:
    projects = [Project(name, 1) for name in "abc"]
    ballots = [BallotGroup(("c", "a", "b"), 2)]
    election = Election.of(budget=3, projects=projects, ballots=ballots, vote_type="ordinal")
    outcome = run(election, "greedy", {"by": "points", "ranking_points": way})
    found = [outcome.points[name] for name in "cab"]
    assert found == [2 * Fraction(value) for value in points]
