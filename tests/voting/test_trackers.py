"""Six words: whoever types them without accents finds the ballot, whichever list they were drawn from."""

from __future__ import annotations

import pytest

from voting.trackers import LANGUAGES, canonical, plain, spellings_of, words_of

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
        assert canonical([plain(word).upper() for word in tracker]) == " ".join(tracker)


def test_a_word_of_no_list_stays_as_it_was_typed() -> None:
    assert canonical(["Marenholt", "abandon"]) == "marenholt abandon"
