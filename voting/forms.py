"""What voters and staff send: parsed leniently, and answered in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voting import trackers
from voting.choices import Fault, Limits, Problem, problems
from voting.models import Delivery, Round
from voting.phrases import problem_text

DIGITS = 9


class BallotForm(forms.Form):
    """The ticks of a ballot. `chosen` always holds the ticks that are projects, so that nothing is lost."""

    def __init__(self, data: Any, *, round: Round, costs: Mapping[int, int]) -> None:
        super().__init__(data)
        self.round, self.costs = round, costs
        sent = data.getlist("choice")[: len(costs) + 1] if data is not None else []
        numbers = [int(text) if text.isdecimal() and len(text) <= DIGITS else -1 for text in sent]
        self.chosen = [number for number in dict.fromkeys(numbers) if number in costs]
        self.strange = sum(number not in costs for number in numbers)

    @classmethod
    def of(cls, choices: Sequence[int], *, round: Round, costs: Mapping[int, int]) -> BallotForm:
        """Return the form as if `choices` had been posted."""
        data = QueryDict(mutable=True)
        data.setlist("choice", [str(number) for number in choices])
        return cls(data, round=round, costs=costs)

    def clean(self) -> dict[str, Any]:
        """Say in sentences what is wrong with the ballot."""
        limits = Limits(self.round.max_projects, self.round.spending_limit)
        found = problems(self.chosen, self.costs, limits)
        if self.strange:
            found.insert(0, Problem(Fault.UNKNOWN, self.strange))
        for problem in found:
            self.add_error(None, problem_text(problem, self.round))
        return {"choice": self.chosen}


class TrackerForm(forms.Form):
    """Six words to look for in the box."""

    words = forms.CharField(
        label=gettext_lazy("Your six words"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": gettext_lazy("Write the six words from your receipt.")},
    )

    def clean_words(self) -> str:
        """Return the tracker as it stands in the box; say which word is in no list."""
        typed = trackers.typed_words(self.cleaned_data["words"])
        stranger = trackers.stranger(typed)
        if stranger:
            told = {"word": stranger[0], "near": stranger[1]}
            if stranger[1]:
                raise forms.ValidationError(
                    _("“%(word)s” is not a word we use. Did you mean “%(near)s”?") % told
                )
            raise forms.ValidationError(_("“%(word)s” is not a word we use. Check it.") % told)
        if len(typed) != trackers.WORDS:
            raise forms.ValidationError(
                _("A receipt has six words. You wrote %(count)s.") % {"count": len(typed)}
            )
        return trackers.canonical(typed)


class CancelForm(forms.Form):
    """Why a round is called off."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Everybody can read it."),
        max_length=1000,
        widget=forms.Textarea,
        error_messages={"required": gettext_lazy("Say why this vote is cancelled.")},
    )


class DeliveryForm(forms.Form):
    """How far the building of a project is."""

    state = forms.ChoiceField(
        label=gettext_lazy("How far is it?"),
        choices=[(state.value, state.label) for state in Delivery if state != Delivery.NONE],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how far it is.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("One or two sentences for the result page."),
        max_length=500,
        required=False,
        widget=forms.Textarea,
    )
