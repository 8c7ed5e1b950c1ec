"""Pictures and PDF files, with the words that stand for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proposals.forms.shared import TOO_LONG
from proposals.models import ALT_LETTERS

PICTURES = "image/jpeg,image/png,image/webp,image/heic,image/gif"


class DescriptionForm(forms.Form):
    """What a picture shows, for those who cannot see it; or that it only decorates."""

    alt = forms.CharField(
        label=gettext_lazy("What does the picture show?"),
        max_length=ALT_LETTERS,
        required=False,
        help_text=gettext_lazy(
            "One sentence for people who cannot see it: “The tram stop at noon, without any shade”."
        ),
        error_messages=TOO_LONG,
    )
    decorative = forms.BooleanField(label=gettext_lazy("It only decorates the page"), required=False)

    def clean(self) -> dict[str, Any]:
        """Either the one or the other."""
        data = super().clean() or self.cleaned_data
        alt = " ".join(str(data.get("alt", "")).split())
        if not alt and not data.get("decorative") and "alt" not in self.errors:
            self.add_error("alt", _("Say what the picture shows, or tick that it only decorates the page."))
        data["alt"] = "" if data.get("decorative") else alt
        return data


class PictureForm(DescriptionForm):
    """A new picture with its description."""

    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy(
            "JPEG, PNG, WebP or HEIC, up to 10 MB. We remove where and when it was taken. Do not show the "
            "faces of people who have not agreed."
        ),
        widget=forms.FileInput(attrs={"accept": PICTURES}),
        error_messages={
            "required": gettext_lazy("Choose a picture."),
            "empty": gettext_lazy("This file is empty."),
        },
    )
    field_order = ("picture", "alt", "decorative")

    def clean(self) -> dict[str, Any]:
        """A browser forgets a chosen file with every answer, so that has to be said."""
        data = super().clean()
        ask_again(self, "picture")
        return data


class FileForm(forms.Form):
    """A new PDF file with its title."""

    file = forms.FileField(
        label=gettext_lazy("PDF file"),
        help_text=gettext_lazy(
            "Up to 10 MB. It is published as it is, and a PDF can contain the name of the person who made it."
        ),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        error_messages={
            "required": gettext_lazy("Choose a PDF file."),
            "empty": gettext_lazy("This file is empty."),
        },
    )
    title = forms.CharField(
        label=gettext_lazy("What is it?"),
        max_length=80,
        help_text=gettext_lazy("Such as “Sketch of the new crossing”."),
        error_messages={"required": gettext_lazy("Say what the file is."), **TOO_LONG},
    )

    def clean(self) -> dict[str, Any]:
        """As with pictures."""
        data = super().clean() or self.cleaned_data
        ask_again(self, "file")
        return data


def ask_again(form: forms.Form, name: str) -> None:
    """Ask for the file in the field `name` once more where something else keeps the form from being taken."""
    if form.errors and name not in form.errors:
        form.add_error(name, _("Choose the file again. Your browser no longer has it."))
