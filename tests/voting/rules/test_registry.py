"""The list of rules, and the documentation generated from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from voting.rules import registry, rules
from voting.rules.contest import Contest, Count
from voting.rules.greedy import Greedy
from voting.rules.manual import document
from voting.rules.outcome import Outcome, Step

DOCS = Path(__file__).resolve().parents[3] / "docs" / "rules.md"


@pytest.fixture
def restored() -> Iterator[None]:
    before = dict(registry._RULES)
    yield
    registry._RULES.clear()
    registry._RULES.update(before)


def test_two_rules_cannot_share_a_name(restored: None) -> None:
    def count(contest: Contest, settings: Greedy) -> Count:
        return Count()

    register = registry.rule("draft", title="Draft", description="Nothing wins.", settings=Greedy)
    assert register(count) is count
    with pytest.raises(ValueError, match="two rules named 'draft'"):
        register(count)


def test_an_unknown_rule_is_named() -> None:
    with pytest.raises(ValueError, match="no rule is named 'dice'"):
        registry.get("dice")


def test_the_generated_part_of_the_documentation_is_current() -> None:
    text = DOCS.read_text(encoding="utf-8")
    begin, end = "<!-- generated: python -m voting.rules.manual -->\n", "<!-- end of generated part -->"
    assert text.split(begin)[1].split(end)[0] == document()


def test_the_documentation_names_every_rule_and_every_key_of_the_record() -> None:
    text = DOCS.read_text(encoding="utf-8")
    for rule in rules():
        assert f"`{rule.name}`" in text
    renamed = {"selected": "winners", "budget": "totals", "spent": "totals", "voters": "totals"}
    for item in (*fields(Outcome), *fields(Step)):
        assert f"`{renamed.get(item.name, item.name)}`" in text, item.name
