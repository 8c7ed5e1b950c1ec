"""Changing a published text, suggesting other words, deciding about them, inviting co-authors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proposals.forms.idea import IdeaForm
from proposals.forms.shared import TOO_LONG
from proposals.models import WHY_LETTERS, Proposal


class WordsForm(IdeaForm):
    """New words for a published proposal, and why."""

    reason = forms.CharField(
        label=gettext_lazy("What did you change, and why?"),
        max_length=WHY_LETTERS,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Everyone can read this next to the new version. For example: “Cost added”."),
        error_messages={"required": gettext_lazy("Say what you changed, and why."), **TOO_LONG},
    )

    @staticmethod
    def of(proposal: Proposal) -> dict[str, Any]:
        """Return what the proposal says, with the version that the writer has before them."""
        return {**IdeaForm.of(proposal), "seen": proposal.version}


class SuggestionForm(WordsForm):
    """Other words for somebody else's proposal, and why they are better."""

    def __init__(self, data: QueryDict | None = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        del self.fields["language"]
        reason = self.fields["reason"]
        reason.label = _("Why is this better?")
        reason.help_text = _("The authors read this first.")
        reason.error_messages["required"] = _("Say why this is better.")
        self.fields["body"].label = _("The idea, as you would write it")
        self.fields["body"].help_text = _(
            "Change only what you want to change. The authors see what is different."
        )


class AnswerForm(forms.Form):
    """What the authors say to a suggestion."""

    answer = forms.CharField(
        label=gettext_lazy("Your answer"),
        max_length=WHY_LETTERS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Everyone can read it. To decline, say why."),
        error_messages=TOO_LONG,
    )

    def clean_answer(self) -> str:
        """A no needs a reason."""
        answer = " ".join(str(self.cleaned_data["answer"]).split())
        if self.data.get("act") == "decline" and not answer:
            raise forms.ValidationError(_("Say why you are declining. Someone took the time to help."))
        return answer


class InviteForm(forms.Form):
    """The address of somebody to write with."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy(
            "For someone with an account here. For anyone else, create a link and send it."
        ),
        error_messages={
            "required": gettext_lazy("Write the e-mail address, or create a link."),
            "invalid": gettext_lazy("This is not an e-mail address: one looks like name@example.org."),
        },
    )
