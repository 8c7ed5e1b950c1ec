"""The form of a round in preparation: dates, money, and what a ballot may hold."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import District
from processes.models import Process
from processes.phases import Phase
from ui.money import minor_digits
from ui.money_fields import MoneyField
from voting.models import BallotType, Ceremony, KeyGroup, Mode, Round, RoundStatus, WhatOpens
from voting.models.round import SMALLEST_POOL
from voting.rounds.sums import MOST_PROJECTS, misfits
from voting.trustees.ceremony import MOST as MOST_TRUSTEES

MOST = 1_000
LARGEST_POOL, MOST_LETTERS = 10_000, 4_000
MOMENT = "%Y-%m-%dT%H:%M"
LEAST_MONEY = Decimal("0.01")
KINDS = {
    BallotType.APPROVAL: gettext_lazy("Tick projects. Voters tick what they want built."),
    BallotType.CUMULATIVE: gettext_lazy("Share points. Voters share out a number of points."),
    BallotType.SCORING: gettext_lazy("Score projects. Voters give each project a score of its own."),
    BallotType.GRADES: gettext_lazy("Grade projects. Voters grade each project from reject to excellent."),
    BallotType.ORDINAL: gettext_lazy("Rank projects. Voters say which they want first, second and so on."),
}

OPENED = {
    WhatOpens.BALLOTS: gettext_lazy(
        "Each ballot on its own, after shuffling. Then every rule can share the money, and anyone can "
        "read the ballots, without names."
    ),
    WhatOpens.SUMS: gettext_lazy(
        "Only the totals: how many voters want each project. No single ballot is ever opened."
    ),
}
HOLDERS = {
    Mode.CONFIDENTIAL: gettext_lazy(
        "This platform. Voters trust the city and its host for secrecy; anyone can check the count."
    ),
    Mode.VERIFIABLE: gettext_lazy(
        "Trustees outside the platform, together. Voters need not trust the city for secrecy."
    ),
}


def others(process: Process, round: Round | None) -> set[str]:
    """Return the names of the other votes of a process, but for cancelled ones."""
    found = Round.objects.filter(process=process).exclude(status=RoundStatus.CANCELLED)
    found = found.exclude(pk=round.pk) if round else found
    return set(found.values_list("title", flat=True))


class Moment(forms.DateTimeInput):
    """The browser's own field for a date and a time."""

    input_type = "datetime-local"


class SetupForm(forms.Form):
    """What staff set before the rules are frozen. Money is typed in units of the currency."""

    title = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    opens_at = forms.DateTimeField(
        label=gettext_lazy("Opens"), widget=Moment(format=MOMENT), input_formats=[MOMENT]
    )
    closes_at = forms.DateTimeField(
        label=gettext_lazy("Closes"), widget=Moment(format=MOMENT), input_formats=[MOMENT]
    )
    districts = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who may vote"), queryset=District.objects.all(),
        widget=forms.CheckboxSelectMultiple, required=False,
        help_text=gettext_lazy(
            "Tick districts if only their residents may vote. With none ticked, it is the whole city."
        ),
    )  # fmt: skip
    budget = MoneyField(
        label=gettext_lazy("Money to share"), max_digits=15, min_value=LEAST_MONEY,
        error_messages={"min_value": gettext_lazy("Write how much money there is to share.")},
    )  # fmt: skip
    ballot_type = forms.ChoiceField(
        label=gettext_lazy("Ballot"), choices=list(KINDS.items()), widget=forms.RadioSelect
    )
    max_projects = forms.IntegerField(
        label=gettext_lazy("Most projects on a ballot"),
        help_text=gettext_lazy("Leave empty for no limit."),
        min_value=1, max_value=MOST, required=False,
    )  # fmt: skip
    spending_limit = MoneyField(
        label=gettext_lazy("Most money on a ballot"),
        help_text=gettext_lazy("Leave empty for no limit."),
        max_digits=15, required=False, min_value=LEAST_MONEY,
        error_messages={"min_value": gettext_lazy("Write an amount above 0, or nothing for no limit.")},
    )  # fmt: skip
    ballot_points = forms.IntegerField(
        label=gettext_lazy("Points of a voter"),
        help_text=gettext_lazy("Only where points are shared out: how many each voter has."),
        min_value=1, max_value=MOST, required=False,
    )  # fmt: skip
    ballot_most = forms.IntegerField(
        label=gettext_lazy("Most points for one project"),
        help_text=gettext_lazy("Only where points or scores are given. Leave empty for all points, or 5."),
        min_value=1, max_value=MOST, required=False,
    )  # fmt: skip

    what_opens = forms.ChoiceField(
        label=gettext_lazy("What is opened"), choices=list(OPENED.items()), widget=forms.RadioSelect,
        help_text=format_lazy(gettext_lazy(
            "Totals are safer when there are few voters: choose them if fewer people are on the roll than "
            "in the smallest group shown. They only work where voters tick projects up to a set number, "
            "with no limit of money, “Most votes first” as the rule, and at most {many} projects on the "
            "ballot ({few} with the slower kind of key). Nobody can vote on paper then."),
            many=MOST_PROJECTS[KeyGroup.ED25519], few=MOST_PROJECTS[KeyGroup.RFC3526]),
    )  # fmt: skip
    mode = forms.ChoiceField(
        label=gettext_lazy("Who holds the key to the box"), choices=list(HOLDERS.items()),
        widget=forms.RadioSelect,
    )  # fmt: skip
    needed = forms.IntegerField(
        label=gettext_lazy("Trustees needed to open the box"),
        help_text=gettext_lazy("Only with trustees. Two of three is usual: one sheet may then be lost."),
        min_value=2, max_value=MOST_TRUSTEES, required=False,
    )  # fmt: skip
    size = forms.IntegerField(
        label=gettext_lazy("Trustees in all"), min_value=2, max_value=MOST_TRUSTEES, required=False,
    )  # fmt: skip
    group = forms.ChoiceField(
        label=gettext_lazy("Kind of key"), choices=KeyGroup.choices, widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Ed25519 unless there are more projects than fit, or another program that knows only the older "
            "kind is to check the count."
        ),
    )  # fmt: skip
    smallest_pool = forms.IntegerField(
        label=gettext_lazy("Smallest group shown"),
        help_text=gettext_lazy("Figures of a district with fewer voters are shown together with others. "
                               "Fewer than about 50 ballots can reveal votes."),
        min_value=1, max_value=LARGEST_POOL,
    )  # fmt: skip
    observers = forms.CharField(
        label=gettext_lazy("Observers"),
        help_text=gettext_lazy("E-mail addresses, one per line. They are sent every signed head of the box."),
        widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=MOST_LETTERS,
    )  # fmt: skip

    def __init__(self, data: Any = None, *, process: Process, round: Round | None = None) -> None:
        self.unit = 10 ** minor_digits(process.currency)
        self.others = others(process, round)
        super().__init__(data, initial=self._of(round) if round else self._new(process))
        for field in self.fields.values():
            if isinstance(field, MoneyField):
                field.digits = minor_digits(process.currency)
                field.label = _("%(label)s, in %(currency)s") % {
                    "label": field.label, "currency": process.currency,
                }  # fmt: skip
        if not District.objects.exists():
            del self.fields["districts"]

    def _new(self, process: Process) -> dict[str, Any]:
        """What a new round begins with: the vote phase and the whole budget of the process."""
        window = process.timeline.window(Phase.VOTE)
        dates = {"opens_at": window.starts, "closes_at": window.ends} if window else {}
        budget = sum(budget.amount for budget in process.budgets.all())
        return {
            "title": "" if process.title in self.others else process.title,
            "ballot_type": BallotType.APPROVAL, "budget": self.plain(budget) if budget else None,
            "what_opens": WhatOpens.BALLOTS, "needed": 2, "size": 3, "mode": Mode.CONFIDENTIAL,
            "group": KeyGroup.ED25519, "smallest_pool": SMALLEST_POOL, **dates,
        }  # fmt: skip

    def _of(self, round: Round) -> dict[str, Any]:
        names = (
            "title",
            "opens_at",
            "closes_at",
            "ballot_type",
            "max_projects",
            "ballot_points",
            "ballot_most",
            "what_opens",
            "mode",
            "group",
            "smallest_pool",
            "observers",
        )
        initial = {name: getattr(round, name) for name in names}
        ceremony = Ceremony.objects.filter(round=round).first()
        initial["needed"], initial["size"] = (ceremony.needed, ceremony.size) if ceremony else (2, 3)
        initial["districts"] = list(round.districts.all())
        initial["budget"] = self.plain(round.budget)
        initial["spending_limit"] = None if round.spending_limit is None else self.plain(round.spending_limit)
        return initial

    def plain(self, minor: int) -> Decimal:
        """Return an amount in units of the currency."""
        whole, rest = divmod(minor, self.unit)
        return Decimal(minor) / self.unit if rest else Decimal(whole)

    def clean_title(self) -> str:
        """Two votes of a process with one name could not be told apart."""
        title: str = self.cleaned_data["title"]
        if title in self.others:
            raise ValidationError(_("Another vote of this process has this name. Give this one its own."))
        return title

    def clean(self) -> dict[str, Any]:
        """Dates in order, and points where points are shared out."""
        cleaned: dict[str, Any] = super().clean() or {}
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("Voting must close after it opens."))
        if cleaned.get("ballot_type") == BallotType.CUMULATIVE and not cleaned.get("ballot_points"):
            self.add_error("ballot_points", _("Say how many points each voter can share out."))
        if cleaned.get("what_opens") == WhatOpens.SUMS:
            self._check_sums(cleaned)
        needed, size = cleaned.get("needed") or 2, cleaned.get("size") or 3
        if cleaned.get("mode") == Mode.VERIFIABLE and needed > size:
            self.add_error("needed", _("That is more trustees than there are."))
        return cleaned

    def _check_sums(self, cleaned: dict[str, Any]) -> None:
        """Ballots that are added up prove their limits, so not every limit will do."""
        limits = (cleaned.get("max_projects"), cleaned.get("spending_limit"))
        for name, sentence in misfits(cleaned.get("ballot_type", ""), *limits):
            if name not in self.errors:
                self.add_error(name, sentence)

    def clean_observers(self) -> str:
        """Every line is an e-mail address."""
        lines = [line.strip() for line in self.cleaned_data["observers"].splitlines() if line.strip()]
        for line in lines:
            try:
                validate_email(line)
            except ValidationError as error:
                raise ValidationError(_("“%(line)s” is not an e-mail address.") % {"line": line}) from error
        return "\n".join(lines)

    def numbers_of_trustees(self) -> dict[str, int]:
        """Return how many trustees there are to be and how many open the box; none without trustees."""
        if self.cleaned_data["mode"] != Mode.VERIFIABLE:
            return {}
        return {"needed": self.cleaned_data["needed"] or 2, "size": self.cleaned_data["size"] or 3}

    def fields_of_round(self) -> dict[str, Any]:
        """Return what was typed as the fields of a round; money in minor units."""
        found = {name: value for name, value in self.cleaned_data.items() if name not in {"needed", "size"}}
        found["budget"] = int(found["budget"] * self.unit)
        limit = found["spending_limit"]
        found["spending_limit"] = None if limit is None else int(limit * self.unit)
        return found
