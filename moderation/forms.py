"""What people type when they report or appeal, and what moderators type when they decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.models import Appeal, Case, Decision, HouseRule
from ui.text import says_something

Outcome = Decision.Outcome
TOO_LONG = _("This is too long. Up to %(limit_value)s letters fit. You have %(show_value)s.")
NOTED = frozenset({Outcome.HIDE, Outcome.RESTORE, Outcome.UPHOLD})


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


class AppealForm(forms.Form):
    """Why it should be visible again, in the author's own words."""

    text = forms.CharField(
        label=_("Why should it be visible again?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Only moderators read this."),
        error_messages={
            "max_length": TOO_LONG,
            "required": _("Write a line or two first. The field is empty."),
        },
    )

    def clean_text(self) -> str:
        """Return the words; refuse what nobody can see."""
        text: str = self.cleaned_data["text"]
        if not says_something(text):
            raise forms.ValidationError(self.fields["text"].error_messages["required"], code="required")
        return text


class AppealManyForm(AppealForm):
    """The same words for several decisions, which are ticked in a list."""

    decision = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Tick what you want to appeal against.")}
    )

    def __init__(self, *args: Any, decisions: list[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["decision"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(decision.pk, str(decision.pk)) for decision in decisions]
        self.fields["text"].label = _("Why should they be visible again?")


class DecisionForm(forms.Form):
    """Keep, hide or show again; the rule; the note that the author gets. Nothing is chosen beforehand.

    `seen` is how many decisions there were when the form was shown.
    """

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
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def offer(self, outcomes: tuple[Outcome, ...]) -> None:
        """Show only these decisions. All are accepted: one that comes too late gets its own sentence."""
        widget = self.fields["outcome"].widget
        assert isinstance(widget, forms.RadioSelect)
        widget.choices = [(outcome.value, outcome.label) for outcome in outcomes]
        if outcomes == (Outcome.RESTORE,):
            self.fields["note"].help_text = _("Say why it is visible again.")
        if Outcome.UPHOLD in outcomes:
            self.fields["note"].help_text = _("Answer what the author says. They get this note.")

    def clean(self) -> dict[str, Any]:
        """Hiding needs a rule and a note; showing again and keeping hidden need a note."""
        data = super().clean() or self.cleaned_data
        outcome = data.get("outcome")
        if outcome == Outcome.HIDE and not data.get("rule"):
            self.add_error("rule", _("Choose the rule that it breaks."))
        if outcome in NOTED and "note" in data and not says_something(data["note"]):
            self.add_error("note", _("Write the author a line or two."))
        return data

    def rule_chosen(self) -> HouseRule | None:
        """The rule, if one was chosen; call after `is_valid`."""
        return HouseRule(self.cleaned_data["rule"]) if self.cleaned_data["rule"] else None


class ManyForm(DecisionForm):
    """One decision for several cases, which are ticked in a list."""

    case = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Tick what you want to decide about.")}
    )

    def __init__(self, *args: Any, cases: list[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["case"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(case.pk, str(case.pk)) for case in cases]
        self.offer((Outcome.KEEP, Outcome.HIDE))


class HideAllForm(forms.Form):
    """The rule that everything by an account breaks, and the note that its holder gets."""

    rule = forms.ChoiceField(
        label=_("House rule"),
        choices=[("", _("Choose a rule")), *HouseRule.choices],
        error_messages={"required": _("Choose the rule that it breaks.")},
    )
    note = forms.CharField(
        label=_("Note to the author"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The author gets it once for all of them, and can appeal."),
        error_messages={"required": _("Write the author a line or two."), "max_length": TOO_LONG},
    )

    def clean_note(self) -> str:
        """Return the note; refuse what nobody can see."""
        note: str = self.cleaned_data["note"]
        if not says_something(note):
            raise forms.ValidationError(self.fields["note"].error_messages["required"], code="required")
        return note


def outcomes_for(case: Case, may_uphold: bool, appeal: Appeal | None) -> tuple[Outcome, ...]:
    """Return the decisions that change something in an open case."""
    if appeal:
        return (Outcome.UPHOLD, Outcome.RESTORE) if may_uphold else (Outcome.RESTORE,)
    if case.thing.is_hidden:
        return (Outcome.RESTORE,)
    return (Outcome.KEEP,) if case.thing.is_deleted else (Outcome.KEEP, Outcome.HIDE)
