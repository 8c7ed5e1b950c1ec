"""What a ballot may hold, tried on all sorts of choices."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from voting.casting.choices import Fault, Limits, Problem, in_order, problems, shortfall, spent

COSTS = st.dictionaries(st.integers(1, 60), st.integers(0, 10**9), min_size=1, max_size=30)
NUMBERS = st.lists(st.integers(-5, 80), max_size=40)
LIMITS = st.builds(Limits, most=st.none() | st.integers(0, 20), money=st.none() | st.integers(0, 5 * 10**9))


@given(COSTS, NUMBERS, LIMITS)
def test_a_ballot_without_problems_keeps_every_limit(
    costs: dict[int, int], choices: list[int], limits: Limits
) -> None:
    if problems(choices, costs, limits):
        return
    assert len(set(choices)) == len(choices)
    assert set(choices) <= set(costs)
    assert limits.most is None or len(choices) <= limits.most
    assert limits.money is None or spent(choices, costs) <= limits.money


@given(COSTS, LIMITS)
def test_an_empty_ballot_is_always_valid(costs: dict[int, int], limits: Limits) -> None:
    assert problems([], costs, limits) == []


@given(COSTS, NUMBERS, LIMITS)
def test_taking_away_never_makes_a_ballot_worse(
    costs: dict[int, int], choices: list[int], limits: Limits
) -> None:
    found = {problem.fault: problem.by for problem in problems(choices, costs, limits)}
    for position in range(len(choices)):
        fewer = choices[:position] + choices[position + 1 :]
        for problem in problems(fewer, costs, limits):
            assert problem.by <= found[problem.fault]


@given(COSTS, st.data())
def test_a_project_that_fits_can_be_added_and_one_that_does_not_cannot(
    costs: dict[int, int], data: st.DataObject
) -> None:
    limits = Limits(money=data.draw(st.integers(0, 5 * 10**9)))
    chosen = data.draw(st.lists(st.sampled_from(sorted(costs)), unique=True))
    rest = [number for number in costs if number not in chosen]
    if not rest or problems(chosen, costs, limits):
        return
    more = data.draw(st.sampled_from(rest))
    short = shortfall(costs[more], chosen, costs, limits)
    assert bool(short) == bool(problems([*chosen, more], costs, limits))
    assert problems([*chosen, more], costs, Limits(money=(limits.money or 0) + short)) == []


@given(NUMBERS, NUMBERS)
def test_the_order_of_choosing_is_kept_and_nothing_is_lost_or_doubled(
    before: list[int], ticked: list[int]
) -> None:
    result = in_order(before, ticked)
    assert sorted(result) == sorted(set(ticked))
    kept = [number for number in dict.fromkeys(before) if number in ticked]
    assert result[: len(kept)] == kept


def test_each_fault_says_by_how_much() -> None:
    costs = {1: 50, 2: 70, 3: 10}
    assert problems([1, 2, 3], costs, Limits(most=2, money=100)) == [
        Problem(Fault.TOO_MANY, 1),
        Problem(Fault.TOO_MUCH, 30),
    ]
    assert problems([1, 1, 9], costs, Limits()) == [Problem(Fault.UNKNOWN, 1), Problem(Fault.TWICE, 1)]
