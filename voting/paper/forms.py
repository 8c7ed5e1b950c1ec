"""What clerks type: whom they look for, their office, one paper ballot, and why numbers differ."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voting.models import Round
from voting.paper.keyed_file import LARGEST
from voting.paper.marks import LABELS, MarksError, Value, invalid, read_marks
from voting.paper.ticking import LONGEST_OFFICE, Undo

QUIET = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
BLANK, INVALID = "blank", "invalid"
ANOTHER = "+"


class OfficeForm(forms.Form):
    """The office where a clerk sits: one that is `known`, or the name of another."""

    pick = forms.ChoiceField(label=gettext_lazy("Your office"), widget=forms.RadioSelect, required=False)
    office = forms.CharField(
        label=gettext_lazy("Name of the office"),
        help_text=gettext_lazy("As it should stand in every list, also on the result page."),
        max_length=LONGEST_OFFICE,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, known: Collection[str] = (), now: str = "") -> None:
        super().__init__(data, initial={"pick": now} if now in known else {"office": now})
        self.known = known
        if not known:
            del self.fields["pick"]
            return
        choices = [*((name, name) for name in known), (ANOTHER, _("Another office"))]
        self.fields["pick"].choices = choices  # type: ignore[attr-defined]  # typed as a plain field

    def clean(self) -> dict[str, Any]:
        """Return the office that was picked, or the name typed, in the spelling that is known."""
        cleaned: dict[str, Any] = super().clean() or {}
        picked, typed = cleaned.get("pick", ""), " ".join(cleaned.get("office", "").split())
        if picked and picked != ANOTHER:
            self.errors.pop("office", None)
            return {"office": picked}
        if not typed and not self.errors:
            self._ask(picked)
        return {"office": next((name for name in self.known if name.casefold() == typed.casefold()), typed)}

    def _ask(self, picked: str) -> None:
        if self.known and not picked:
            self.add_error("pick", _("Choose your office."))
        else:
            self.add_error("office", _("Write the name of the office."))


class PersonForm(forms.Form):
    """Somebody on the roll, by number, or by name and date of birth where the roll knows them."""

    roll_number = forms.CharField(
        label=gettext_lazy("Roll number"), max_length=40, required=False,
        widget=forms.TextInput(attrs={**QUIET, "autofocus": True}),
    )  # fmt: skip
    name = forms.CharField(
        label=gettext_lazy("Name"), help_text=gettext_lazy("The full name, as it is on the roll."),
        max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    born = forms.DateField(
        label=gettext_lazy("Date of birth"), required=False,
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, named: bool) -> None:
        super().__init__(data)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)  # nobody has to count the letters of a name
        if not named:
            del self.fields["name"], self.fields["born"]

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two ways to look."""
        cleaned: dict[str, Any] = super().clean() or {}
        both = cleaned.get("name") and cleaned.get("born")
        if not cleaned.get("roll_number") and not both and not self.errors:
            self.add_error("roll_number", self._wanted())
        return cleaned

    def _wanted(self) -> str:
        if "name" in self.fields:
            return _("Write the roll number, or the name and the date of birth.")
        return _("Write the roll number.")


class UndoForm(forms.Form):
    """Why a tick is taken back."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why is the tick taken back?"), choices=Undo.choices, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why.")},
    )  # fmt: skip


class PaperBallotForm(forms.Form):
    """One paper ballot: its number, and what is on it. `value` is the paper ballot as it is stored."""

    serial = forms.IntegerField(
        label=gettext_lazy("Number of the paper ballot"), min_value=1, max_value=99_999_999,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write the number that is on the paper ballot.")},
    )  # fmt: skip
    marks = forms.CharField(
        label=gettext_lazy("What it says"), required=False,
        widget=forms.TextInput(attrs={**QUIET, "autofocus": True}),
    )  # fmt: skip
    reason = forms.ChoiceField(
        label=gettext_lazy("Or it is invalid, because"), choices=list(LABELS.items()), required=False
    )

    def __init__(self, data: Any = None, *, round: Round, numbers: Collection[int], serial: int) -> None:
        super().__init__(data, initial={"serial": serial})
        self.round, self.numbers = round, numbers
        self.value: Value = []

    def clean(self) -> dict[str, Any]:
        """Read the paper ballot: by its button, or what was typed."""
        cleaned: dict[str, Any] = super().clean() or {}
        say = self.data.get("say")
        try:
            if say == BLANK:
                self.value = []
            elif say == INVALID:
                self.value = invalid(cleaned.get("reason", ""))
            else:
                self.value = read_marks(cleaned.get("marks", ""), self.round, self.numbers)
        except MarksError as error:
            self.add_error("reason" if say == INVALID else "marks", str(error))
        return cleaned


class KeyedFileForm(forms.Form):
    """A file with keyed paper ballots."""

    file = forms.FileField(
        label=gettext_lazy("File with keyed paper ballots"),
        help_text=gettext_lazy(
            "CSV with two columns: sheet, marks. The column “marks” holds what you would type above."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={"required": gettext_lazy("Choose the file first.")},
    )

    def clean_file(self) -> bytes:
        """Return the content of the file."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is too large. Split it."))
        content: bytes = file.read()
        return content


class DifferenceForm(forms.Form):
    """Why an office has another number of paper ballots than of people."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It is shown on the result page. Do not name anyone."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why the numbers differ. Everyone can read it.")},
    )
