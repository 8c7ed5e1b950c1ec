"""What changed between two texts, and two changes of one text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.wording import Conflict, Kind, changed, combined, paragraphs

WORDS = st.lists(st.sampled_from(["bench", "tree", "two", "trees", ",", "\n", "été"]), max_size=12).map(
    " ".join
)
LINES = st.lists(st.sampled_from(["a", "b", "c", "d", ""]), max_size=8).map("\n".join)


def told(old: str, new: str) -> list[tuple[str, str]]:
    return [(span.kind.value, span.text) for span in changed(old, new)]


def test_only_the_words_that_changed_are_marked() -> None:
    assert told("Two trees on the north side.", "Two trees on the south side.") == [
        ("same", "Two trees on the "),
        ("removed", "north"),
        ("added", "south"),
        ("same", " side."),
    ]


def test_several_words_in_a_row_are_one_change() -> None:
    assert told("We ask for two plane trees here.", "We ask for four tall trees here.")[1:3] == [
        ("removed", "two plane"),
        ("added", "four tall"),
    ]


def test_a_new_text_is_not_picked_to_pieces() -> None:
    assert told("Shade sails over the sand pit.", "Ein Brunnen, bitte!") == [
        ("removed", "Shade sails over the sand pit."),
        ("added", "Ein Brunnen, bitte!"),
    ]


def test_a_new_paragraph_leaves_the_others_alone() -> None:
    found = paragraphs("One.\n\nThree.", "One.\n\nTwo.\n\nThree.")
    assert [paragraph.is_same for paragraph in found] == [True, False, True]
    assert found[1].spans[0].kind is Kind.ADDED


@given(WORDS, WORDS)
def test_both_texts_can_be_read_out_of_what_changed(old: str, new: str) -> None:
    spans = changed(old, new)
    assert "".join(span.text for span in spans if span.kind is not Kind.ADDED) == old
    assert "".join(span.text for span in spans if span.kind is not Kind.REMOVED) == new


def test_a_text_of_one_word_a_hundred_thousand_times_is_compared_at_once() -> None:
    assert [span.kind for span in changed("x " * 10_000, "x " * 9_999)] == [Kind.REMOVED, Kind.ADDED]
    assert len(paragraphs("x\n" * 10_000, "x\n" * 9_999)) == 1
    with pytest.raises(Conflict):
        combined("x\n" * 10_000, "x\n" * 9_999, "x\n" * 9_998)


def test_changes_of_different_paragraphs_stand_side_by_side() -> None:
    base = "One.\n\nTwo.\n\nThree."
    assert combined(base, "One!\n\nTwo.\n\nThree.", "One.\n\nTwo.\n\nThree!") == "One!\n\nTwo.\n\nThree!"


def test_two_wordings_of_one_sentence_are_for_people_to_decide() -> None:
    with pytest.raises(Conflict):
        combined("Two trees.", "Four trees.", "Six trees.")


@given(LINES, LINES)
def test_who_changed_nothing_changes_nothing(base: str, other: str) -> None:
    assert combined(base, base, other) == combined(base, other, base) == other
    assert combined(base, other, other) == other


@given(LINES, LINES, LINES)
def test_it_does_not_matter_who_came_first(base: str, one: str, other: str) -> None:
    def result(first: str, second: str) -> str | None:
        try:
            return combined(base, first, second)
        except Conflict:
            return None

    assert result(one, other) == result(other, one)
