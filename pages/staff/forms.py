"""Forms of the staff desk."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import District
from processes.answers_due import suggested
from processes.models import Process
from processes.phases import Phase, Window, problems
from processes.words import phase_label, timeline_problem
from ui.money import minor_digits
from ui.money_fields import MoneyField

Typed = MutableMapping[str, Any]


class LocalDateTimeInput(forms.DateTimeInput):
    """The browser's own date and time field, in the city's time zone."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def moment_field(label: str) -> forms.DateTimeField:
    """Return a field for a moment in the city's time zone."""
    return forms.DateTimeField(
        label=label, required=False, widget=LocalDateTimeInput(), input_formats=["%Y-%m-%dT%H:%M"]
    )


def answers_hint(process: Process) -> str:
    """Return what promising a day means, with a day that fits where the process has a city check."""
    hint = _("Residents read this day on every proposal, and what is late after it.")
    day = suggested(process)
    if day and not process.answers_due:
        hint += " " + _("The city check lasts until %(date)s.") % {"date": date_format(day, "DATE_FORMAT")}
    return hint


class TimelineForm(forms.Form):
    """Start and end of each phase, and the day of the answers. What is left empty is not part of it."""

    answers_due = forms.DateField(
        required=False,
        label=gettext_lazy("Every proposal has its answer by"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "auto"}),
    )

    def __init__(self, *, process: Process, data: Typed | None = None, initial: Typed | None = None) -> None:
        dates: dict[str, date | None] = {"answers_due": process.answers_due}
        for window in process.timeline.windows:
            dates |= {f"{window.phase}_starts": window.starts, f"{window.phase}_ends": window.ends}
        super().__init__(data, initial=initial or dates)
        self.fields["answers_due"].help_text = answers_hint(process)
        for phase in Phase:
            name = phase_label(phase)
            self.fields[f"{phase}_starts"] = moment_field(_("%(phase)s: starts") % {"phase": name})
            self.fields[f"{phase}_ends"] = moment_field(_("%(phase)s: ends") % {"phase": name})

    def clean(self) -> None:
        """Every phase has both dates or none, and together they make a timeline."""
        super().clean()
        for phase in Phase:
            if bool(self.moment(phase, "starts")) != bool(self.moment(phase, "ends")):
                missing = "ends" if self.moment(phase, "starts") else "starts"
                self.add_error(f"{phase}_{missing}", _("Give both dates, or leave both empty."))
        for problem in problems(self.windows()):
            self.add_error(f"{problem.phase}_starts", timeline_problem(problem))

    def moment(self, phase: Phase, end: str) -> datetime | None:
        """Return the moment typed for one end of a phase."""
        moment: datetime | None = self.cleaned_data.get(f"{phase}_{end}")
        return moment

    def windows(self) -> tuple[Window, ...]:
        """Return the phases that have both dates, in their order."""
        found = []
        for phase in Phase:
            starts, ends = self.moment(phase, "starts"), self.moment(phase, "ends")
            if starts and ends:
                found.append(Window(phase, starts, ends))
        return tuple(found)

    def rows(self) -> Iterator[tuple[str, forms.BoundField, forms.BoundField]]:
        """Yield each phase's name with its two fields."""
        for phase in Phase:
            yield phase_label(phase), self[f"{phase}_starts"], self[f"{phase}_ends"]


class BudgetForm(forms.Form):
    """The money of a process: for the whole city and for each district, in whole units of the currency."""

    def __init__(self, *, process: Process, data: Typed | None = None, initial: Typed | None = None) -> None:
        self.unit = 10 ** minor_digits(process.currency)
        amounts = {budget.district_id: budget.amount for budget in process.budgets.all()}
        self.places: list[District | None] = [None, *District.objects.defer("boundary")]
        self.set_before = {
            self.name(place): Decimal(amounts[place.pk if place else None]) / self.unit
            for place in self.places
            if (place.pk if place else None) in amounts
        }
        super().__init__(data, initial=initial or self.set_before)
        for place in self.places:
            self.fields[self.name(place)] = MoneyField(
                label=place.name if place else _("Whole city"),
                required=False,
                max_digits=15,
                digits=minor_digits(process.currency),
            )

    @staticmethod
    def name(place: District | None) -> str:
        """Return the field name for a district or the whole city."""
        return f"district_{place.pk}" if place else "city"

    def amounts(self) -> dict[District | None, int]:
        """Return the amounts typed, in minor units; a field left empty means no separate budget (zero)."""
        found = {}
        for place in self.places:
            typed: Decimal | None = self.cleaned_data.get(self.name(place))
            if typed is not None or self.name(place) in self.set_before:
                found[place] = int((typed or 0) * self.unit)
        return found


class MergingForm(forms.Form):
    """How long authors and supporters have, and what a supporter's silence means."""

    notice_days = forms.IntegerField(
        label=gettext_lazy("Days to answer"),
        min_value=1,
        max_value=90,
        help_text=gettext_lazy(
            "How long authors have to say yes or no, and supporters to say that their support should "
            "stay where it is."
        ),
    )
    moves_supporters = forms.ChoiceField(
        label=gettext_lazy("Supporters who say nothing"),
        choices=(
            ("no", gettext_lazy("stay with the proposal they supported, until they ask to be moved")),
            ("yes", gettext_lazy("count for the merged proposal once those days are over")),
        ),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("They are told, and can say no with one tap. Nobody ever counts twice."),
    )

    def __init__(self, *, process: Process, data: Typed | None = None, initial: Typed | None = None) -> None:
        moves = "yes" if process.merge_moves_supporters else "no"
        now = {"notice_days": process.merge_notice_days, "moves_supporters": moves}
        super().__init__(data, initial=initial or now)


class ReviewForm(forms.Form):
    """What happens to a proposal that has the supporters it needs."""

    start = forms.ChoiceField(
        label=gettext_lazy("A proposal that has enough supporters"),
        choices=(
            ("staff", gettext_lazy("waits until council staff start the city check")),
            ("itself", gettext_lazy("goes straight to the city check")),
        ),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Authors and council staff are told in both cases."),
    )

    def __init__(self, *, process: Process, data: Typed | None = None, initial: Typed | None = None) -> None:
        now = {"start": "itself" if process.review_at_threshold else "staff"}
        super().__init__(data, initial=initial or now)
