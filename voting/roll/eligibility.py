"""How somebody proves to be a person on the electoral roll: a registry of eligibility sources.

A source is a function with the decorator `eligibility_source`. The page "Confirm who you are" offers every
source that the round has the means for, and links the account to the line of the roll that the source finds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from voting.models import RollEntry, Round

Found = RollEntry | HttpResponse | None
Finder = Callable[[HttpRequest, Round, Mapping[str, Any]], Found]
FormOf = Callable[[HttpRequest, Round], type[forms.Form]]


@dataclass(frozen=True, slots=True)
class Source:
    """One way to prove it. `find` gets what was typed and returns the line of the roll, None where nothing
    fits, or a response where more is to be asked. `form` chooses the fields by how far the person is; a
    source with an `address` has none, as its way begins there.
    """

    key: str
    title: Any
    hint: Any
    offered: Callable[[Round], bool]
    find: Finder
    form: FormOf | None = None
    address: Callable[[Round], str] | None = None


_sources: dict[str, Source] = {}


def eligibility_source(
    key: str, *, title: Any, hint: Any, offered: Callable[[Round], bool], **more: Any
) -> Callable[[Finder], Finder]:
    """Register a source under `key`, which is part of its address; `more` is its form or its address. Raises
    ValueError if the key is taken.
    """

    def decorate(find: Finder) -> Finder:
        if key in _sources:
            raise ValueError(f"The eligibility source {key!r} is registered twice.")
        _sources[key] = Source(key, title, hint, offered, find, **more)
        return find

    return decorate


def sources() -> list[Source]:
    """Return every source, in the order of registration."""
    return list(_sources.values())


def sources_of(round: Round) -> list[Source]:
    """Return the sources that a round has the means for."""
    return [source for source in _sources.values() if source.offered(round)]
