"""`{% drawn_once %}` draws what its facts say, in the reader's language, and does the work once."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation
from django.utils.safestring import mark_safe

from ui import kept

GREETING = Template("{% load ui %}{% drawn_once who=person %}<b>{{ who }}{{ other }}</b>{% enddrawn_once %}")


class Counted:
    """Something that tells how often it was written."""

    def __init__(self) -> None:
        self.written = 0

    def __str__(self) -> str:
        self.written += 1
        return "words"


def draw(template: Template, **values: Any) -> str:
    return str(template.render(Context(values)))


def test_equal_facts_are_drawn_once() -> None:
    fact = Counted()
    assert [draw(GREETING, person=fact) for _ in range(3)] == ["<b>words</b>"] * 3
    assert fact.written == 1


def test_other_facts_are_drawn_anew() -> None:
    assert draw(GREETING, person="Ana") == "<b>Ana</b>"
    assert draw(GREETING, person="Ben") == "<b>Ben</b>"
    assert draw(GREETING, person=1) == "<b>1</b>"
    assert draw(GREETING, person=True) == "<b>True</b>"


def test_escaped_and_plain_text_are_not_taken_for_each_other() -> None:
    assert draw(GREETING, person=mark_safe("<i>x</i>")) == "<b><i>x</i></b>"
    assert draw(GREETING, person="<i>x</i>") == "<b>&lt;i&gt;x&lt;/i&gt;</b>"


def test_nothing_but_the_facts_is_seen() -> None:
    assert draw(GREETING, person="Ana", other="!") == "<b>Ana</b>"


def test_each_language_has_its_drawing() -> None:
    template = Template("{% load i18n ui %}{% drawn_once %}{% translate 'Reply' %}{% enddrawn_once %}")
    with translation.override("es"):
        spanish = draw(template)
    assert draw(template) == "Reply"
    assert spanish == "Responder"


def test_two_places_with_equal_facts_are_two_drawings() -> None:
    parts = "".join(f"{{% drawn_once n=n %}}{letter}{{{{ n }}}}{{% enddrawn_once %}}" for letter in "ab")
    template = Template("{% load ui %}" + parts)
    assert draw(template, n=1) == "a1b1"


def test_what_cannot_be_hashed_is_refused() -> None:
    with pytest.raises(TypeError):
        draw(GREETING, person=["Ana"])


def test_facts_need_names() -> None:
    with pytest.raises(TemplateSyntaxError, match="facts with their names"):
        Template("{% load ui %}{% drawn_once person %}{% enddrawn_once %}")


def test_the_oldest_drawing_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    kept.drawings.clear()
    monkeypatch.setattr(kept, "MOST", 2)
    first = Counted()
    draw(GREETING, person=first)
    for name in ("a", "b"):
        draw(GREETING, person=name)
    draw(GREETING, person=first)
    assert len(kept.drawings) == 2
    assert first.written == 2
