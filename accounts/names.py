"""Names that people give themselves: any script, no tricks."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django_stubs_ext import StrPromise

# Characters that turn the text around them: right in a text, a trick in a name.
TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F])


def tidy(name: str) -> str:
    """Return the name in composed form, on one line, without characters that turn others around."""
    return " ".join(unicodedata.normalize("NFC", name).translate(TURNING).split())


def is_visible(name: str) -> bool:
    """Return whether there is at least one letter, digit or sign that can be seen."""
    return any(unicodedata.category(letter)[0] in "LNS" for letter in name)


class NameField(forms.CharField):
    """A name of at most `max_length` letters; one that is too long stays in the form and is counted."""

    def __init__(self, *, max_length: int = 60, missing: StrPromise | str = "", **kwargs: Any) -> None:
        messages = {"required": missing} if missing else {}
        super().__init__(max_length=max_length, error_messages=messages, **kwargs)

    def clean(self, value: Any) -> Any:
        """Tidy the name. Raises ValidationError for one that nobody could see."""
        name: str = super().clean(tidy(value) if isinstance(value, str) else value)
        if name and not is_visible(name):
            raise forms.ValidationError(_("Use at least one letter or number."))
        return name
