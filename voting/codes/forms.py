"""The form that issues voting codes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voting.codes.issuing import Who
from voting.codes.letters import LETTERS_AT_ONCE
from voting.codes.mailing import MAILS_AT_ONCE
from voting.codes.merge_table import CODES_AT_ONCE
from voting.roll.identity_forms import roll_number

LETTER, TABLE, MAIL = "letter", "table", "mail"
AT_ONCE = {LETTER: LETTERS_AT_ONCE, TABLE: CODES_AT_ONCE, MAIL: MAILS_AT_ONCE}
WHO = (
    (Who.NO_ACCOUNT.value, gettext_lazy("People with neither an account nor a code")),
    (Who.ALL.value, gettext_lazy("Everyone without a code, including people with an account")),
    (Who.AGAIN.value, gettext_lazy("Certain roll numbers again, for a lost letter or a lost file")),
)
HOW = (
    (LETTER, gettext_lazy("Letters to print (PDF, 1,000 at a time)")),
    (TABLE, gettext_lazy("A table for mail merge (CSV, 5,000 at a time)")),
    (MAIL, gettext_lazy("E-mails to those with an address (1,000 at a time)")),
)


class IssueForm(forms.Form):
    """Whose codes, and how they reach them. `mark` says what had been issued when the page was made."""

    who = forms.ChoiceField(
        label=gettext_lazy("Who gets a code"), choices=WHO, widget=forms.RadioSelect, initial=WHO[0][0]
    )
    first = roll_number(gettext_lazy("First roll number"), required=False)
    last = roll_number(
        gettext_lazy("Last roll number"), required=False,
        help_text=gettext_lazy("Leave it empty for one roll number alone."),
    )  # fmt: skip
    how = forms.ChoiceField(
        label=gettext_lazy("How it reaches them"), choices=HOW, widget=forms.RadioSelect, initial=LETTER
    )
    mark = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Numbers where numbers are asked for."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("who") == Who.AGAIN and not cleaned.get("first"):
            self.add_error("first", _("Say which roll number gets a new code."))
        return cleaned


class KeysForm(forms.Form):
    """A table of public keys that were made outside."""

    file = forms.FileField(
        label=gettext_lazy("Public keys"),
        help_text=gettext_lazy("The CSV file with the columns reference and public_key."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty."),
        },
    )
