"""What a reader may ask of the public log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from audit import actions
from audit.models import Chain, Entry
from audit.querysets import EntryQuerySet
from audit.roles import LABELS
from audit.widgets import PlainSelect


class LogFilter(forms.Form):
    """Process, role, action and day; a value that does not exist is named as an error and not applied."""

    chain = forms.ChoiceField(label=_("Process"), required=False, widget=PlainSelect)
    role = forms.ChoiceField(label=_("Done by"), required=False, widget=PlainSelect)
    action = forms.ChoiceField(label=_("What happened"), required=False, widget=PlainSelect)
    day = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    small = forms.BooleanField(label=_("Include supports, “helpful” marks and drafts"), required=False)

    def __init__(self, data: Any, *, chains: Sequence[Chain]) -> None:
        super().__init__(data)
        self.chains = chains
        self._offer("chain", [("", _("All processes")), *((chain.key, str(chain)) for chain in chains)])
        self._offer("role", [("", _("Anyone")), *LABELS.items()])
        self._offer("action", [("", _("Anything")), *action_choices(get_language(), actions.codes())])
        for name in ("chain", "role", "action", "day"):
            self.fields[name].widget.attrs["class"] = "in"

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_day(self) -> date | None:
        """Refuse the two years that have no whole day in every time zone."""
        day: date | None = self.cleaned_data["day"]
        if day and not MINYEAR < day.year < MAXYEAR:
            raise forms.ValidationError(_("Check the year. The log has no entries from then."))
        return day

    @property
    def wanted(self) -> dict[str, Any]:
        """The valid answers that were given."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def chosen_chains(self) -> list[Chain]:
        """The chains the reader looks at."""
        key = self.wanted.get("chain")
        return [chain for chain in self.chains if key in {None, chain.key}]

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the chosen chains is left out."""
        return not set(self.wanted) - {"chain", "small"}

    def entries(self) -> EntryQuerySet:
        """The entries asked for, in no particular order."""
        entries = EntryQuerySet(Entry)
        wanted = self.wanted
        if "chain" in wanted:
            entries = entries.filter(chain__in=[chain.pk for chain in self.chosen_chains])
        if "day" in wanted:
            entries = entries.on_day(wanted["day"])
        return entries.filter(**{name: wanted[name] for name in ("role", "action") if name in wanted})

    def on_page(self) -> EntryQuerySet:
        """The entries asked for, without the small acts unless the reader asks for those."""
        if self.wanted.keys() & {"small", "action"}:
            return self.entries()
        small = [action.code for action in actions.declared() if action.small]
        return self.entries().exclude(action__in=small)


@lru_cache(maxsize=16)
def action_choices(_language: str | None, codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return code and label of the actions of these codes in the active language, by label, cut to what a
    drop-down list on a phone can hold; kept, because the list is long.
    """
    every = ((code, Truncator(str(actions.get(code).label)).chars(48)) for code in codes)
    return tuple(sorted(every, key=lambda choice: choice[1]))
