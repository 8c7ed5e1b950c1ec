"""What the forms of this room have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

TOO_LONG = {
    "max_length": gettext_lazy(
        "This is too long. Up to %(limit_value)s letters fit. You have %(show_value)s."
    )
}


class SeenForm(forms.Form):
    """A form that remembers what its writer has before them, so that no window overwrites another."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def now_seen(self, number: int) -> None:
        """Note that the writer is shown `number` with this page; sending it again overwrites that."""
        self.retype("seen", str(number))

    def retype(self, name: str, text: str) -> None:
        """Show the form again as if `text` had been typed into the field `name`."""
        data = cast(QueryDict, self.data).copy()
        data[name] = text
        self.data = data


def flat(initial: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return one value per name; what was kept during sign-in comes as lists."""
    return {name: initial[name] for name in initial} if initial else {}
