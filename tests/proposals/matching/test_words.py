"""Text becomes words in any language, and repeats are recognised before anything clever."""

from __future__ import annotations

import pytest

from proposals.matching import Document, Index, fingerprint, shared_words
from proposals.matching.words import body_words, stem, title_words
from tests.proposals.matching.texts import PARKS, ask


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p>Trees &amp; <b>shade</b></p>", ["trees", "shade"]),
        ("<script>alert('x')</script>Shade", ["shade"]),
        ("5 < 6 and 7 > 3", ["5", "6", "and", "7", "3"]),
        ("ＦＵＬＬ width ﬁeld", ["full", "width", "field"]),
        ("see https://example.org/trees?x=1 now", ["see", "now"]),
        ("公園增加", ["公園", "園增", "增加"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("🎉🎉 party", ["party"]),
        ("ul. Piłsudskiego 12/14", ["ul", "piłsudskiego", "12", "14"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert title_words(text) == words


def test_stems_meet_across_inflection_and_accents() -> None:
    assert stem("trees", "en") == stem("tree", "en")
    assert stem("peatones", "es") == stem("peatón", "es")
    assert stem("ławka", "") == "ławka"


def test_huge_texts_are_cut() -> None:
    assert len(body_words("word " * 100_000)) == 4_000
    assert len(title_words("word " * 100_000)) == 120
    assert body_words("<script>" * 20_000) == []
    assert len(body_words("<a <!-- &amp" * 20_000)) < 20_000


@pytest.mark.parametrize(
    "query",
    [
        "MORE TREES IN HARBOUR PARK",
        "<h1>More trees</h1> in <i>Harbour Park</i>",
        "more   trees, in harbour-park!!! 🌳",
    ],
)
def test_the_same_in_capitals_mark_up_and_emoji(query: str) -> None:
    """Capitals change no score at all; mark-up and emoji leave no trace either."""
    index = Index.build(PARKS)
    plain = index.similar(Document("?", "en", "More trees in Harbour Park", ""), typed=True)
    assert index.similar(Document("?", "en", query, ""), typed=True) == plain


@pytest.mark.parametrize(
    ("title", "lang", "expected"),
    [
        ("حديقة للأطفال", "ar", "arabic"),
        ("增加公園樹木", "zh", "chinese"),
        ("ΔΕΝΤΡΑ ΠΛΑΤΕΙΑ", "el", "greek"),
        ("Baumpflanzung am Hafen", "de", "baum"),
        ("arbre place marche", "", "arbres"),
        ("Playground", "", "bodiless"),
        ("bicycl", "en", "bikes"),
    ],
)
def test_every_script_and_half_words(title: str, lang: str, expected: str) -> None:
    assert ask(Index.build(PARKS), title, lang=lang, typed=True)[0] == expected


def test_texts_without_words_match_nothing() -> None:
    index = Index.build(PARKS)
    assert ask(index, "🎉 !!! ---") == []
    assert ask(index, "") == []


@pytest.mark.parametrize(
    "variant",
    [
        "more TREES,  in\tharbour park",
        "<p>More <b>trees</b> in</p> Harbour&nbsp;Park.",
        "More trees in Harbour Park",
    ],
)
def test_fingerprints_see_through_dress(variant: str) -> None:
    assert fingerprint(variant) == fingerprint("More trees in Harbour Park")


def test_fingerprints_tell_texts_apart() -> None:
    texts = ["More trees", "More tree", "moretrees", "", "🎉", "🎊", "Lot 4", "Lot 6"]
    assert len({fingerprint(text) for text in texts}) == len(texts)


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("tree planting", "Trees for the park: PLANT!", ["Trees", "PLANT"]),
        ("harb", "The harbour, a Harbinger", ["harbour", "Harbinger"]),
        ("harb ", "The harbour", []),
        ("in the a of", "in the a of", []),
        ("More shade on the playground", "Fence the playground, and more", ["playground"]),
        ("benches in the", "Benches in the theatre", ["Benches"]),
        ("the", "The theatre", []),
        ("thea", "The theatre", ["theatre"]),
        ("公園", "新公園增加樹木", ["新公園增加樹木"]),
        ("route 66", "Route 66 and 67", ["Route", "66"]),
        ("", "anything", []),
    ],
)
def test_shared_words_are_marked_where_they_stand(query: str, text: str, marked: list[str]) -> None:
    lang = "en" if query.isascii() else "zh"
    assert [text[start:end] for start, end in shared_words(query, text, lang)] == marked


@pytest.mark.parametrize(
    ("lang", "query", "text", "marked"),
    [
        ("es", "Bancos para los mayores", "Sombra para todos los bancos", ["bancos"]),
        ("pl", "Drzewa dla wszystkich", "Ławki dla drzew", ["drzew"]),
        ("de", "Bänke für die Straße", "Bäume für die Bänke", ["Bänke"]),
        ("fr", "Des bancs pour tous", "Des arbres pour les bancs", ["bancs"]),
        ("xx", "the bench", "the bench", ["the", "bench"]),
    ],
)
def test_words_that_only_hold_a_sentence_together_are_not_marked(
    lang: str, query: str, text: str, marked: list[str]
) -> None:
    assert [text[start:end] for start, end in shared_words(query, text, lang)] == marked
