"""What council staff type about a proposal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from proposals.forms.shared import TOO_LONG
from proposals.languages import language_choices
from proposals.lifecycle import Status, can_move
from proposals.models import REASON_LETTERS, STATUS_LABELS, Proposal
from proposals.permissions import MOVES


class AnswerForm(forms.Form):
    """The city's answer: one clear headline, the reasons, and who signs."""

    headline = forms.CharField(
        label=_("Headline"),
        max_length=120,
        help_text=_("The answer in one line, such as “We will cost this. One question is open.”"),
        error_messages={"required": _("Give the answer a headline."), **TOO_LONG},
    )
    body = forms.CharField(
        label=_("Answer"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": _("Write the answer."), **TOO_LONG},
    )
    department = forms.CharField(
        label=_("Department"),
        max_length=120,
        error_messages={"required": _("Name the department."), **TOO_LONG},
    )
    signatory = forms.CharField(
        label=_("Signed by"), max_length=120, error_messages={"required": _("Say who signs."), **TOO_LONG}
    )
    signatory_title = forms.CharField(
        label=pgettext_lazy("position of a person", "Office"),
        max_length=160,
        required=False,
        error_messages=TOO_LONG,
    )
    reference = forms.CharField(label=_("Reference"), max_length=40, required=False, error_messages=TOO_LONG)
    language = forms.ChoiceField(label=_("Language of the answer"), choices=language_choices)


class MoveForm(forms.Form):
    """The next status, out of those that the lifecycle allows."""

    to = forms.ChoiceField(label=_("New status"), error_messages={"required": _("Choose the new status.")})
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LETTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everyone can read it. A refusal needs one."),
        error_messages=TOO_LONG,
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        old = Status(proposal.status)
        choices = [
            (new.value, STATUS_LABELS[new])
            for new in MOVES
            if can_move(old, new) and Status.MERGED not in {old, new}
        ]
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose")), *choices] if choices else []
