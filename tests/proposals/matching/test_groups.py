"""Close pairs are likely duplicates; themes are bounded groups that keep their names."""

from __future__ import annotations

import numpy as np
import pytest

from proposals.matching import Document, Index, close_pairs, themes
from proposals.matching.index import Near
from proposals.matching.marks import Marks
from proposals.matching.pairs import chance
from proposals.matching.themes import LARGEST, named
from tests.proposals.matching.texts import PARKS

SCHOOLS = [
    Document(f"school{n}", "en", f"New windows for primary school {n}", f"Replace the windows of school {n}.")
    for n in range(40)
]
SAME = Document("same", "en", "More trees in Harbour Park!", "Shade in summer, and birds come back")


def found(*documents: Document) -> dict[tuple[str, str], float]:
    """Return the close pairs of documents with their scores."""
    return {(pair.first, pair.second): pair.score for pair in close_pairs(Index.build(documents))}


def test_a_repeat_is_the_first_pair() -> None:
    pairs = close_pairs(Index.build([*PARKS, SAME]))
    assert (pairs[0].first, pairs[0].second) == ("same", "trees")
    assert pairs[0].score == 1.0
    assert [pair.score for pair in pairs] == sorted((pair.score for pair in pairs), reverse=True)
    assert all(pair.first < pair.second for pair in pairs)


def test_different_ideas_are_no_pairs() -> None:
    assert found(*PARKS[2:6], *PARKS[8:]) == {}


def test_pairs_of_one_document() -> None:
    index = Index.build([*PARKS, SAME])
    every = close_pairs(index)
    assert close_pairs(index, of="trees") == [pair for pair in every if "trees" in (pair.first, pair.second)]
    assert close_pairs(index, of="nobody") == []


def test_pairs_of_a_document_just_added() -> None:
    index = Index.build(PARKS)
    index.add(SAME)
    assert close_pairs(index, of="same")[0].first == "same"


def test_a_series_is_not_a_heap_of_duplicates() -> None:
    assert found(*SCHOOLS) == {}


@pytest.mark.parametrize(
    ("mine", "yours", "apart"),
    [
        ({"i"}, {"ii"}, True),
        ({"4"}, {"6"}, True),
        ({"4", "2026"}, {"6", "2026"}, True),
        ({"4"}, {"4"}, False),
        ({"4"}, set(), False),
        (set(), set(), False),
    ],
)
def test_numerals_tell_stages_apart(mine: set[str], yours: set[str], apart: bool) -> None:
    """Only numerals that each has and the other has not: one text may well say more than the other."""

    def score(*numerals: set[str]) -> float:
        one, other = (
            Marks({1, 2, 3}, some, set(), set(), "", np.array([np.nan, np.nan])) for some in numerals
        )
        return chance(0.6, Near("a", 0.2, {}), Near("b", 0.2, {}), one, other)

    assert (score(mine, yours) < score(set(), set())) is apart


def test_numerals_are_read_from_titles() -> None:
    index = Index.build([Document("a", "en", "Mill Lane, stage IV, lot 12b of 3", "In 2026")])
    assert index.marks(["a"])["a"].numerals == {"iv", "12b", "3"}


def test_places_and_categories_count() -> None:
    def score(**other: object) -> float:
        here = Document("a", "en", "A swing for the playground", "Children wait", "play", (54.1, 9.3))
        there = Document("b", "en", "Swings on our playground", "They queue", **{"category": "play", **other})  # type: ignore[arg-type]
        return found(here, there, *PARKS).get(("a", "b"), 0.0)

    assert score(place=(54.1001, 9.3001)) > score() > score(place=(54.3, 9.3))
    assert score() > score(category="roads")


def test_every_document_has_a_theme_and_none_is_too_large() -> None:
    many = [
        Document(f"{n}", "en", "More bicycle lanes for the city", "safe lanes") for n in range(3 * LARGEST)
    ]
    given = themes([*many, *PARKS])
    assert given.keys() == {document.id for document in [*many, *PARKS]}
    sizes = [list(given.values()).count(theme) for theme in set(given.values())]
    assert max(sizes) <= LARGEST
    assert given["trees"] != given["0"]


def test_like_things_share_a_theme() -> None:
    given = themes(Index.build(PARKS))
    assert given["trees"] == given["trees-too"] != given["library"]


def test_themes_do_not_hang_on_the_order() -> None:
    assert themes(PARKS) == themes(list(reversed(PARKS)))
    assert themes([]) == {}


def test_themes_keep_their_names_when_a_proposal_comes_and_another_goes() -> None:
    before = themes(PARKS)
    after = themes([*PARKS[1:], SAME], previous=before)
    assert all(after[document.id] == before[document.id] for document in PARKS[1:])
    assert after["same"] == before["trees-too"]


def test_a_theme_that_splits_leaves_its_name_with_the_larger_part() -> None:
    before = dict.fromkeys("abcde", "t1") | {"f": "t2"}
    after = named([["a", "b"], ["c", "d", "e"], ["f"]], before)
    assert {after[id] for id in "cde"} == {"t1"}
    assert after["a"] == after["b"] not in ("t1", "t2")
    assert after["f"] == "t2"


def test_two_themes_that_join_take_the_name_of_the_larger() -> None:
    before = {"a": "t1", "b": "t2", "c": "t2"}
    assert set(named([["a", "b", "c"]], before).values()) == {"t2"}


def test_a_name_that_was_is_not_given_to_something_else() -> None:
    first = named([["a", "b"]], {})
    again = named([["a"], ["b"]], first)
    assert len(set(again.values())) == 2
    assert again["a"] == first["a"]
