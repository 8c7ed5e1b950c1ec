"""What people type to confirm who they are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from voting.roll.mailed_codes import DIGITS

LABEL = gettext_lazy("Roll number")
AS_TYPED = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
WHERE = gettext_lazy(
    "Your number on the electoral roll. It is in the letter or e-mail that the city sent you."
)


def roll_number(label: Any = LABEL, **more: Any) -> forms.CharField:
    """Return a field for a roll number."""
    return forms.CharField(label=label, max_length=40, widget=forms.TextInput(attrs=AS_TYPED), **more)


class BirthDateForm(forms.Form):
    """A number and a date of birth."""

    number = roll_number(help_text=WHERE)
    birth_date = forms.DateField(
        label=gettext_lazy("Date of birth"),
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday"}),
        input_formats=["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"],
        error_messages={"invalid": gettext_lazy("Write the date like 1990-05-03 or 3.5.1990.")},
    )


class LetterForm(forms.Form):
    """A voting code."""

    code = forms.CharField(
        label=gettext_lazy("Voting code"),
        help_text=gettext_lazy("22 letters and digits. Dashes and spaces do not matter."),
        max_length=40,
        widget=forms.TextInput(attrs=AS_TYPED),
    )


class NumberForm(forms.Form):
    """The number whose e-mail address gets a code."""

    number = roll_number(help_text=WHERE)


class MailedCodeForm(forms.Form):
    """The code that was mailed."""

    code = forms.CharField(
        label=gettext_lazy("Code from the e-mail"),
        max_length=DIGITS + 4,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}
        ),
    )
