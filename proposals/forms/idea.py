"""Step 1 of writing: the words of an idea."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from proposals.forms.shared import TOO_LONG, SeenForm, flat
from proposals.languages import language_choices
from proposals.models import BODY_LETTERS, Proposal
from proposals.services import DraftFields
from proposals.services.publishing import BODY_LETTERS as LEAST_BODY
from proposals.services.publishing import TITLE_LETTERS, body_too_short, title_too_short


class IdeaForm(SeenForm):
    """Step 1: title, one sentence, text and their language."""

    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=80,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Say what and where, in up to 80 letters. “Benches along the canal path” works better than "
            "“More seating”."
        ),
        error_messages={"required": gettext_lazy("Give your idea a title."), **TOO_LONG},
    )
    summary = forms.CharField(
        label=gettext_lazy("In one sentence"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("This line appears under the title in lists."),
        error_messages=TOO_LONG,
    )
    body = forms.CharField(
        label=gettext_lazy("Your idea"),
        max_length=BODY_LETTERS,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy(
            "What is wrong today, and what should change? Short words help neighbours who read in a "
            "second language."
        ),
        error_messages={"required": gettext_lazy("Describe your idea."), **TOO_LONG},
    )
    language = forms.ChoiceField(label=gettext_lazy("Language you write in"), choices=language_choices)

    def __init__(self, data: QueryDict | None = None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"submission": uuid.uuid4(), **flat(initial)})
        self.finish_later = "later" in self.data
        if self.finish_later:
            self.fields["body"].required = False

    def clean_body(self) -> str:
        """Long enough to be understood, unless it is to be finished later."""
        body = str(self.cleaned_data["body"])
        if len(body) < LEAST_BODY and not self.finish_later:
            raise forms.ValidationError(body_too_short(len(body)))
        return body

    def clean_title(self) -> str:
        """One line, long enough to say something."""
        title = " ".join(str(self.cleaned_data["title"]).split())
        if len(title) < TITLE_LETTERS:
            raise forms.ValidationError(title_too_short(len(title)))
        return title

    def clean_summary(self) -> str:
        """One line."""
        return " ".join(str(self.cleaned_data["summary"]).split())

    def fields_to_save(self) -> DraftFields:
        """Return what the services take; call after `is_valid`."""
        data = self.cleaned_data
        return {
            "title": data["title"], "summary": data["summary"], "body": data["body"],
            "language": data["language"],
        }  # fmt: skip

    @staticmethod
    def of(proposal: Proposal) -> dict[str, Any]:
        """Return what a draft says in this step."""
        return {
            "title": proposal.title, "summary": proposal.summary, "body": proposal.body,
            "language": proposal.language, "seen": proposal.revision,
        }  # fmt: skip
