"""The languages people may say they write in: the site's own first, then all that Django can name."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

Choices = list[tuple[str | StrPromise, list[tuple[str, str]]]]


@cache
def language_choices() -> Choices:
    """Return the choices of a language field, each language in its own words."""
    own = [code for code, _name in settings.LANGUAGES]
    names = {code: info["name_local"] for code, info in LANG_INFO.items() if "name_local" in info}
    others = sorted((name, code) for code, name in names.items() if code not in own and len(code) <= 10)
    return [
        (_("Languages of this site"), [(code, named(code)) for code in own]),
        (_("Other languages"), [(code, _capital(name)) for name, code in others]),
    ]


def is_language(code: str) -> bool:
    """Return whether a form would take this code."""
    return any(code == known for _group, choices in language_choices() for known, _name in choices)


def named(code: str) -> str:
    """Return the name of a language in its own words; its code where nobody knows it."""
    info = LANG_INFO.get(code) or LANG_INFO.get(code.split("-", maxsplit=1)[0]) or {}
    return _capital(str(info.get("name_local", code)))


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
