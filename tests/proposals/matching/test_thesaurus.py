"""Different words for one thing are one concept, in one language and across several."""

from __future__ import annotations

from collections import Counter

import pytest

from proposals.matching import Document, Index, same_things
from proposals.matching.thesaurus import FOLDER, Thesaurus, concepts, read, thesaurus
from proposals.matching.words import title_words

LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.txt"))
FOUNTAIN, DRINKING, CYCLING, PLAY = range(4)


def meant(forms: list[tuple[int, str]], text: str, code: str = "en") -> Counter[int]:
    """Return the concepts that a small thesaurus finds in a text."""
    return Thesaurus(code, forms).meant(title_words(text))


def test_words_are_compared_by_stem() -> None:
    assert meant([(CYCLING, "bicycle")], "BICYCLES for all, a bicycle's lane") == {CYCLING: 2}


def test_the_longer_phrase_is_meant_and_its_words_are_not() -> None:
    forms = [(FOUNTAIN, "fountain"), (DRINKING, "drinking fountain")]
    assert meant(forms, "Drinking fountains beside the fountain") == {DRINKING: 1, FOUNTAIN: 1}


def test_a_phrase_that_breaks_off_leaves_its_words() -> None:
    assert meant([(DRINKING, "drinking fountain"), (FOUNTAIN, "fountain")], "fountain drinking") == {
        FOUNTAIN: 1
    }


@pytest.mark.parametrize(
    ("form", "word", "found"),
    [
        ("leikkipuist*", "leikkipuistoon", True),
        ("leikkipuist*", "uusleikkipuisto", False),
        ("*puisto", "koirapuisto", True),
        ("*puisto", "koirapuistot", False),
        ("*pyörä*", "kaupunkipyöräasema", True),
        ("*pyörä*", "pyrkiä", False),
    ],
)
def test_compounds_are_found_by_their_parts(form: str, word: str, found: bool) -> None:
    assert meant([(PLAY, form)], word, "fi") == ({PLAY: 1} if found else {})


def test_accents_need_not_be_typed() -> None:
    assert meant([(CYCLING, "carril bici"), (PLAY, "jardín")], "jardin, Carril BICI", "es") == {
        PLAY: 1,
        CYCLING: 1,
    }


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_knows_the_same_concepts(code: str) -> None:
    held = read(FOLDER / f"{code}.txt")
    assert tuple(sorted(held)) == concepts()
    assert list(held) == sorted(held)
    assert not [key for key, forms in held.items() if not forms or len(set(forms)) < len(forms)]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_form_is_found_by_itself(code: str) -> None:
    known = thesaurus(code)
    assert known
    missed = [
        form
        for key, forms in read(FOLDER / f"{code}.txt").items()
        for form in forms
        if concepts().index(key) not in known.meant(title_words(form.replace("*", "")))
    ]
    assert not missed


HARBOUR = [
    Document("toilet", "en", "A public restroom for Mill Lane", ""),
    Document("market", "en", "A public market for Mill Lane", ""),
    Document("aseo", "es", "Baños públicos en la playa", ""),
    *(Document(str(n), "en", f"Idea number {n} for our street", "") for n in range(20)),
]


def about(title: str, lang: str = "en", *, typed: bool = False) -> list[str]:
    """Return what is found on the subject of a title."""
    found = Index.build(HARBOUR).same_subject(Document("?", lang, title, ""), typed=typed)
    assert all(0.6 <= match.score <= 1 for match in found)
    return [match.id for match in found]


def test_one_thing_is_found_in_other_words_and_languages_alone() -> None:
    assert sorted(about("We lack lavatories")) == ["aseo", "toilet"]
    assert sorted(about("Toaleta publiczna", "pl")) == ["aseo", "toilet"]


def test_of_one_subject_the_more_alike_comes_first() -> None:
    assert about("Lavatories for Mill Lane")[0] == "toilet"
    assert about("Aseos públicos en la playa", "es")[0] == "aseo"


def test_a_word_being_typed_is_what_it_may_become() -> None:
    assert "toilet" in about("Public restro", typed=True)
    assert about("Public restro") == []


@pytest.mark.parametrize(
    ("title", "lang"), [("Benkoj en la parko", "eo"), ("Restroom", ""), ("", "en"), ("Oh!", "en")]
)
def test_where_nothing_is_known_nothing_is_found(title: str, lang: str) -> None:
    assert about(title, lang) == []


def test_what_was_added_later_and_what_was_removed() -> None:
    index = Index.build(HARBOUR)
    index.add(Document("late", "en", "Clean lavatories", ""))
    index.remove("toilet")
    asked = Document("late", "en", "Lavatories", "")
    assert [match.id for match in index.same_subject(asked)] == ["aseo"]
    assert {match.id for match in index.same_subject(Document("?", "en", "Lavatories", ""))} == {
        "late",
        "aseo",
    }
    again = Index.load(index.dump())
    assert again.same_subject(asked) == index.same_subject(asked)


def test_what_means_the_same_is_marked_as_a_whole() -> None:
    text = "Más aseos públicos, ¡ya!"
    spans = same_things("Lavatories", "en", text, "es")
    assert [text[start:end] for start, end in spans] == ["aseos públicos"]
    assert same_things("Lavatories", "en", text, "eo") == []


def test_an_index_counted_by_another_thesaurus_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = Index.build(HARBOUR).dump()
    monkeypatch.setattr("proposals.matching.storage.edition", lambda: "another")
    with pytest.raises(ValueError, match="another version"):
        Index.load(stored)
