"""Six words: whoever types them without accents finds the ballot, whichever list they were drawn from."""

from __future__ import annotations

import pytest

from voting.board.trackers import meanings, plain, spellings_of, tracker_of
from voting.crypto.word_lists import LANGUAGES, words_of
from voting.crypto.words import leading_bits

COMMON = sorted(set(spellings_of("en")) & set(spellings_of("es")))
APART = [key for key in COMMON if spellings_of("en")[key] != spellings_of("es")[key]]


def test_some_words_are_spelled_differently_in_two_lists() -> None:
    assert len(APART) > 5


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_words_of_two_lists_are_read_by_the_list_of_the_others(language: str) -> None:
    spelling = spellings_of(language)
    own = next(word for word in words_of(language) if plain(word) not in COMMON)
    for key in APART:
        tracker = [spelling[key], own, own, own, own, own]
        found = meanings([plain(word).upper() for word in tracker])
        assert len(found) == 1
        assert tracker_of(f"{found[0] << 2:017x}", language).split() == tracker


def test_words_that_stand_in_every_list_may_mean_either() -> None:
    assert len(meanings([COMMON[0]] * 6)) == 2


def test_a_word_of_no_list_means_nothing() -> None:
    assert meanings(["Marenholt", *["abandon"] * 5]) == []


def test_a_hash_and_its_words_find_each_other() -> None:
    digest = "c0ffee" * 11
    assert meanings(tracker_of(digest, "es").split()) == [leading_bits(digest)]
