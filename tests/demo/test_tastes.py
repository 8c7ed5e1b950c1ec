"""Drawn ballots keep the rules, can be drawn again, and look like a city."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from demo.budget2025.everything import LAST_PROJECTS
from demo.processes import LAST_BUDGET, STREETS
from demo.shapes import BallotProjectData, ProcessData
from demo.streets import STREETS_PROJECTS
from demo.tastes import draw_ballots
from voting.rules import BallotGroup, Election, Project, run


def drawn(process: ProcessData, projects: tuple[BallotProjectData, ...]) -> list[tuple[str, ...]]:
    rules = process.round
    assert rules is not None
    rng = random.Random(rules.seed)
    return draw_ballots(projects, rules.ballots, rng, rules.max_projects, rules.spending_limit)


@pytest.mark.parametrize(
    ("process", "projects"),
    [(STREETS, STREETS_PROJECTS), (LAST_BUDGET, LAST_PROJECTS)],
    ids=["streets", "last"],
)
def test_drawn_ballots_respect_the_limits_and_can_be_drawn_again(
    process: ProcessData, projects: tuple[BallotProjectData, ...]
) -> None:
    assert process.round is not None
    ballots = drawn(process, projects)
    cost = {project.key: project.cost for project in projects}
    assert len(ballots) == process.round.ballots <= process.round.roll
    for ballot in ballots:
        assert len(set(ballot)) == len(ballot) <= (process.round.max_projects or len(projects))
        assert sum(cost[key] for key in ballot) <= (process.round.spending_limit or 0)
    assert ballots == drawn(process, projects)


def test_drawn_ballots_look_like_a_city_and_not_like_noise() -> None:
    ballots = drawn(LAST_BUDGET, LAST_PROJECTS)
    sizes = Counter(len(ballot) for ballot in ballots)
    votes = Counter(key for ballot in ballots for key in ballot)
    assert sum(sizes[size] for size in (2, 3, 4, 5)) > 0.75 * len(ballots)
    assert max(votes.values()) > 4 * min(votes.values()) > 0
    assert 0 < sizes[0] < 30


def test_people_vote_for_what_is_near_their_home() -> None:
    ballots = drawn(LAST_BUDGET, LAST_PROJECTS)
    together = sum("holt-toilets" in ballot and "holt-shelters" in ballot for ballot in ballots)
    toilets = sum("holt-toilets" in ballot for ballot in ballots)
    shelters = sum("holt-shelters" in ballot for ballot in ballots)
    assert together > 1.4 * toilets * shelters / len(ballots)


def test_the_drawn_ballots_fund_the_fourteen_projects_that_are_being_delivered() -> None:
    rules = LAST_BUDGET.round
    assert rules is not None
    election = Election.of(
        budget=LAST_BUDGET.budget,
        projects=[Project(one.key, one.cost) for one in LAST_PROJECTS],
        ballots=[BallotGroup(ballot) for ballot in drawn(LAST_BUDGET, LAST_PROJECTS)],
    )
    outcome = run(election, rules.rule, dict(rules.parameters))
    assert set(outcome.selected) == {one.key for one in LAST_PROJECTS if one.state}
    assert outcome.spent == 237_400_000
