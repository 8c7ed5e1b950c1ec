"""The form that gives a person a role in one process."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.roles import Role
from processes.giving_roles import IN_A_PROCESS
from processes.models import Process

MAY = {
    Role.MODERATOR: gettext_lazy("decides about reports and hides what breaks the house rules"),
    Role.COUNCIL_STAFF: gettext_lazy("sets dates and money, answers proposals, gives and takes roles"),
    Role.VALUATOR: gettext_lazy("checks what proposals cost and whether they can be built"),
    Role.TRUSTEE: gettext_lazy("holds a part of the key that opens the ballot box"),
    Role.JUROR: gettext_lazy("sits on the jury"),
}


class RoleForm(forms.Form):
    """Whom, by their e-mail address, and which role; `person` is found when the form is valid."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the person"),
        help_text=gettext_lazy("The address this person signs in with."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=gettext_lazy("Role"), widget=forms.RadioSelect)

    def __init__(
        self, *, process: Process, data: MutableMapping[str, Any] | None = None, initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.process = process
        self.person: User | None = None
        choices = [(role.value, f"{role.label}: {MAY[role]}") for role in IN_A_PROCESS]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]  # typed as a plain field

    def clean_email(self) -> str:
        """Find the person; refuse an address that nobody signs in with."""
        email: str = self.cleaned_data["email"]
        self.person = User.objects.filter(email__iexact=email, erased_at=None, is_active=True).first()
        if self.person is None:
            raise forms.ValidationError(
                _(
                    "Nobody has an account with this address. Check the spelling, or ask the person to "
                    "sign up first."
                )
            )
        return email

    def clean(self) -> None:
        """Refuse a role that the person has already."""
        super().clean()
        role = self.cleaned_data.get("role")
        if self.person and role and self.process.roles.filter(user=self.person, role=role).exists():
            self.add_error("role", _("This person already has this role in this process."))
