"""A rule and its settings as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from voting.models import Round
from voting.rules import Parameter, get, parameters
from voting.rules.ties import CRITERIA

SAID = frozenset({"choice", "integer", "number"})


@dataclass(frozen=True, slots=True)
class RuleWords:
    """The rule of a round in plain words: title, description, settings, and the order of ties."""

    title: str
    description: str
    settings: tuple[str, ...]
    ties: str


def rule_words(round: Round) -> RuleWords:
    """Return the rule as people read it."""
    return words_of(round.rule, round.rule_parameters)


def words_of(rule_name: str, values: Mapping[str, Any]) -> RuleWords:
    """Return a rule with parameters as people read it. Raises ValueError for an unknown rule."""
    rule = get(rule_name)
    known = {parameter.name: parameter for parameter in parameters(rule_name)}
    settings = tuple(
        f"{_(known[name].help)} {_(known[name].choices.get(value, str(value)))}."
        for name, value in values.items()
        if name in known and known[name].kind in SAID
    )
    chain = values.get("ties", known["ties"].default)
    names = [part.strip() for part in chain.split(",")] if isinstance(chain, str) else list(chain)
    return RuleWords(_(rule.title), _(rule.description), settings, ", ".join(_(CRITERIA[n]) for n in names))


def short_line(rule_name: str, values: Mapping[str, Any]) -> str:
    """Return what tells one candidate of a rule from another: the labels of its own choices."""
    own = get(rule_name).parameters
    return "; ".join(
        _choice(parameter, values[parameter.name]) for parameter in own if _tells(parameter, values)
    )


def _tells(parameter: Parameter, values: Mapping[str, Any]) -> bool:
    return bool(parameter.choices) and values.get(parameter.name) in parameter.choices


def _choice(parameter: Parameter, value: Any) -> str:
    return _(parameter.choices[value])
