from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import gettext_lazy, override

from audit import actions
from audit.actions import Action, EntryData, IncompleteData, UndeclaredAction, sentence_for, sentence_html_for
from audit.chain import Json


def said(action: str, **fields: Any) -> str:
    return sentence_for(EntryData(action, **fields))


def test_an_action_is_declared_once() -> None:
    with pytest.raises(ValueError, match=r"notes\.written.*twice"):
        actions.register(Action(code="notes.written", sentence="Again."))


def test_an_undeclared_action_raises() -> None:
    with pytest.raises(UndeclaredAction, match=r"notes\.burnt"):
        actions.get("notes.burnt")


def test_declared_actions_come_in_order() -> None:
    assert [action.code for action in actions.declared()] == ["notes.counted", "notes.moved", "notes.written"]


def test_a_sentence_takes_public_and_personal_values_and_the_number_of_the_target() -> None:
    assert said("notes.written", data={}, personal={"title": "Lamps"}, number=88) == "Wrote note 88: “Lamps”."


def test_an_erased_value_reads_as_removed_in_the_language_of_the_reader() -> None:
    assert said("notes.written", data={}, number=88) == "Wrote note 88: “[removed]”."


def test_numbers_are_grouped_as_the_reader_is_used_to() -> None:
    assert said("notes.counted", data={"count": 12408}) == "Counted 12,408 notes."
    with override("es"):
        assert said("notes.counted", data={"count": 12408}) != "Counted 12,408 notes."


def test_a_value_can_be_written_by_the_app_that_knows_it() -> None:
    assert said("notes.moved", data={"place_code": "attic"}) == "Moved a note to ATTIC."


def test_a_written_value_whose_source_was_erased_reads_as_removed() -> None:
    assert said("notes.moved", data={}) == "Moved a note to [removed]."


def test_an_action_nobody_declares_any_more_still_has_a_line() -> None:
    assert said("notes.burnt", data={"a": 1}) == "notes.burnt"


def test_html_escapes_values_and_keeps_them_from_turning_the_sentence() -> None:
    html = sentence_html_for(EntryData("notes.written", {}, {"title": "<b>{number}</b>"}, 3))
    assert html == "Wrote note <bdi>3</bdi>: “<bdi>&lt;b&gt;{number}&lt;/b&gt;</bdi>”."


def test_html_escapes_the_sentence_itself() -> None:
    actions.register(Action(code="notes.odd", sentence="R&D wrote {count}"))
    assert sentence_html_for(EntryData("notes.odd", {"count": 1})) == "R&amp;D wrote <bdi>1</bdi>"


def test_a_lazy_sentence_is_translated_when_it_is_read() -> None:
    actions.register(Action(code="notes.lazy", sentence=gettext_lazy("Password")))
    with override("es"):
        assert said("notes.lazy", data={}) == "Contraseña"


def test_data_that_cannot_make_the_sentence_is_refused() -> None:
    with pytest.raises(IncompleteData, match="count"):
        actions.check_data(actions.get("notes.counted"), {"other": 1})
    actions.check_data(actions.get("notes.moved"), {"place_code": "x"})


def test_the_label_leaves_the_values_out() -> None:
    assert actions.get("notes.written").label == "Wrote note …: “…”."


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "—"), (True, "yes"), (1234, "1,234"), (["a", 2], "a, 2"), ({"a": 1}, "a: 1"), ("x", "x")],
)
def test_any_value_can_be_read(value: Json, text: str) -> None:
    assert actions.readable(value) == text
