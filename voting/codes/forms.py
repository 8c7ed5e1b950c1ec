"""The form that issues voting codes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from voting.casting.phrases import count_text
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
    sure = forms.BooleanField(
        label=gettext_lazy("Issue new codes. The earlier ones stop working."), required=False
    )
    about = forms.CharField(widget=forms.HiddenInput, required=False)  # the numbers that `sure` is about

    def clean(self) -> dict[str, Any]:
        """Numbers where numbers are asked for."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("who") == Who.AGAIN and not cleaned.get("first"):
            self.add_error("first", _("Say which roll number gets a new code."))
        return cleaned

    def is_sure(self) -> bool:
        """Whether the second question was asked about these very numbers, and answered."""
        return bool(self.cleaned_data["sure"]) and self.cleaned_data["about"] == self.asked_about()

    def ask(self, people: int) -> None:
        """Ask once more before the codes that so many people have stop working."""
        words = ngettext(
            "%(count)s of these people has a code already. It stops working as soon as you issue a new one: "
            "an earlier letter or e-mail then opens no ballot. Tick here if that is what you want.",
            "%(count)s of these people have codes already. They stop working as soon as you issue new ones: "
            "earlier letters and e-mails then open no ballot. Tick here if that is what you want.",
            people,
        )
        self.add_error("sure", words % {"count": count_text(people)})
        self.data = {**dict(self.data.items()), "about": self.asked_about(), "sure": ""}

    def asked_about(self) -> str:
        """Return the numbers of the form, as one text."""
        return f"{self.cleaned_data['first']}/{self.cleaned_data['last']}"


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
