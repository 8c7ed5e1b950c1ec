"""Forms that open a process and change what it says about itself."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from decimal import Decimal
from typing import Any

from django import forms
from django.urls import Resolver404, resolve
from django.utils.text import slugify
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.forms import languages
from pages.models import ContentPage
from processes.models import Process
from ui.money import minor_digits
from ui.money_fields import MoneyField

Typed = MutableMapping[str, Any]
SLUG_LETTERS = 60
TOPIC_LETTERS = 80
SERVED_ELSEWHERE = frozenset({"static", "ws", "health"})
"""What is answered before any route is asked for."""
OWN_ADDRESSES = ("page", "process")
"""The names of the routes of a process, for everyone and on the desk; whatever has another one is taken."""


class DetailsForm(forms.Form):
    """What a process says about itself, with its money in whole units and its topics a line each."""

    title = forms.CharField(
        max_length=120,
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("Such as “Neighbourhood budget 2030”."),
    )
    summary = forms.CharField(
        max_length=600,
        label=gettext_lazy("What it is about"),
        help_text=gettext_lazy("Two or three sentences: what can be decided, who may take part."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    topics = forms.CharField(
        required=False,
        label=gettext_lazy("Topics"),
        help_text=gettext_lazy("One on each line, such as “Parks”. Residents choose one for their proposal."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    support_threshold = forms.IntegerField(
        min_value=1,
        max_value=1_000_000,
        label=gettext_lazy("Supporters needed"),
        help_text=gettext_lazy("A proposal with this many supporters goes to the city check."),
    )
    largest_cost = MoneyField(
        required=False,
        max_digits=15,
        label=gettext_lazy("Largest project"),
        help_text=gettext_lazy("What one project may cost at most. Leave it empty if there is no limit."),
    )
    minimum_age = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=120,
        label=gettext_lazy("Minimum age to vote"),
        help_text=gettext_lazy("On the last day of a vote. Leave it empty if there is none."),
    )

    def __init__(
        self, *, counted_in: str, data: Typed | None = None, initial: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.counted_in = counted_in
        largest = self.fields["largest_cost"]
        assert isinstance(largest, MoneyField)
        largest.digits = minor_digits(counted_in)

    def clean_topics(self) -> list[str]:
        """Return the topics. Raises ValidationError for one that is too long or there twice."""
        names = [" ".join(line.split()) for line in self.cleaned_data["topics"].splitlines()]
        names = [name for name in names if name]
        for name in names:
            if len(name) > TOPIC_LETTERS:
                text = _("“%(name)s…” is longer than %(most)s letters.")
                raise forms.ValidationError(text % {"name": name[:20], "most": TOPIC_LETTERS})
        if len({name.casefold() for name in names}) < len(names):
            raise forms.ValidationError(_("One topic is there twice."))
        return names

    def details(self) -> dict[str, Any]:
        """Return what was typed as the services take it."""
        typed = self.cleaned_data
        largest = typed.get("largest_cost")
        return {
            "title": typed["title"],
            "summary": typed["summary"],
            "support_threshold": typed["support_threshold"],
            "minimum_age": typed.get("minimum_age") or 0,
            "largest_cost": int(largest * 10 ** minor_digits(self.counted_in)) if largest else None,
        }

    @classmethod
    def of(cls, process: Process, *, data: Typed | None = None, kept: Typed | None = None) -> DetailsForm:
        """Return the form of a process that is there, with what it says now or what was typed before."""
        unit = 10 ** minor_digits(process.currency)
        now = {
            "title": process.title,
            "summary": process.summary,
            "topics": "\n".join(topic.name for topic in process.categories.all()),
            "support_threshold": process.support_threshold,
            "largest_cost": Decimal(process.largest_cost) / unit if process.largest_cost else None,
            "minimum_age": process.minimum_age or None,
        }
        return cls(counted_in=process.currency, data=data, initial=kept or now)


class NewProcessForm(DetailsForm):
    """A new process: also what cannot be changed once it is there."""

    slug = forms.SlugField(
        required=False,
        max_length=SLUG_LETTERS,
        label=gettext_lazy("Address"),
        help_text=gettext_lazy(
            "Letters, digits and hyphens. Left empty, it is made of the title. It stays for good."
        ),
        error_messages={"invalid": gettext_lazy("Use letters a to z, digits and hyphens.")},
    )
    language = forms.ChoiceField(choices=languages, label=gettext_lazy("Language of these texts"))
    currency = forms.RegexField(
        r"^[A-Za-z]{3}$",
        label=gettext_lazy("Currency"),
        help_text=gettext_lazy("Its three letters, such as EUR. It cannot be changed later."),
        error_messages={"invalid": gettext_lazy("Use the three letters of the currency, such as EUR.")},
    )
    field_order = ("title", "slug", "summary", "topics", "support_threshold", "currency", "largest_cost")

    def __init__(self, *, data: Typed | None = None, initial: Mapping[str, Any] | None = None) -> None:
        now = {"support_threshold": 100, "language": get_language(), "currency": "EUR"}
        super().__init__(counted_in="", data=data, initial=initial or now)

    def clean_currency(self) -> str:
        """Return the code in capitals, and count money in its units from here on."""
        self.counted_in = str(self.cleaned_data["currency"]).upper()
        return self.counted_in

    def clean(self) -> None:
        """Make the address of the title where none was typed; refuse one that something else has."""
        super().clean()
        if "slug" in self.errors or "title" not in self.cleaned_data:
            return
        slug = self.cleaned_data.get("slug") or slugify(self.cleaned_data["title"])[:SLUG_LETTERS].strip("-")
        if not slug:
            self.add_error("slug", _("No address can be made of this title. Type one."))
        elif is_taken(slug.lower()):
            self.add_error(
                "slug", _("Another page has the address /%(slug)s/. Choose another.") % {"slug": slug}
            )
        self.cleaned_data["slug"] = slug.lower()


def is_taken(slug: str) -> bool:
    """Return whether something else is at this address of the site."""
    if slug in SERVED_ELSEWHERE:
        return True
    try:
        routes = resolve(f"/{slug}/").url_name, resolve(f"/staff/{slug}/").url_name
    except Resolver404:
        return True
    if routes != OWN_ADDRESSES:
        return True
    return Process.objects.filter(slug=slug).exists() or ContentPage.objects.filter(slug=slug).exists()
