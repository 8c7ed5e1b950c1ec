"""What council staff type about a proposal."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from proposals.forms.shared import TOO_LONG
from proposals.languages import language_choices
from proposals.lifecycle import Status, can_move
from proposals.models import REASON_LETTERS, STATUS_LABELS, Proposal
from proposals.permissions import MOVES
from ui.money import minor_digits
from ui.money_fields import MoneyField


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


class CostForm(forms.Form):
    """What the city found that a proposal costs, in whole units of the currency."""

    cost = MoneyField(
        max_digits=15,
        label=_("What it costs"),
        help_text=_("Residents read it as the city's figure, and it is the cost on the ballot."),
        error_messages={"required": _("Write what it costs.")},
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        digits = minor_digits(proposal.process.currency)
        self.unit = 10**digits
        if proposal.city_cost is not None:
            kwargs["initial"] = {"cost": Decimal(proposal.city_cost) / self.unit, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        field = self.fields["cost"]
        assert isinstance(field, MoneyField)
        field.digits = digits
        words = {"label": field.label, "currency": proposal.process.currency}
        field.label = gettext("%(label)s, in %(currency)s") % words

    def amount(self) -> int:
        """Return what was typed, in minor units."""
        return int(self.cleaned_data["cost"] * self.unit)


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
