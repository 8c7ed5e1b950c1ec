"""The figures of lists, loads and pots, each tried out by changing the election by that much."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.rules.strategies import elections
from tests.voting.rules.test_explain import check_cost
from voting.rules import BallotGroup, Election, Number, Project, run
from voting.rules.explain import SENTENCES, Loser, explain

Settings = dict[str, Any]
LISTS: list[tuple[str, str, Settings]] = [
    ("approval", "knapsack", {}),
    ("approval", "knapsack", {"by": "votes-per-cost", "ties": "votes,cost"}),
    ("scoring", "greedy", {"by": "points"}),
    ("cumulative", "greedy", {"by": "points-per-cost", "overflow": "stop", "ties": "cost"}),
    ("scoring", "majority-judgment", {}),
    ("scoring", "majority-judgment", {"overflow": "stop", "ties": "cost-highest"}),
    ("ordinal", "greedy", {"by": "points", "ranking_points": "last-one"}),
]
LOADS: list[Settings] = [{}, {"overflow": "skip"}, {"ties": "cost,votes"}, {"ties": "votes,cost-highest"}]
SOME = settings(max_examples=20, deadline=None)


def with_supporters(election: Election, name: str, number: int, money: Number = 0) -> Election:
    """Further voters who want only this project and give it the most points anybody gave."""
    ids = tuple(project.id for project in election.projects)
    ballots = election.ballots
    points: tuple[Number, ...] = ()
    if ballots.points is not None:
        points = (Fraction(int(ballots.points.max(initial=1)), ballots.scale),)
    groups = [*ballots.groups(ids), BallotGroup((name,), number, points)]
    return Election.of(
        budget=election.budget + money,
        projects=election.projects,
        ballots=groups,
        vote_type=election.vote_type,
    )


def check_supporters(election: Election, rule: str, parameters: Settings, loser: Loser) -> None:
    number = loser.further_supporters
    if number is None:
        assert loser.unanswered["further_supporters"] in SENTENCES
        return
    more = with_supporters(election, loser.project, number)
    assert loser.project in run(more, rule, parameters).selected
    if number:
        fewer = with_supporters(election, loser.project, number - 1)
        assert loser.project not in run(fewer, rule, parameters).selected


@pytest.mark.parametrize(("kind", "rule", "parameters"), LISTS)
@given(data=st.data())
@SOME
def test_lists(kind: str, rule: str, parameters: Settings, data: st.DataObject) -> None:
    election = data.draw(elections(kind))
    for loser in explain(election, run(election, rule, parameters)):
        if loser.votes:
            check_cost(election, rule, parameters, loser)
        check_supporters(election, rule, parameters, loser)
        assert loser.rank is not None
        assert (loser.money_left is None) == ("money_left" in loser.unanswered)
        assert loser.unanswered["spending"] in SENTENCES


@pytest.mark.parametrize("parameters", LOADS)
@pytest.mark.parametrize("kind", ["approval", "cumulative"])
@given(data=st.data())
@SOME
def test_loads(kind: str, parameters: Settings, data: st.DataObject) -> None:
    election = data.draw(elections(kind))
    for loser in explain(election, run(election, "phragmen", parameters)):
        if loser.votes:
            check_cost(election, "phragmen", parameters, loser)
        else:
            assert loser.unanswered["largest_cost"] in SENTENCES
        check_supporters(election, "phragmen", parameters, loser)


def test_where_the_supporters_earnings_went() -> None:
    """All four have the 6 for b at 1.5. Three of them have the 6 for a two units of time later."""
    projects = [Project("a", 6), Project("b", 6), Project("c", 9)]
    ballots = [BallotGroup(("a", "b", "c"), 3), BallotGroup(("b",), 1)]
    election = Election.of(budget=13, projects=projects, ballots=ballots)
    outcome = run(election, "phragmen")
    assert [(step.project, step.score) for step in outcome.steps] == [
        ("b", Fraction(3, 2)),
        ("a", 3.5),
        ("c", 6.5),
    ]
    (loser,) = explain(election, outcome)
    spent = [(item.project, item.voters, item.money) for item in loser.spending]
    assert spent == [("b", 3, 4), ("a", 3, 6)]  # 4.5 rounded to even; 3 x 2
    assert (loser.unspent, loser.votes_lacked) == (9, 0)
    assert loser.largest_cost == 5  # before a: 3 x 3.5 less the 4.5 they carried is 6, but a goes first then


def in_districts(election: Election, share: Fraction) -> tuple[Election, dict[str, Number]]:
    """The first half of the projects in the North, the others in no district; the money of the North."""
    half = len(election.projects) // 2
    projects = tuple(
        replace(p, district="North" if k <= half else "") for k, p in enumerate(election.projects)
    )
    return replace(election, projects=projects), {"North": election.budget * share}


@pytest.mark.parametrize("pooling", [True, False])
@pytest.mark.parametrize(
    ("rule", "own"),
    [
        ("greedy", {}),
        ("knapsack", {}),
        ("phragmen", {}),
        ("majority-judgment", {}),
        ("equal-shares", {"utility": "cost"}),
        ("equal-shares", {"utility": "cardinality", "completion": "utilitarian"}),
    ],
)
@given(data=st.data())
@settings(max_examples=12, deadline=None)
def test_pots(rule: str, own: Settings, pooling: bool, data: st.DataObject) -> None:
    """A project wins at its largest cost, in its own pot or with what was left, and not at one more."""
    election, pots = in_districts(
        data.draw(elections()), data.draw(st.sampled_from([Fraction(1, 2), Fraction(1, 3), Fraction(1)]))
    )
    parameters = {**own, "pots": "district", "pot_budgets": pots, "pooling": pooling}
    for loser in explain(election, run(election, rule, parameters)):
        if loser.votes and loser.largest_cost is not None:
            check_cost(election, rule, parameters, loser)
        if rule in {"greedy", "knapsack", "phragmen"}:
            check_supporters(election, rule, parameters, loser)


def test_equal_shares_tell_how_many_supporters_a_project_without_any_needs() -> None:
    projects = [Project("a", 10), Project("b", 25)]
    election = Election.of(budget=40, projects=projects, ballots=[BallotGroup(("a",), 4)])
    (loser,) = explain(election, run(election, "equal-shares"))
    assert (loser.further_supporters, loser.votes_lacked, loser.unspent) == (3, 3, 0)
    for number, wins in ((3, True), (2, False)):
        more = with_supporters(election, "b", number, number * 10)
        assert ("b" in run(more, "equal-shares").selected) is wins


def test_minimum_support_tells_how_many_votes_were_missing() -> None:
    projects = [Project("a", 10), Project("b", 10)]
    ballots = [BallotGroup(("a",), 7), BallotGroup(("b",), 1)]
    election = Election.of(budget=40, projects=projects, ballots=ballots)
    (loser,) = explain(election, run(election, "greedy", {"minimum_share": "0.3"}))
    assert (loser.reason, loser.votes_lacked, loser.unanswered) == ("minimum support", 2, {})
