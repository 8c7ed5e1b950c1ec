"""Simulated ballots: drawn from declared tastes, the same for the same seed, within the ballot's limits."""

from __future__ import annotations

import pytest

from tests.factories.accounts import make_district, make_user
from tests.factories.voting import make_draft_round
from voting.counting.election import without_ballots
from voting.models import Round
from voting.rehearsal import tastes
from voting.rounds.preparing import NewProject
from voting.rules import Election

pytestmark = pytest.mark.django_db


@pytest.fixture
def round() -> Round:
    return make_draft_round(projects=projects(), voters=[make_user()])


def projects() -> list[NewProject]:
    harbour, hill = make_district("Harbour"), make_district("Hill")
    places = (harbour, hill, None)
    return [
        NewProject(
            title=f"Idea {n}", cost=(40 + 37 * n) * 1_000_00, district=places[n % 3],
            category=("Play", "Green")[n % 2],
        )
        for n in range(9)
    ]  # fmt: skip


def drawn(round: Round, **changed: int) -> Election:
    bare = without_ballots(round)
    model = tastes.Tastes(**{"voters": 400, **changed})
    ballots = tastes.draw_ballots(bare, model, tastes.Limits(3, None))
    return Election.of(budget=bare.budget, projects=bare.projects, ballots=ballots)


def test_the_same_seed_draws_the_same_ballots_and_another_others(round: Round) -> None:
    assert drawn(round, seed=5).ballots == drawn(round, seed=5).ballots
    assert drawn(round, seed=5).ballots != drawn(round, seed=6).ballots


def test_tastes_are_no_noise_neighbours_agree_more_the_stronger_home_pulls(round: Round) -> None:
    def at_home(near: int) -> float:
        """Among voters with two local projects, how many chose both in one district."""
        election = drawn(round, near=near, voters=1_500)
        district = {project.id: project.district for project in election.projects}
        pairs = same = 0
        for group in election.ballots.groups(tuple(election.index)):
            local = [district[key] for key in group.choices if district[key]]
            if len(local) >= 2:
                pairs += group.count
                same += group.count * (len(set(local)) == 1)
        return same / pairs

    assert at_home(10) > at_home(1) + 0.2


def test_simulated_ballots_keep_the_limits_of_the_ballot(round: Round) -> None:
    election = without_ballots(round)
    costs = {project.id: project.cost for project in election.projects}
    limits = tastes.Limits(2, 300_000.0)
    for ballot in tastes.draw_ballots(election, tastes.Tastes(voters=300), limits):
        assert len(ballot.choices) <= 2
        assert sum(costs[key] for key in ballot.choices) <= 300_000


def test_points_are_shared_out_whole_and_within_their_limits(round: Round) -> None:
    election = without_ballots(round)
    limits = tastes.Limits(None, None, tastes.shared_out(10, 4))
    for ballot in tastes.draw_ballots(election, tastes.Tastes(voters=300), limits):
        assert sum(ballot.points) == min(10, 4 * len(ballot.choices))
        assert all(0 < points <= 4 for points in ballot.points)


def test_a_ballot_without_projects_draws_empty_ballots() -> None:
    election = Election.of(budget=5, projects=[], ballots=[])
    groups = list(tastes.draw_ballots(election, tastes.Tastes(voters=12), tastes.Limits()))
    assert [(group.choices, group.count) for group in groups] == [((), 12)]
