"""Which acts the log knows, how each reads as a sentence, and which of its values are personal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from string import Formatter

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from audit.chain import Json


class UndeclaredAction(LookupError):
    """The action is in no app's `audit_actions`."""


class IncompleteData(ValueError):
    """The data lacks a value that the action's sentence speaks of."""


@dataclass(frozen=True)
class Action:
    """One kind of act.

    `sentence` may name data keys in braces, and `{number}`, which is the number of the target unless the data
    has one. `personal` keys are kept out of the hashed entry. `shown` says how to write a value that is not
    meant for readers as it is (a status code, an amount): it gets all the data and returns text. `small` acts
    (a support, a saved draft) are so many that the page shows them only to readers who ask for them.
    """

    code: str
    sentence: Promise | str
    personal: frozenset[str] = frozenset()
    shown: Mapping[str, Callable[[Mapping[str, Json]], object]] = field(default_factory=dict)
    small: bool = False

    @cached_property
    def speaks_of(self) -> frozenset[str]:
        """The keys that the sentence needs."""
        with override(None):
            return frozenset(
                name for _text, name, _spec, _conv in Formatter().parse(str(self.sentence)) if name
            )

    @property
    def label(self) -> str:
        """The sentence with its values left out, to choose the action from a list."""
        return str(self.sentence).format_map(_Blanks())


_registry: dict[str, Action] = {}


def register(action: Action) -> None:
    """Declare an action. Raises ValueError if the code is taken."""
    if action.code in _registry:
        raise ValueError(f"The audit action {action.code!r} is declared twice.")
    _registry[action.code] = action


def get(code: str) -> Action:
    """The declared action; raises UndeclaredAction if there is none."""
    try:
        return _registry[code]
    except KeyError:
        raise UndeclaredAction(f"Declare the audit action {code!r} in an audit_actions module.") from None


def codes() -> tuple[str, ...]:
    """The codes of all actions, in order."""
    return tuple(sorted(_registry))


def declared() -> list[Action]:
    """All actions, by code."""
    return [_registry[code] for code in codes()]


def check_data(action: Action, data: Mapping[str, Json]) -> None:
    """Raises IncompleteData if the sentence could not be written from `data`."""
    missing = action.speaks_of - set(data) - set(action.shown) - {"number"}
    if missing:
        raise IncompleteData(f"{action.code} needs {', '.join(sorted(missing))}.")


@dataclass(frozen=True)
class EntryData:
    """What a sentence is made from: public data, and the personal values that have not been erased."""

    action: str
    data: Mapping[str, Json]
    personal: Mapping[str, Json] = field(default_factory=dict)
    number: int | None = None


def sentence_for(entry_data: EntryData) -> str:
    """The entry as plain text in the language of the reader."""
    return _sentence(entry_data, str)


def sentence_html_for(entry_data: EntryData) -> SafeString:
    """The entry as HTML: every value stands in <bdi>, so that it cannot turn the sentence around."""
    return mark_safe(
        _sentence(entry_data, lambda value: format_html("<bdi>{}</bdi>", value), conditional_escape)
    )


def _sentence(
    entry: EntryData, mark: Callable[[str], str], frame: Callable[[str], str] = lambda text: text
) -> str:
    action = _registry.get(entry.action)
    if action is None:
        return frame(entry.action)
    values = _Values(action, entry, mark)
    return frame(str(action.sentence)).format_map(values)


class _Blanks(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


class _Values(dict[str, str]):
    """The values of a sentence, written when they are asked for."""

    def __init__(self, action: Action, entry: EntryData, mark: Callable[[str], str]) -> None:
        super().__init__()
        self.action, self.entry, self.mark = action, entry, mark
        self.known = {"number": entry.number, **entry.data, **entry.personal}

    def __missing__(self, key: str) -> str:
        if key in self.action.personal and key not in self.entry.personal:
            return _("[removed]")
        shown = self.action.shown.get(key)
        if shown is None:
            return self.mark(readable(self.known.get(key)))
        try:
            return self.mark(str(shown(self.known)))
        except KeyError:
            return _("[removed]")


def readable(value: Json) -> str:
    """A value of the data as readers expect it: numbers grouped, lists as words."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int):
        return number_format(value, use_l10n=True, force_grouping=True)
    if isinstance(value, list):
        return ", ".join(readable(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {readable(item)}" for key, item in value.items())
    return value
