"""What people type about a merge."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proposals.forms.shared import TOO_LONG
from proposals.models import Proposal


class ProposeMergeForm(forms.Form):
    """Which of two proposals stays, and why they belong together. Nothing is chosen beforehand."""

    stays = forms.ChoiceField(
        label=gettext_lazy("Which one stays?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose which proposal stays.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Why do they belong together?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "The authors of both proposals read this, and everyone on the page of the merge."
        ),
        error_messages=TOO_LONG,
    )

    def __init__(self, *args: Any, one: Proposal, other: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["stays"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (str(p.number), _("%(number)s: %(title)s") % {"number": p.number, "title": p.title})
            for p in (one, other)
        ]


class ReasonForm(forms.Form):
    """A reason; whether it must be given depends on the act. `joins` goes with a yes."""

    joins = forms.BooleanField(
        label=gettext_lazy("I want to be a co-author of the merged proposal"), required=False
    )

    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=TOO_LONG,
    )
