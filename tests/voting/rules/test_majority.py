"""Majority judgment against its definition, taken literally."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.voting.rules.strategies import elections
from voting.rules import BallotGroup, Election, Project, run


def literal_value(grades: list[Fraction]) -> list[Fraction]:
    """Take the lower middle grade away again and again."""
    left, taken = sorted(grades), []
    while left:
        taken.append(left.pop((len(left) - 1) // 2))
    return taken


@pytest.mark.parametrize("vote_type", ["grades", "scoring"])
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_order_follows_the_definition(vote_type: str, data: st.DataObject) -> None:
    election = data.draw(elections(vote_type))
    ids = tuple(project.id for project in election.projects)
    grades: dict[str, list[Fraction]] = {name: [] for name in ids}
    for group in election.ballots.groups(ids):
        given_points = dict(zip(group.choices, group.points, strict=True))
        for name in ids:
            grades[name] += [Fraction(given_points.get(name, 0))] * group.count
    values = {name: literal_value(grades[name]) for name in ids}
    wanted = sorted(sorted(ids), key=values.__getitem__, reverse=True)
    steps = run(election, "majority-judgment").steps
    assert [step.project for step in steps] == wanted
    assert [step.score for step in steps] == [values[name][0] for name in wanted]


def test_the_middle_grade_beats_the_sum() -> None:
    projects = [Project("steady", 10), Project("loved", 10)]
    ballots = [
        BallotGroup(("steady", "loved"), 2, (3, 5)),
        BallotGroup(("steady", "loved"), 3, (3, 2)),
    ]
    election = Election.of(budget=10, projects=projects, ballots=ballots, vote_type="scoring")
    assert run(election, "majority-judgment").selected == ("steady",)
    assert run(election, "greedy", {"by": "points"}).selected == ("loved",)


@pytest.mark.parametrize("grade", [-1, Fraction(1, 2)])
def test_what_is_no_grade_is_refused(grade: Fraction) -> None:
    with pytest.raises(ValueError, match="a grade is a whole number"):
        Election.of(
            budget=1,
            projects=[Project("a", 1)],
            ballots=[BallotGroup(("a",), 1, (grade,))],
            vote_type="grades",
        )


def test_knapsack_pays_the_last_project_in_part() -> None:
    projects = [Project("a", 60), Project("b", 50), Project("c", 10)]
    ballots = [BallotGroup(("a",), 3), BallotGroup(("b",), 2), BallotGroup(("c",), 1)]
    election = Election.of(budget=100, projects=projects, ballots=ballots)
    outcome = run(election, "knapsack")
    assert outcome.selected == ("a",)
    assert outcome.part_funded == {"b": 40}
    assert [(step.project, step.action, step.amount) for step in outcome.steps] == [
        ("a", "funded", None),
        ("b", "part", 40),
    ]
    assert outcome.spent == 100
