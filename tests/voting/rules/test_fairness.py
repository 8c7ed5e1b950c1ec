"""The figures published beside a result."""

from __future__ import annotations

import json
from fractions import Fraction
from statistics import median

from hypothesis import given, settings

from tests.voting.rules.strategies import elections
from voting.rules import BallotGroup, Election, Project, run
from voting.rules.fairness import fairness


def test_figures_on_a_small_city() -> None:
    projects = [
        Project("n", 60, district="North", category="green, play"),
        Project("s", 40, district="South", category="green"),
        Project("x", 90, district="South"),
    ]
    ballots = [BallotGroup(("n", "s"), 2), BallotGroup(("n",), 1), BallotGroup(("x",), 1)]
    election = Election.of(budget=100, projects=projects, ballots=ballots)
    figures = fairness(election, run(election, "greedy"))
    assert (figures.voters, figures.covered, figures.mean, figures.median) == (
        4,
        3,
        Fraction(5, 4),
        Fraction(3, 2),
    )
    north, south = figures.districts
    assert (north.name, north.money, north.votes) == ("North", Fraction(3, 5), Fraction(1, 2))
    assert (south.name, south.money, south.votes) == ("South", Fraction(2, 5), Fraction(1, 2))
    assert [(group.name, group.money) for group in figures.categories] == [
        ("green", Fraction(7, 10)),
        ("play", Fraction(3, 10)),
    ]
    assert json.loads(json.dumps(figures.to_json()))["mean"] == "5/4"


@given(elections())
@settings(max_examples=60, deadline=None)
def test_mean_and_median_count_every_voter(election: Election) -> None:
    outcome = run(election, "greedy")
    ids = tuple(project.id for project in election.projects)
    funded = [
        len(set(group.choices) & set(outcome.selected))
        for group in election.ballots.groups(ids)
        for _ in range(group.count)
    ]
    figures = fairness(election, outcome)
    assert figures.mean == Fraction(sum(funded), len(funded))
    assert figures.median == median(map(Fraction, funded))
    assert figures.covered == sum(1 for number in funded if number)
