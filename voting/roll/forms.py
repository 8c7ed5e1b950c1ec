"""The forms of the roll page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voting.roll.identity_forms import roll_number

LARGEST_FILE = 40 * 1024 * 1024


class RollFileForm(forms.Form):
    """A list of voters to look at."""

    file = forms.FileField(
        label=gettext_lazy("List of voters"),
        help_text=gettext_lazy(
            "A CSV file whose first line names the columns: number, name, address, e-mail, date of birth, "
            "district, language. Only the number is needed."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("This file is empty."),
        },
    )

    def clean_file(self) -> Any:
        """Refuse a file that nobody could look through."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(
                _("This file is larger than 40 megabytes. Split it and add the parts one after the other.")
            )
        return file


class RollSearch(forms.Form):
    """A roll number. It is posted, so that it stands in no address."""

    number = roll_number()
