"""The method of equal shares: steps, starts, stops and the comparison, on numbers worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from voting.rules import BallotGroup, Election, Project, run


def small() -> Election:
    projects = [Project("a", 30), Project("b", 30), Project("c", 20)]
    ballots = [BallotGroup(("a", "b"), 3), BallotGroup(("a",), 3), BallotGroup(("b", "c"), 2)]
    return Election.of(budget=80, projects=projects, ballots=ballots)


def test_a_step_says_who_paid_what() -> None:
    """Eight voters hold 10 each. a: six pay 5. Then b: three have 5 left and pay it, two pay 7.5."""
    outcome = run(small(), "equal-shares", {"utility": "cost"})
    first, second = outcome.steps
    assert (first.project, first.price, first.effective_votes, first.paid_full) == ("a", 5, 6, 6)
    assert (first.runner_up, first.runner_up_votes) == ("b", 5)
    assert (second.project, second.price, second.effective_votes) == ("b", Fraction(15, 2), 4)
    assert (second.paid_full, second.paid_rest) == (2, 3)
    assert (second.money_before, second.money_after) == (50, 20)
    assert (outcome.selected, outcome.share) == (("a", "b"), 10)


def test_add1_raises_until_nothing_more_fits() -> None:
    outcome = run(small(), "equal-shares", {"completion": "add1"})
    assert set(outcome.selected) == {"a", "b", "c"}
    assert outcome.start_share == 10
    assert outcome.share == 10 + outcome.increments
    assert outcome.increments == 6  # at 16 all five pay 6 for b, and two still hold the 10 each that c needs


def test_integral_start_and_fractional_increment() -> None:
    projects = [Project("a", 30)]
    election = Election.of(budget=31, projects=projects, ballots=[BallotGroup(("a",), 3)])
    assert run(election, "equal-shares", {"completion": "add1"}).start_share == Fraction(31, 3)
    settings = {"completion": "add1", "start": "integral", "increment": "0.5"}
    outcome = run(election, "equal-shares", settings)
    assert (outcome.start_share, outcome.share) == (10, 10)


def test_stop_at_the_first_infeasible_share_goes_on_after_exhaustion() -> None:
    """Past the first exhaustive result the shares still grow and another project may take the place."""
    projects = [Project("a", 50), Project("b", 60)]
    ballots = [BallotGroup(("a",), 5), BallotGroup(("b",), 5)]
    election = Election.of(budget=100, projects=projects, ballots=ballots)
    early = run(election, "equal-shares", {"completion": "add1", "stop": "exhaustive"})
    late = run(election, "equal-shares", {"completion": "add1", "stop": "infeasible"})
    assert (early.selected, early.increments) == (("a",), 0)
    assert (late.selected, late.increments) == (("a",), 1)


def test_an_increment_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="increment"):
        run(small(), "equal-shares", {"completion": "add1", "increment": 0})


def test_comparison_lets_greedy_win_if_more_voters_gain() -> None:
    """Ten voters hold 10 each: enough for a and c, not for b, which seven of the ten wanted."""
    projects = [Project("b", 100), Project("a", 20), Project("c", 20)]
    ballots = [BallotGroup(("b", "a"), 2), BallotGroup(("b",), 5), BallotGroup(("c",), 3)]
    election = Election.of(budget=100, projects=projects, ballots=ballots)
    plain = run(election, "equal-shares")
    assert set(plain.selected) == {"a", "c"}
    compared = run(election, "equal-shares", {"comparison": "satisfaction"})
    assert compared.selected == ("b",)
    note = compared.notes["comparison"]
    assert (note["kept"], note["prefer_shares"], note["prefer_greedy"]) == ("greedy", 3, 5)
    assert run(election, "equal-shares", {"comparison": "coverage"}).selected == ("b",)


def test_a_tie_in_preference_keeps_the_shares() -> None:
    projects = [Project("a", 10), Project("b", 10)]
    ballots = [BallotGroup(("a",), 2), BallotGroup(("b",), 2)]
    election = Election.of(budget=20, projects=projects, ballots=ballots)
    note = run(election, "equal-shares", {"comparison": "satisfaction"}).notes["comparison"]
    assert note["kept"] == "shares"


def test_points_decide_how_much_each_pays() -> None:
    projects = [Project("a", 12)]
    ballots = [BallotGroup(("a",), 1, (1,)), BallotGroup(("a",), 1, (3,))]
    election = Election.of(budget=20, projects=projects, ballots=ballots, vote_type="cumulative")
    (step,) = run(election, "equal-shares", {"utility": "points"}).steps
    assert (step.price, step.effective_votes, step.paid_full) == (3, 4, 2)


def test_points_of_zero_are_no_support() -> None:
    """Somebody who lists a project with no points does not pay for it, then or later."""
    projects = [Project("a", 4), Project("b", 8)]
    ballots = [BallotGroup(("a", "b"), 1, (0, 3)), BallotGroup(("a",), 1, (2,))]
    election = Election.of(budget=16, projects=projects, ballots=ballots, vote_type="scoring")
    outcome = run(election, "equal-shares", {"utility": "cost"})
    assert outcome.votes == {"a": 1, "b": 1}
    assert set(outcome.selected) == {"a", "b"}
