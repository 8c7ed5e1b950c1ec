"""Step 2 of writing: where it is, and what helps others to find and judge it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import District
from processes.models import Category, Process
from proposals.forms.shared import TOO_LONG, SeenForm, flat
from proposals.models import Proposal
from proposals.services import DraftFields
from ui.money import minor_digits
from ui.money_fields import MoneyField

MOST_TAGS = 5
TAG_LETTERS = 40


def tags_in(text: str) -> list[str]:
    """Return the different tags between the commas of `text`: no # and extra blanks, in lower case."""
    text = unicodedata.normalize("NFC", text.replace(";", ","))
    words = [" ".join(word.strip(" #").split()).lower() for word in text.split(",")]
    return list(dict.fromkeys(word for word in words if word))


class InLanguage(forms.Select):
    """A choice between names that staff gave, which carry their `language`; "none of them" is the page's."""

    language = ""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return one option, with its language where it is a name."""
        option = super().create_option(name, value, *args, **kwargs)
        if value:
            option["attrs"]["lang"] = self.language
        return option


class PlaceForm(SeenForm):
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
        widget=InLanguage,
    )
    cost = MoneyField(
        label=gettext_lazy("Cost, roughly"),
        required=False,
        max_digits=12,
        help_text=gettext_lazy("Your best guess. The city works out the real cost later."),
        error_messages={"invalid": gettext_lazy("Write the cost as a number, such as 55000.")},
    )
    tags = forms.CharField(
        label=gettext_lazy("Tags"),
        required=False,
        help_text=gettext_lazy(
            "Up to five words that help others find this, with commas between them: shade, children"
        ),
    )

    def __init__(
        self, data: QueryDict | None = None, *, process: Process, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=flat(initial))
        self.process = process
        topics = self.fields["category"]
        assert isinstance(topics, forms.ModelChoiceField)
        topics.queryset = process.categories.all()
        assert isinstance(topics.widget, InLanguage)
        topics.widget.language = process.language
        cost = self.fields["cost"]
        assert isinstance(cost, MoneyField)
        cost.digits = minor_digits(process.currency)
        cost.label = _("Cost, roughly, in %(currency)s") % {"currency": process.currency}
        if not topics.queryset:
            del self.fields["category"]

    def clean_tags(self) -> list[str]:
        """Different words without # and blanks, in lower case."""
        tags = tags_in(self.cleaned_data["tags"])
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
            "tags": ", ".join(sorted(tag.name for tag in proposal.tags.all())), "seen": proposal.revision,
        }  # fmt: skip
