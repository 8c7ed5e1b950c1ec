"""What staff type about trustees."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from voting.rounds.setup_forms import MOMENT, Moment
from voting.trustees.ceremony import Person


class TrusteeForm(forms.Form):
    """A trustee to be named."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120, help_text=gettext_lazy("Everyone can read it.")
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("The personal link goes there. It is shown to staff only."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the e-mails"), choices=settings.LANGUAGES)

    def person(self) -> Person:
        """Return what was typed."""
        data = self.cleaned_data
        return Person(data["name"], data["email"], data["language"])


class ReasonForm(forms.Form):
    """Why a trustee is taken off the list."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300,
        help_text=gettext_lazy("All trustees are told, and it goes into the public log."),
    )  # fmt: skip


class ReplaceForm(TrusteeForm, ReasonForm):
    """Who takes the place of a trustee, and why."""

    field_order = ("name", "email", "language", "reason")


class DeadlineForm(forms.Form):
    """Until when the trustees should be done."""

    deadline = forms.DateTimeField(
        label=gettext_lazy("Deadline"),
        widget=Moment(format=MOMENT),
        input_formats=[MOMENT],
        required=False,
    )
