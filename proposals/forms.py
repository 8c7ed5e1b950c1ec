"""What residents type about a proposal, and the sentences for what does not fit."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import District
from processes.models import Category, Process
from proposals.languages import language_choices
from proposals.models import Proposal
from proposals.services import DraftFields
from proposals.services.publishing import BODY_LETTERS, TITLE_LETTERS, body_too_short, title_too_short
from ui.money import minor_digits

MOST_TAGS = 5
TAG_LETTERS = 40
TOO_LONG = {
    "max_length": gettext_lazy(
        "This is too long. Up to %(limit_value)s letters fit. You have %(show_value)s."
    )
}


def flat(initial: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return one value per name; what was kept during sign-in comes as lists."""
    return {name: initial[name] for name in initial} if initial else {}


class IdeaForm(forms.Form):
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
        help_text=gettext_lazy("This line stands under the title in lists."),
        error_messages=TOO_LONG,
    )
    body = forms.CharField(
        label=gettext_lazy("Your idea"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "What is wrong today, and what should change? Short words help neighbours who read in a second "
            "language."
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
        if len(body) < BODY_LETTERS and not self.finish_later:
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
            "language": proposal.language,
        }  # fmt: skip


class PlaceForm(forms.Form):
    """Step 2: district, address and point; topic, cost and tags. Nothing here is required."""

    district = forms.ModelChoiceField(
        label=gettext_lazy("District"),
        queryset=District.objects.all(),
        required=False,
        empty_label=gettext_lazy("The whole city, or several districts"),
    )
    address = forms.CharField(
        label=gettext_lazy("Address or place"),
        max_length=160,
        required=False,
        help_text=gettext_lazy(
            "Street and number, or a name that neighbours know, such as “Brickyard playground”."
        ),
        error_messages=TOO_LONG,
    )
    latitude = forms.FloatField(required=False, min_value=-90, max_value=90, widget=forms.HiddenInput)
    longitude = forms.FloatField(required=False, min_value=-180, max_value=180, widget=forms.HiddenInput)
    category = forms.ModelChoiceField(
        label=gettext_lazy("Topic"),
        queryset=Category.objects.none(),
        required=False,
        empty_label=gettext_lazy("No topic"),
    )
    cost = forms.DecimalField(
        label=gettext_lazy("Cost, roughly"),
        required=False,
        min_value=0,
        max_digits=12,
        help_text=gettext_lazy("Your best guess. The city works out the real cost later."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages={"invalid": gettext_lazy("Write the cost as a number, such as 55000.")},
    )
    tags = forms.CharField(
        label=gettext_lazy("Tags"),
        required=False,
        max_length=(TAG_LETTERS + 2) * MOST_TAGS,
        help_text=gettext_lazy(
            "Up to five words that help others to find this, with commas: shade, children"
        ),
        error_messages=TOO_LONG,
    )

    def __init__(
        self, data: QueryDict | None = None, *, process: Process, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=flat(initial))
        self.process = process
        topics = self.fields["category"]
        assert isinstance(topics, forms.ModelChoiceField)
        topics.queryset = process.categories.all()
        self.fields["cost"].label = _("Cost, roughly, in %(currency)s") % {"currency": process.currency}
        if not topics.queryset:
            del self.fields["category"]

    def clean_tags(self) -> list[str]:
        """Different words without # and blanks, in lower case."""
        words = [" ".join(word.strip(" #").split()).lower() for word in self.cleaned_data["tags"].split(",")]
        tags = list(dict.fromkeys(word for word in words if word))
        if len(tags) > MOST_TAGS:
            raise forms.ValidationError(_("Five tags are enough. You have %(count)s.") % {"count": len(tags)})
        if any(len(tag) > TAG_LETTERS for tag in tags):
            raise forms.ValidationError(_("A tag is one or two words. Put commas between tags."))
        return tags

    def clean_cost(self) -> int | None:
        """Minor units of the process's currency."""
        amount: Decimal | None = self.cleaned_data["cost"]
        return None if amount is None else int(amount * 10 ** minor_digits(self.process.currency))

    def clean(self) -> dict[str, Any]:
        """Half a point is no point."""
        data = super().clean() or self.cleaned_data
        if data.get("latitude") is None or data.get("longitude") is None:
            data["latitude"] = data["longitude"] = None
        return data

    def fields_to_save(self) -> DraftFields:
        """Return what the services take; call after `is_valid`."""
        data = self.cleaned_data
        return {
            "district": data["district"], "address": data["address"], "latitude": data["latitude"],
            "longitude": data["longitude"], "category": data.get("category"),
            "estimated_cost": data["cost"], "tags": data["tags"],
        }  # fmt: skip

    @staticmethod
    def of(proposal: Proposal) -> dict[str, Any]:
        """Return what a draft says in this step."""
        digits = minor_digits(proposal.process.currency)
        cost = proposal.estimated_cost
        return {
            "district": proposal.district_id, "address": proposal.address, "latitude": proposal.latitude,
            "longitude": proposal.longitude, "category": proposal.category_id,
            "cost": None if cost is None else Decimal(cost) / 10**digits,
            "tags": ", ".join(sorted(tag.name for tag in proposal.tags.all())),
        }  # fmt: skip
