"""The random order: a fair shuffle of all numbers that can be walked from anywhere."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from proposals.shuffled import Shuffle, shuffle_for, shuffle_of

SEEDS = st.integers(0, 2**32 - 1)


@given(SEEDS, st.integers(6, 11))
def test_every_number_stands_at_one_place_and_can_be_found_again(seed: int, bits: int) -> None:
    shuffle = Shuffle(seed, bits)
    places = [shuffle.position(number) for number in range(shuffle.size)]
    assert sorted(places) == list(range(shuffle.size))
    assert [shuffle.number(place) for place in places] == list(range(shuffle.size))


@given(SEEDS, st.integers(1, 10**6))
def test_a_mark_brings_the_order_back_and_nonsense_brings_none(seed: int, highest: int) -> None:
    shuffle = shuffle_for(seed, highest)
    assert shuffle_of(shuffle.mark, highest) == shuffle
    assert shuffle.size > highest
    for nonsense in ("", "x", "-1", "f" * 9, "1 ", "１"):
        assert shuffle_of(nonsense, highest) is None


def test_every_proposal_comes_first_about_equally_often() -> None:
    readers, numbers = 4_000, range(1, 41)
    first = Counter(
        min(numbers, key=Shuffle(seed * 2654435761 % 2**32, 6).position) for seed in range(readers)
    )
    assert set(first) == set(numbers)
    assert max(first.values()) < 2 * readers / len(numbers)
