"""Which ballots a dress rehearsal counts: simulated tastes, a past vote, or a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voting.models import Round
from voting.rehearsal.rehearsing import FILE, LARGEST_FILE, ROUND, SIMULATED
from voting.rehearsal.tastes import Tastes
from voting.rules import PabulibError, pabulib

KINDS = (
    (SIMULATED, gettext_lazy("Simulated voters, with this vote's projects")),
    (ROUND, gettext_lazy("A past vote of this city, with its own projects and money")),
    (FILE, gettext_lazy("A file of another election, in the Pabulib format (.pb)")),
)
NEAR = (
    (1, gettext_lazy("No more than others")),
    (2, gettext_lazy("Twice as likely")),
    (3, gettext_lazy("Three times as likely")),
    (4, gettext_lazy("Four times as likely")),
    (10, gettext_lazy("Ten times as likely")),
)
THRIFT = (
    (0, gettext_lazy("Not at all")),
    (50, gettext_lazy("Somewhat")),
    (90, gettext_lazy("Strongly")),
)


class BallotsForm(forms.Form):
    """The source of the ballots. `text` is what an uploaded file holds."""

    kind = forms.ChoiceField(label=gettext_lazy("Ballots"), choices=KINDS, widget=forms.RadioSelect)
    voters = forms.IntegerField(
        label=gettext_lazy("Simulated voters"), min_value=10, max_value=50_000, required=False
    )
    near = forms.TypedChoiceField(
        label=gettext_lazy("Projects near home"), choices=NEAR, coerce=int, required=False
    )
    topics = forms.TypedChoiceField(
        label=gettext_lazy("Projects on a favourite topic"), choices=NEAR, coerce=int, required=False
    )
    thrift = forms.TypedChoiceField(
        label=gettext_lazy("How much a high cost puts voters off"), choices=THRIFT, coerce=int, required=False
    )
    seed = forms.IntegerField(
        label=gettext_lazy("Seed"),
        help_text=gettext_lazy(
            "The same number gives the same ballots again; a different one gives different ballots."
        ),
        min_value=0, max_value=2**31 - 1, required=False,
    )  # fmt: skip
    past = forms.TypedChoiceField(label=gettext_lazy("Past vote"), coerce=int, required=False)
    file = forms.FileField(label=gettext_lazy("File"), required=False)

    def __init__(
        self, data: Any = None, files: Any = None, *, plan: dict[str, Any], rounds: Sequence[Round]
    ) -> None:
        self.plan = plan
        initial = {**asdict(Tastes()), **plan, "past": plan.get("round")}
        super().__init__(data, files, initial=initial)
        past = self.fields["past"]
        assert isinstance(past, forms.ChoiceField)
        past.choices = [(one.pk, one.title) for one in rounds]
        self.titles = {one.pk: one.title for one in rounds}
        self.text = ""

    def clean(self) -> dict[str, Any]:
        """Each source has what it needs; a file is read at once, so that what is wrong is said at once."""
        cleaned: dict[str, Any] = super().clean() or {}
        kind = cleaned.get("kind")
        if kind == ROUND and not cleaned.get("past") and "past" not in self.errors:
            self.add_error("past", _("Choose a past vote."))
        if kind == FILE and not cleaned.get("file") and self.plan.get("kind") != FILE:
            self.add_error("file", _("Choose a file."))
        if kind == FILE and cleaned.get("file"):
            self._read(cleaned["file"])
        return cleaned

    def _read(self, file: Any) -> None:
        if file.size > LARGEST_FILE:
            self.add_error("file", _("This file is larger than 24 megabytes."))
            return
        try:
            self.text = file.read().decode("utf-8-sig")
            pabulib.parse(self.text)
        except UnicodeDecodeError:
            self.add_error("file", _("This is not a text file."))
        except (PabulibError, ValueError) as error:
            self.add_error("file", _("This is not a Pabulib file: %(why)s") % {"why": error})

    def chosen(self) -> dict[str, Any]:
        """Return where the ballots come from, as plain data."""
        found = self.cleaned_data
        if found["kind"] == ROUND:
            return {"kind": ROUND, "round": found["past"], "title": self.titles[found["past"]]}
        if found["kind"] == FILE:
            name = found["file"].name if found["file"] else self.plan.get("title", "")
            return {"kind": FILE, "title": name[:200]}
        usual = asdict(Tastes())
        given = {name: usual[name] if found[name] in {None, ""} else found[name] for name in usual}
        return {"kind": SIMULATED, **given}
