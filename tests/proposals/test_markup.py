"""The few marks of a text: how they look, and that nothing else gets through."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.markup import TAGS, plain, rendered, safe, tidy
from proposals.pasted import from_html


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("One.\nTwo.\n\nThree.", '<p dir="auto">One.<br>Two.</p><p dir="auto">Three.</p>'),
        ("## Why\nIt is hot.", '<h2 dir="auto">Why</h2><p dir="auto">It is hot.</p>'),
        ("### Small", '<h3 dir="auto">Small</h3>'),
        ("- a\n- b", '<ul><li dir="auto">a</li><li dir="auto">b</li></ul>'),
        ("3. c\n4. d", '<ol start="3"><li dir="auto">c</li><li dir="auto">d</li></ol>'),
        ("**all**", '<p dir="auto"><strong>all</strong></p>'),
        ("5 * 3 ** 2", '<p dir="auto">5 * 3 ** 2</p>'),
        ("#tag and a-b", '<p dir="auto">#tag and a-b</p>'),
        ("[x](javascript:alert(1))", '<p dir="auto">[x](javascript:alert(1))</p>'),
        ("<b onload=x>", '<p dir="auto">&lt;b onload=x&gt;</p>'),
        ("", ""),
    ],
)
def test_marks_become_structure_and_everything_else_stays_text(typed: str, shown: str) -> None:
    assert rendered(typed) == shown


def test_links_say_where_they_lead_and_pass_on_no_fame() -> None:
    shown = rendered("[the plan](https://example.org/a?b=1&c=2), https://example.org/x.")
    assert 'href="https://example.org/a?b=1&amp;c=2"' in shown
    assert shown.count('rel="nofollow ugc noopener"') == 2
    assert shown.endswith("</a>.</p>")


@given(st.text(alphabet="ab <>&\"'/*#-1.[]()\n:=jhtps", max_size=80))
def test_no_other_tag_ever_comes_out(typed: str) -> None:
    shown = rendered(typed)
    assert set(re.findall(r"</?([a-z0-9]+)", shown)) <= TAGS
    assert safe(shown) == shown


@given(st.text(max_size=60))
def test_tidying_twice_changes_nothing(typed: str) -> None:
    assert tidy(tidy(typed)) == tidy(typed)


def test_the_words_alone_carry_no_marks() -> None:
    assert (
        plain("## Why\n- **hot** days, see [the plan](https://example.org)") == "Why\nhot days, see the plan"
    )


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<div><h1>Why</h1><ol><li>a<li>b</ol></div>", "## Why\n\n1. a\n1. b"),
        ('<p>See <a href="https://example.org">here</a> <a href="javascript:x">there</a></p>',
         "See [here](https://example.org) there"),
        ("a < b and <i>c</i>", "a < b and <i>c</i>"),
        ("<p>broken <b>bold <script>x", "broken **bold"),
    ],
)  # fmt: skip
def test_pasted_html_keeps_its_structure(pasted: str, kept: str) -> None:
    assert from_html(pasted) == kept
