"""What people type when they report, and what moderators type when they decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.models import Decision, HouseRule

Outcome = Decision.Outcome
TOO_LONG = _("This is too long. Up to %(limit_value)s letters fit. You have %(show_value)s.")


class ReportForm(forms.Form):
    """Which rule, and what is wrong."""

    rule = forms.ChoiceField(
        label=_("Which house rule does it break?"),
        choices=HouseRule.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a house rule.")},
    )
    note = forms.CharField(
        label=_("What is wrong?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only moderators read this. The author does not learn who reported."),
        error_messages={"max_length": TOO_LONG},
    )


class DecisionForm(forms.Form):
    """Keep, hide or show again; the rule; the note that the author gets. Nothing is chosen beforehand."""

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what to do.")},
    )
    rule = forms.ChoiceField(
        label=_("House rule"),
        choices=[("", _("Choose a rule")), *HouseRule.choices],
        required=False,
        help_text=_("Needed when you hide it."),
    )
    note = forms.CharField(
        label=_("Note to the author"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Say kindly what the rule protects and what would be fine. If you keep it, no note is needed."
        ),
        error_messages={"max_length": TOO_LONG},
    )

    def offer(self, outcomes: tuple[Outcome, ...]) -> None:
        """Show only these decisions. All are accepted: one that comes too late gets its own sentence."""
        widget = self.fields["outcome"].widget
        assert isinstance(widget, forms.RadioSelect)
        widget.choices = [(outcome.value, outcome.label) for outcome in outcomes]
        if outcomes == (Outcome.RESTORE,):
            self.fields["note"].help_text = _("Say why it is visible again.")

    def clean(self) -> dict[str, Any]:
        """Hiding needs a rule and a note; showing again needs a note."""
        data = super().clean() or self.cleaned_data
        outcome = data.get("outcome")
        if outcome == Outcome.HIDE and not data.get("rule"):
            self.add_error("rule", _("Choose the rule that it breaks."))
        if outcome in {Outcome.HIDE, Outcome.RESTORE} and "note" in data and not data["note"]:
            self.add_error("note", _("Write the author a line or two."))
        return data

    def rule_chosen(self) -> HouseRule | None:
        """The rule, if one was chosen; call after `is_valid`."""
        return HouseRule(self.cleaned_data["rule"]) if self.cleaned_data["rule"] else None
