"""What counts as alike: the word that is being typed, repeats, names that differ, letters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proposals.matching import Document, Index
from proposals.matching.letters import BUCKETS, Letters, grams_of, profile
from proposals.matching.lexicon import Lexicon
from proposals.matching.pairs import against_it
from proposals.matching.words import names_in
from tests.proposals.matching.texts import PARKS, ask

LANES = [Document(f"lane{n}", "en", f"Bike lanes for street {n}", "") for n in range(4)]
BIRDS = Document("birds", "en", "Bird boxes in gardens", "")
BINS = Document("bins", "en", "Bins on the market", "")


def test_the_last_word_counts_as_what_it_most_often_becomes() -> None:
    index = Index.build([*LANES, BIRDS, BINS, *PARKS])
    assert ask(index, "Revamping bi", typed=True)[:4] == ["lane0", "lane1", "lane2", "lane3"]


def test_a_word_is_finished_by_a_space_and_only_while_typing() -> None:
    index = Index.build([*LANES, BIRDS, BINS, *PARKS])
    begun = index.similar(Document("?", "en", "New bi", ""), typed=True)
    assert index.similar(Document("?", "en", "New bi ", ""), typed=True)[0].score < begun[0].score
    assert index.similar(Document("?", "en", "New bi", ""))[0].score < begun[0].score


def test_words_are_finished_in_the_language_that_is_typed() -> None:
    index = Index.build([Document("fr", "fr", "Bibliothèque ouverte", ""), *LANES, *PARKS])
    assert ask(index, "Une bi", lang="fr", typed=True)[0] == "fr"


@pytest.mark.parametrize("document", PARKS, ids=lambda document: document.id)
def test_a_word_for_word_repeat_scores_one_with_and_without_a_body(document: Document) -> None:
    again = Document("again", document.lang, document.title, document.body)
    assert Index.build([*PARKS, again]).similar(document)[0].score == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("mine", "yours", "apart"),
    [
        ("Swings in Ashford", "Swings in Bexley", True),
        ("Swings", "Swings in Bexley", True),
        ("Swings in Ashford", "Swings for Ashford in Bexley", False),
        ("Swings", "Swings", False),
    ],
)
def test_a_name_that_only_one_has_and_none_in_common_tells_apart(mine: str, yours: str, apart: bool) -> None:
    """Names are known by how bodies write them; that all titles begin with a capital says nothing."""
    told = [Document(f"{n}", "en", "Benches", "We met at Ashford and at Bexley for swings") for n in range(2)]
    index = Index.build([Document("a", "en", mine, ""), Document("b", "en", yours, ""), *told])
    assert (against_it(*index.marks("ab").values()) > 0) is apart


def test_a_name_that_the_other_body_has_tells_nothing() -> None:
    here = Document("a", "en", "Swings in Ashford", "We met at Ashford")
    there = Document("b", "en", "Swings", "For the children of Ashford")
    index = Index.build([here, there, *PARKS])
    assert against_it(*index.marks("ab").values()) == 0


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("We live in Ashford. Many of Us do", ["ashford", "us"]),
        ("Trees! Trees? (See Bexley) - Really", ["bexley"]),
        ("WE WANT TREES", []),
        ("", []),
    ],
)
def test_names_are_capitals_amid_a_sentence(body: str, names: list[str]) -> None:
    assert names_in(body) == names


@given(st.lists(st.text("abn", min_size=1, max_size=6), unique=True, max_size=9), st.integers(0, 9))
@settings(max_examples=25, deadline=None)
def test_letters_are_those_of_all_words_however_they_came(words: list[str], first: int) -> None:
    """Against the plain product of two matrices."""
    lexicon = Lexicon()
    for word in words[:first]:
        lexicon.learn(f":{word}")
    letters = Letters.of(lexicon)
    for word in [*words[first:], "harbour", "trees"]:
        lexicon.learn(f":{word}")
    letters = letters.extended(lexicon)
    for asked in (["harbour"], ["trees", "tree", "bananas"], []):
        some = profile(asked, np.ones(len(asked), np.float32), np.ones(BUCKETS, np.float32))
        plain = grams_of(lexicon.spelled(range(len(lexicon)))).astype(np.float32) @ some.toarray()
        assert np.allclose(letters.spread(some), plain, atol=1e-5)
