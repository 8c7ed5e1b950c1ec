"""Random small elections, with the near-ties and exact boundaries that break careless arithmetic."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from voting.rules import BallotGroup, Election, Project

IDS = ("a", "b", "c", "d", "e", "f", "g")


@st.composite
def elections(
    draw: st.DrawFn, vote_type: str = "approval", *, fractions: bool = True, free: bool = False
) -> Election:
    """An election in which equal costs, equal ballots and costs that exactly use up the shares are likely."""
    ids = IDS[: draw(st.integers(1, len(IDS)))]
    costs = st.one_of(st.integers(0 if free else 1, 12), st.sampled_from([10**6, 10**6 + 1, 3 * 10**6]))
    if fractions:
        costs = st.one_of(costs, st.sampled_from([Fraction(1, 3), Fraction(5, 2), Fraction(10**6 + 1, 7)]))
    projects = [Project(name, draw(costs)) for name in ids]
    groups = draw(st.lists(_ballots(ids, vote_type), min_size=1, max_size=7))
    budget = draw(
        st.one_of(st.integers(1, 60), st.just(sum(p.cost for p in projects)), st.integers(10**6, 10**7))
    )
    return Election.of(budget=budget, projects=projects, ballots=groups, vote_type=vote_type)


@st.composite
def _ballots(draw: st.DrawFn, ids: tuple[str, ...], vote_type: str) -> BallotGroup:
    choices = tuple(draw(st.lists(st.sampled_from(ids), unique=True, max_size=len(ids))))
    points: tuple[int, ...] = ()
    if vote_type in {"cumulative", "scoring", "grades"}:
        least = 0 if vote_type == "grades" else 1
        points = tuple(draw(st.lists(st.integers(least, 5), min_size=len(choices), max_size=len(choices))))
    return BallotGroup(choices, draw(st.integers(1, 4)), points)
