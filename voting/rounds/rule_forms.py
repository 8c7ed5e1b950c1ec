"""The form of a rule, generated from the registry: one field per parameter, each with its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from voting.rounds.rule_messages import LABELS
from voting.rules import Parameter, Rule, get, parameters, rules
from voting.rules.frame import FRAME_PARAMETERS
from voting.rules.settings import plain_value, read_value
from voting.rules.ties import CRITERIA

TIES = "ties"
LONGEST = 2_000
SEPARATORS = {"groups": ";", "amounts": ";"}


class RuleForm(forms.Form):
    """The parameters of one rule: its own, and those around every rule."""

    def __init__(self, rule_name: str, data: Any = None, *, values: Mapping[str, Any] | None = None) -> None:
        self.rule = get(rule_name)
        self.known = {parameter.name: parameter for parameter in parameters(rule_name)}
        given = values or {}
        initial = {
            name: typed_text(one, given.get(name, default_of(one))) for name, one in self.known.items()
        }
        super().__init__(data, initial=initial, prefix="rule")
        for name, one in self.known.items():
            self.fields[name] = field_of(one, initial[name])

    def clean(self) -> dict[str, Any]:
        """Read every value as the rules do, and say of each that cannot be read why."""
        cleaned: dict[str, Any] = super().clean() or {}
        read = {}
        for name, one in self.known.items():
            if name not in cleaned:
                continue
            try:
                read[name] = plain_value(
                    read_value(one, cleaned[name] if cleaned[name] != "" else empty(one))
                )
            except (ValueError, OverflowError):
                self.add_error(name, _("We cannot read this. The sentence above shows how to write it."))
        return read

    def values(self) -> dict[str, Any]:
        """Return the rule's own parameters, and those around it that differ from their defaults."""
        own = {parameter.name for parameter in self.rule.parameters}
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name in own or value != plain_value(default_of(self.known[name]))
        }

    def own(self) -> Iterator[BoundField]:
        """Yield the fields of the rule itself."""
        yield from (self[parameter.name] for parameter in self.rule.parameters)

    def around(self) -> Iterator[BoundField]:
        """Yield the fields that every rule has."""
        yield from (self[parameter.name] for parameter in FRAME_PARAMETERS)


def default_of(parameter: Parameter) -> Any:
    """Return the default of a parameter; amounts have none of their own."""
    return {} if parameter.default is None else parameter.default


def empty(parameter: Parameter) -> Any:
    """Return what a field left empty stands for."""
    return default_of(parameter)


def typed_text(parameter: Parameter, value: Any) -> Any:
    """Return a value as people type it into the field."""
    if parameter.kind == "flag":
        return value
    plain = value if isinstance(value, str) else plain_value(value)
    if isinstance(plain, dict):
        return ";".join(f"{key}={amount}" for key, amount in plain.items())
    if isinstance(plain, list):
        parts = [",".join(item) if isinstance(item, list) else str(item) for item in plain]
        return SEPARATORS.get(parameter.kind, ",").join(parts)
    return str(plain)


def field_of(parameter: Parameter, value: Any) -> forms.Field:
    """Return the form field of a parameter."""
    told: dict[str, Any] = {
        "label": _(LABELS.get(parameter.name, parameter.name.replace("_", " ").capitalize())),
        "help_text": _(parameter.help),
        "required": False,
    }
    if parameter.name == TIES:
        told["help_text"] = _("What decides between projects that are exactly tied.")
        return forms.ChoiceField(choices=tie_chains(str(value)), **{**told, "required": True})
    if parameter.kind == "choice":
        choices = [(name, _(label)) for name, label in parameter.choices.items()]
        return forms.ChoiceField(choices=choices, **{**told, "required": True})
    if parameter.kind == "flag":
        return forms.BooleanField(**told)
    widget = forms.TextInput(attrs={"spellcheck": "false"})
    return forms.CharField(max_length=LONGEST, widget=widget, **told)


def tie_chains(current: str) -> list[tuple[str, str]]:
    """Return the orders of ties to choose from: one criterion or two, and the one that is set now."""
    names = list(CRITERIA)
    chains: list[tuple[str, ...]] = [(name,) for name in names]
    chains += [pair for pair in permutations(names, 2) if pair[0] != "id" and pair[0] != "lot"]
    chains.append(("cost", "votes", "lot"))
    chain = tuple(part.strip() for part in current.split(",") if part.strip() in CRITERIA)
    if chain and chain not in chains:
        chains.append(chain)
    joint = _(", then ")
    return [(",".join(chain), joint.join(_(CRITERIA[name]) for name in chain)) for chain in chains]


def named_rule(rule: Rule) -> SafeString:
    """Return the name of a rule, which stands out, and the sentence that explains it."""
    return format_html("<b>{}.</b> {}", _(rule.title), _(rule.description))


class RuleChoice(forms.Form):
    """Which rule: every one of the registry, with the sentence that explains it."""

    rule = forms.ChoiceField(widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, rule: str = "") -> None:
        super().__init__(data, initial={"rule": rule})
        field = self.fields["rule"]
        assert isinstance(field, forms.ChoiceField)
        field.label = _("Rule for sharing the money")
        field.choices = [(one.name, named_rule(one)) for one in rules()]
        field.error_messages = {
            "required": _("Choose a rule."),
            "invalid_choice": _("Choose one of these rules."),
        }
