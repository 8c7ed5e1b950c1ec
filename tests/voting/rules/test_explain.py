"""Every figure given to a losing project is tried out: change the election by that much and count again."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.rules.strategies import elections
from voting.rules import BallotGroup, Election, Number, Outcome, Project, pabulib, run
from voting.rules.explain import Loser, explain

Settings = dict[str, Any]
SHARES: list[Settings] = [
    {"utility": "cost"},
    {"utility": "cardinality"},
    {"utility": "cost", "ties": "cost,votes,id"},
    {"utility": "cardinality", "ties": "votes,cost-highest"},
]
GREEDY: list[Settings] = [
    {"by": "votes"},
    {"by": "votes", "overflow": "stop", "ties": "cost"},
    {"by": "votes-per-cost", "ties": "votes"},
    {"by": "votes-per-cost", "overflow": "stop"},
]
MANY = settings(max_examples=60, deadline=None)


def with_cost(election: Election, name: str, cost: Number) -> Election:
    projects = tuple(replace(p, cost=cost) if p.id == name else p for p in election.projects)
    return replace(election, projects=projects)


def with_voters(election: Election, name: str, number: int, share: Number) -> Election:
    """Further voters who want only this project, each bringing a share of money."""
    ids = tuple(project.id for project in election.projects)
    groups = [*election.ballots.groups(ids), BallotGroup((name,), number)]
    budget = election.budget + number * Fraction(share)
    return Election.of(budget=budget, projects=election.projects, ballots=groups)


def check_cost(election: Election, rule: str, parameters: Settings, loser: Loser) -> None:
    assert loser.largest_cost is not None
    if loser.largest_cost:
        changed = with_cost(election, loser.project, loser.largest_cost)
        assert loser.project in run(changed, rule, parameters).selected
    if loser.largest_cost + 1 < loser.cost:
        changed = with_cost(election, loser.project, loser.largest_cost + 1)
        assert loser.project not in run(changed, rule, parameters).selected


@pytest.mark.parametrize("parameters", SHARES)
@given(data=st.data())
@MANY
def test_shares_figures_are_exact(parameters: Settings, data: st.DataObject) -> None:
    election = data.draw(elections())
    outcome = run(election, "equal-shares", parameters)
    for loser in explain(election, outcome):
        if not loser.votes:
            continue
        check_cost(election, "equal-shares", parameters, loser)
        assert loser.further_supporters is not None and outcome.share is not None
        more = with_voters(election, loser.project, loser.further_supporters, outcome.share)
        assert loser.project in run(more, "equal-shares", parameters).selected
        fewer = with_voters(election, loser.project, loser.further_supporters - 1, outcome.share)
        assert loser.project not in run(fewer, "equal-shares", parameters).selected


@pytest.mark.parametrize("parameters", GREEDY)
@given(data=st.data())
@MANY
def test_greedy_figures_are_exact(parameters: Settings, data: st.DataObject) -> None:
    election = data.draw(elections())
    outcome = run(election, "greedy", parameters)
    for loser in explain(election, outcome):
        if loser.votes:
            check_cost(election, "greedy", parameters, loser)
        if loser.further_supporters is not None:
            more = with_voters(election, loser.project, loser.further_supporters, 0)
            assert loser.project in run(more, "greedy", parameters).selected
        if loser.further_supporters:
            fewer = with_voters(election, loser.project, loser.further_supporters - 1, 0)
            assert loser.project not in run(fewer, "greedy", parameters).selected


@given(elections())
@MANY
def test_supporters_money_is_all_accounted_for(election: Election) -> None:
    outcome = run(election, "equal-shares", {"utility": "cost"})
    for loser in explain(election, outcome):
        if not loser.votes:
            continue
        assert loser.unspent is not None and outcome.share is not None
        whole = sum(item.money for item in loser.spending) + loser.unspent
        gap = Fraction(whole) - loser.votes * outcome.share
        assert abs(gap) <= len(loser.spending) + 1
        for item in loser.spending:
            assert item.voters <= loser.votes


def test_figures_hold_on_a_real_election(elections_dir: Path) -> None:
    election = pabulib.read(elections_dir / "Poland_Swiecie_2023.pb")
    outcome = run(election, "equal-shares", {"utility": "cost"})
    losers = explain(election, outcome)
    assert len(losers) + len(outcome.selected) == len(election.projects)
    for loser in losers:
        check_cost(election, "equal-shares", {"utility": "cost"}, loser)


def test_greedy_tells_rank_and_what_was_left() -> None:
    projects = [Project("a", 60), Project("b", 50), Project("c", 10)]
    ballots = [BallotGroup(("a",), 5), BallotGroup(("b",), 4), BallotGroup(("c",), 1)]
    election = Election.of(budget=100, projects=projects, ballots=ballots)
    (loser,) = explain(election, run(election, "greedy"))
    assert (loser.project, loser.rank, loser.money_left, loser.largest_cost) == ("b", 2, 40, 40)
    assert loser.further_supporters == 2


def test_reasons_outside_the_count_are_named() -> None:
    projects = [Project("a", 1), Project("b", 1), Project("c", 1), Project("d", 1)]
    ballots = [BallotGroup(("a", "b", "d"), 5), BallotGroup(("c",), 1)]
    election = Election.of(budget=100, projects=projects, ballots=ballots)
    parameters = {"withdrawn": "d", "minimum_votes": 2, "exclusive": "a,b"}
    outcome: Outcome = run(election, "equal-shares", parameters)
    reasons = {loser.project: loser.reason for loser in explain(election, outcome)}
    assert reasons == {"b": "rival", "c": "minimum support", "d": "withdrawn"}
