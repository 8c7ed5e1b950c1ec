"""What must hold for every election, whatever the rule."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.rules.strategies import elections
from voting.rules import BallotGroup, Election, Outcome, Project, run
from voting.rules.certificate import check_payments
from voting.rules.justified import complaints

RULES: list[tuple[str, dict[str, Any]]] = [
    ("greedy", {"by": "votes"}),
    ("greedy", {"by": "votes-per-cost", "overflow": "stop"}),
    ("equal-shares", {"utility": "cost"}),
    ("equal-shares", {"utility": "cardinality", "completion": "utilitarian"}),
    ("equal-shares", {"utility": "cost", "comparison": "satisfaction"}),
    ("phragmen", {}),
    ("phragmen", {"overflow": "skip"}),
    ("majority-judgment", {}),
    ("knapsack", {}),
]
SHARES = [item for item in RULES if item[0] == "equal-shares"]
SOME = settings(max_examples=25, deadline=None)


def ids_of(election: Election) -> tuple[str, ...]:
    return tuple(project.id for project in election.projects)


@pytest.mark.parametrize(("rule", "parameters"), RULES)
@given(data=st.data())
@SOME
def test_order_of_voters_and_projects_is_irrelevant(
    rule: str, parameters: dict[str, Any], data: st.DataObject
) -> None:
    election = data.draw(elections())
    groups = data.draw(st.permutations(list(election.ballots.groups(ids_of(election)))))
    projects = data.draw(st.permutations(election.projects))
    mixed = Election.of(budget=election.budget, projects=projects, ballots=groups)
    assert run(mixed, rule, parameters).selected == run(election, rule, parameters).selected


@pytest.mark.parametrize(("rule", "parameters"), RULES)
@given(data=st.data())
@SOME
def test_scaling_money_changes_nothing(rule: str, parameters: dict[str, Any], data: st.DataObject) -> None:
    election = data.draw(elections())
    factor: Fraction = data.draw(st.sampled_from([Fraction(100), Fraction(1, 3), Fraction(10**9)]))
    projects = tuple(replace(project, cost=project.cost * factor) for project in election.projects)
    scaled = replace(election, budget=election.budget * factor, projects=projects)
    outcome = run(scaled, rule, parameters)
    assert outcome.selected == run(election, rule, parameters).selected
    assert outcome.spent == factor * run(election, rule, parameters).spent


@pytest.mark.parametrize(("rule", "parameters"), RULES)
@given(data=st.data())
@SOME
def test_identical_ballots_equal_multiplicity(
    rule: str, parameters: dict[str, Any], data: st.DataObject
) -> None:
    election = data.draw(elections())
    single = [
        replace(group, count=1)
        for group in election.ballots.groups(ids_of(election))
        for _ in range(group.count)
    ]
    apart = Election.of(budget=election.budget, projects=election.projects, ballots=single)
    assert apart.ballots == election.ballots
    assert run(apart, rule, parameters) == run(election, rule, parameters)


@pytest.mark.parametrize(("rule", "parameters"), RULES)
@given(data=st.data())
@SOME
def test_the_books_are_in_order(rule: str, parameters: dict[str, Any], data: st.DataObject) -> None:
    election = data.draw(elections(free=True))
    outcome = run(election, rule, parameters)
    costs = {project.id: project.cost for project in election.projects}
    assert outcome.spent == sum(costs[name] for name in outcome.selected) + sum(outcome.part_funded.values())
    assert outcome.spent <= election.budget
    assert len(set(outcome.selected)) == len(outcome.selected)
    assert [step.project for step in outcome.steps if step.action == "funded"] == list(outcome.selected)
    left = election.budget
    for number, step in enumerate(outcome.steps, start=1):
        assert (step.number, step.money_before) == (number, left)
        left = step.money_after
    assert left == outcome.left
    assert Outcome.from_json(json.loads(json.dumps(outcome.to_json()))) == outcome


@pytest.mark.parametrize(("rule", "parameters"), SHARES)
@pytest.mark.parametrize("vote_type", ["approval", "cumulative"])
@given(data=st.data())
@SOME
def test_payments_are_in_order(
    rule: str, parameters: dict[str, Any], vote_type: str, data: st.DataObject
) -> None:
    """Payments add up, nobody pays for what they did not choose, and no losers could still pay."""
    election = data.draw(elections(vote_type))
    assert check_payments(election, run(election, rule, parameters)).problems == ()


@given(elections("scoring"))
@SOME
def test_payments_in_proportion_to_points(election: Election) -> None:
    assert check_payments(election, run(election, "equal-shares", {"utility": "points"})).problems == ()


@pytest.mark.parametrize("pooling", [True, False])
@pytest.mark.parametrize("completion", ["none", "add1+utilitarian"])
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_payments_are_in_order_in_every_pot(completion: str, pooling: bool, data: st.DataObject) -> None:
    election = data.draw(elections(fractions=False).filter(lambda e: max(p.cost for p in e.projects) < 1000))
    projects = tuple(replace(p, district="NS"[k % 2]) for k, p in enumerate(election.projects))
    election = replace(election, projects=projects)
    parameters = {"completion": completion, "pots": "district", "pooling": pooling}
    parameters["pot_budgets"] = {"N": Fraction(election.budget, 3)}
    outcome = run(election, "equal-shares", parameters)
    assert check_payments(election, outcome).problems == ()
    for number, step in enumerate(outcome.steps):
        if step.paid_full:
            forged = replace(step, price=Fraction(step.price or 0) / 2)
            steps = (*outcome.steps[:number], forged, *outcome.steps[number + 1 :])
            assert not check_payments(election, replace(outcome, steps=steps)).valid


def test_a_share_larger_than_the_money_is_noticed() -> None:
    election = Election.of(budget=8, projects=[Project("a", 12)], ballots=[BallotGroup(("a",), 4)])
    outcome = run(election, "equal-shares")
    problems = check_payments(election, replace(outcome, share=Fraction(5, 2))).problems
    assert problems == ("the shares add up to more than there was",)


def test_a_forged_price_is_noticed() -> None:
    projects = [Project("a", 4), Project("b", 4)]
    election = Election.of(budget=10, projects=projects, ballots=[BallotGroup(("a", "b"), 4)])
    outcome = run(election, "equal-shares")
    step = replace(outcome.steps[0], price=Fraction(1, 2))
    forged = replace(outcome, steps=(step, *outcome.steps[1:]))
    assert check_payments(election, outcome).valid
    assert any("a:" in problem for problem in check_payments(election, forged).problems)


@pytest.mark.parametrize("utility", ["cost", "cardinality"])
@given(data=st.data())
@SOME
def test_equal_shares_leaves_no_group_with_a_complaint(utility: str, data: st.DataObject) -> None:
    election = data.draw(elections())
    outcome = run(election, "equal-shares", {"utility": utility})
    assert complaints(election, outcome.selected, utility) == ()


def test_greedy_leaves_a_minority_with_a_complaint() -> None:
    projects = [*(Project(f"m{i}", 10) for i in range(4)), Project("few", 10)]
    many = tuple(project.id for project in projects[:4])
    ballots = [BallotGroup(many, 30), BallotGroup(("few",), 10)]
    election = Election.of(budget=40, projects=projects, ballots=ballots)
    (found,) = complaints(election, run(election, "greedy").selected)
    assert (found.project, found.voters, found.claim) == ("few", 10, 10)
    assert "few" in run(election, "equal-shares").selected


@pytest.mark.parametrize(("rule", "parameters"), RULES)
def test_nobody_votes(rule: str, parameters: dict[str, Any]) -> None:
    election = Election.of(budget=10, projects=[Project("a", 4)], ballots=[])
    outcome = run(election, rule, parameters)
    assert outcome.voters == 0
    assert set(outcome.selected) <= {"a"}


@pytest.mark.parametrize(("rule", "parameters"), RULES)
def test_everything_affordable_is_funded(rule: str, parameters: dict[str, Any]) -> None:
    projects = [Project("a", 4), Project("b", 5), Project("free", 0)]
    ballots = [BallotGroup(("a", "b", "free"), 3)]
    election = Election.of(budget=9, projects=projects, ballots=ballots)
    assert set(run(election, rule, parameters).selected) == {"a", "b", "free"}


@pytest.mark.parametrize(("rule", "parameters"), RULES)
def test_no_projects(rule: str, parameters: dict[str, Any]) -> None:
    election = Election.of(budget=9, projects=[], ballots=[BallotGroup((), 3)])
    assert run(election, rule, parameters).selected == ()
