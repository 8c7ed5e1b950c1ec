"""What people look for in the box, and what staff say about a round: answered in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voting.board import trackers
from voting.crypto.words import WORDS
from voting.models import Delivery


class TrackerForm(forms.Form):
    """Six words to look for in the box; `meanings` is what they can stand for."""

    meanings: Sequence[int] = ()
    words = forms.CharField(
        label=gettext_lazy("Your six words"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
        error_messages={"required": gettext_lazy("Write the six words from your receipt.")},
    )

    def clean_words(self) -> str:
        """Return the words as they were typed; say which is in no list."""
        typed = trackers.typed_words(self.cleaned_data["words"])
        stranger = trackers.stranger(typed)
        if stranger:
            told = {"word": stranger[0], "near": stranger[1]}
            if stranger[1]:
                raise forms.ValidationError(
                    _("“%(word)s” is not a word we use. Did you mean “%(near)s”?") % told
                )
            raise forms.ValidationError(_("“%(word)s” is not a word we use. Check it.") % told)
        if len(typed) != WORDS:
            raise forms.ValidationError(
                _("A receipt has six words. You wrote %(count)s.") % {"count": len(typed)}
            )
        self.meanings = trackers.meanings(typed)
        return " ".join(typed).lower()


class CodeForm(forms.Form):
    """The code that a voter got in a letter. It stands in the body of a request and nowhere else."""

    code = forms.CharField(
        label=gettext_lazy("Your voting code"),
        help_text=gettext_lazy("22 letters and digits from your letter. Dashes and spaces do not matter."),
        max_length=100,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "maxlength": "40"}
        ),
        error_messages={"required": gettext_lazy("Type the code from your letter.")},
    )


class CancelForm(forms.Form):
    """Why a round is called off."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Everyone can read it."),
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
