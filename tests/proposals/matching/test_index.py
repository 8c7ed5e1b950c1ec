"""An index answers the same however it came about, and bears every kind of text."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proposals.matching import Document, Index, Match
from proposals.matching.lexicon import Floats
from tests.proposals.matching.texts import PARKS, ask, near

documents = st.builds(
    Document,
    id=st.text("abcdef", min_size=1, max_size=3),
    lang=st.sampled_from(["en", "pt-BR", "", "zh", "klingon"]),
    title=st.text(max_size=30),
    body=st.text(max_size=60),
)


def test_finds_what_says_the_same_in_other_words() -> None:
    assert ask(Index.build(PARKS), "Planting more trees at the harbour", "summer shade")[:2] == [
        "trees-too",
        "trees",
    ]


def test_never_returns_the_query_itself() -> None:
    index = Index.build(PARKS)
    for document in PARKS:
        assert document.id not in [match.id for match in index.similar(document, top=100)]


def test_scores_fall_and_lie_between_nought_and_one() -> None:
    scores = [match.score for match in Index.build(PARKS).similar(PARKS[0], top=100)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_a_repeat_scores_one_however_many_there_are() -> None:
    repeats = [Document(f"again{n}", "en", PARKS[0].title, PARKS[0].body) for n in range(8)]
    found = Index.build([*PARKS, *repeats]).similar(PARKS[0], top=8)
    assert {match.id for match in found} == {repeat.id for repeat in repeats}
    assert all(match.score > 0.99 for match in found)


def test_adding_one_by_one_is_building() -> None:
    built, grown = Index.build(PARKS), Index.build([])
    for document in PARKS:
        grown.add(document)
    assert built.dump() == grown.dump()
    assert all(built.similar(d) == grown.similar(d) for d in PARKS)


def test_what_was_added_is_found_at_once_beside_what_was_built() -> None:
    index = Index.build(PARKS[2:])
    index.add(PARKS[0])
    index.add(PARKS[1])
    assert next(match.id for match in index.similar(PARKS[0])) == "trees-too"
    assert ask(index, "harbor park tree", typed=True)[:2] in (["trees", "trees-too"], ["trees-too", "trees"])


def test_a_large_delta_is_folded_in() -> None:
    """Past the threshold an index grown by adding is the index that would have been built."""
    many = [Document(f"d{n:03}", "en", f"Idea {n} for street {n % 7}", "text " * (n % 5)) for n in range(110)]
    grown = Index.build(many[:70])
    for document in many[70:]:
        grown.add(document)
    built = Index.build(many)
    asked = Document("?", "en", many[3].title, many[3].body)
    assert near(grown.similar(asked, top=1), built.similar(asked, top=1), tolerance=0.1)
    assert grown.dump() == built.dump()


def test_adding_the_same_id_replaces() -> None:
    index = Index.build(PARKS)
    index.add(Document("trees", "en", "A skating rink", "Ice in winter"))
    assert len(index) == len(PARKS)
    assert ask(index, "A skating rink", "Ice in winter")[0] == "trees"
    assert "trees" not in ask(index, "Harbour Park shade birds")


def test_removing_forgets_and_unknown_ids_are_fine() -> None:
    index = Index.build(PARKS)
    index.remove("trees-too")
    index.remove("nobody")
    assert "trees-too" not in index
    assert len(index) == len(PARKS) - 1
    assert "trees-too" not in [match.id for match in index.similar(PARKS[0], top=100)]
    without = Index.build([d for d in PARKS if d.id != "trees-too"])
    assert index.dump() == without.dump()


def test_order_makes_no_difference() -> None:
    shuffled = random.Random(3).sample(PARKS, len(PARKS))
    assert Index.build(shuffled).dump() == Index.build(PARKS).dump()


def test_survives_storage() -> None:
    index = Index.build(PARKS)
    index.add(Document("late", "pl", "Ławki nad kanałem", "dla seniorów"))
    again = Index.load(index.dump())
    assert all(index.similar(d) == again.similar(d) for d in PARKS)
    assert "late" in again
    assert again.dump() == index.dump()


@pytest.mark.parametrize("junk", [b"", b"PK\x03\x04", b"\x80\x04K\x01.", b'{"ids": []}'])
def test_bytes_that_are_no_index_are_refused(junk: bytes) -> None:
    with pytest.raises(ValueError, match="not an index"):
        Index.load(junk)


def test_nothing_is_found_in_nothing() -> None:
    index = Index.build([])
    assert index.similar(PARKS[0]) == []
    assert len(Index.load(index.dump())) == 0
    assert Index.build(PARKS).similar(PARKS[0], top=0) == []


@given(st.lists(documents, max_size=8), documents)
@settings(max_examples=15, deadline=None)
def test_any_text_is_borne(corpus: list[Document], query: Document) -> None:
    index = Index.build(corpus)
    found = index.similar(query, top=5)
    assert found == Index.build(reversed(list({d.id: d for d in corpus}.values()))).similar(query, top=5)
    assert all(np.isfinite(match.score) and match.id != query.id for match in found)
    index.add(query)
    assert query.id in index


def test_another_scorer_can_be_put_in() -> None:
    class Backwards:
        def __call__(self, query: Document, ids: Sequence[str], own: Floats, *, typed: bool) -> Floats:
            return np.array([1.0 if id == "library" else 0.0 for id in ids], dtype=np.float32)

    assert Index.build(PARKS, scorer=Backwards()).similar(PARKS[0]) == [Match("library", 1.0)]
