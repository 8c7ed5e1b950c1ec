"""What people tell us about themselves: at sign-up, on their account page, and when they leave."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from accounts.models import District, MailPace, User
from accounts.names import NameField
from accounts.roles import Role

LIVES_HERE = "lives_here"


def languages() -> list[tuple[str, str]]:
    """Return the site's languages, each by its own name."""
    return [(code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES]


class ResidencyForm(forms.Form):
    """Where do you live? In a city without districts it is a yes or no."""

    district = forms.ModelChoiceField(
        District.objects.none(),
        to_field_name="slug",
        required=False,
        label=gettext_lazy("Where do you live?"),
        empty_label=gettext_lazy("Elsewhere, or no answer"),
        help_text=gettext_lazy(
            "People who live in the city can propose ideas and vote. Your district is shown next to what "
            "you write."
        ),
    )
    lives_here = forms.BooleanField(required=False, label=gettext_lazy("I live in the city"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        districts = self.fields["district"]
        if District.objects.exists():
            assert isinstance(districts, forms.ModelChoiceField)
            districts.queryset = District.objects.all()
            del self.fields["lives_here"]
        else:
            del self.fields["district"]

    @property
    def says_lives_here(self) -> bool:
        """Whether the person says to live in the city."""
        return bool(self.cleaned_data.get("district") or self.cleaned_data.get("lives_here"))


class NamedForm(ResidencyForm):
    """Who are you to others?"""

    display_name = NameField(
        label=gettext_lazy("Display name"),
        help_text=gettext_lazy(
            "Everyone sees it next to what you write. It does not have to be your legal name."
        ),
        missing=gettext_lazy("Say what neighbours should call you."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )


class SignupForm(NamedForm):
    """What sign-up asks besides e-mail and password."""

    language = forms.ChoiceField(choices=languages, label=gettext_lazy("Language of pages and e-mails"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the person exists; the role follows when the e-mail is confirmed."""
        user.display_name = self.cleaned_data["display_name"]
        user.language = self.cleaned_data["language"]
        user.district = self.cleaned_data.get("district")
        user.save(update_fields=["display_name", "language", "district"])
        request.session[LIVES_HERE] = self.says_lives_here


class ProfileForm(NamedForm, forms.ModelForm[User]):
    """What people may change about themselves."""

    legal_name = NameField(
        max_length=120,
        required=False,
        label=gettext_lazy("Legal name"),
        help_text=gettext_lazy("As on the electoral roll. Only the staff who check the roll can see it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    birth_date = forms.DateField(
        required=False,
        label=gettext_lazy("Date of birth"),
        help_text=gettext_lazy(
            "Some votes have a minimum age. Only the staff who check the roll can see it."
        ),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "autocomplete": "bday"}),
        error_messages={"invalid": gettext_lazy("Write the date as year-month-day, such as 1984-03-09.")},
    )
    language = forms.ChoiceField(choices=languages, label=gettext_lazy("Language of pages and e-mails"))
    mail_pace = forms.ChoiceField(
        choices=MailPace.choices,
        required=False,
        label=gettext_lazy("Notifications by e-mail"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Codes and links for signing in come by e-mail in any case."),
    )

    class Meta:
        model = User
        fields = ("display_name", "legal_name", "birth_date", "language", "mail_pace")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "district" in self.fields:
            self.initial.setdefault("district", self.instance.district.slug if self.instance.district else "")
        else:
            self.initial.setdefault("lives_here", Role.RESIDENT in self.instance.city_roles)

    def clean_mail_pace(self) -> str:
        """Leave it as it is where nothing was chosen."""
        return str(self.cleaned_data["mail_pace"] or self.instance.mail_pace)

    def clean_birth_date(self) -> date | None:
        """Refuse dates on which nobody alive was born."""
        born: date | None = self.cleaned_data["birth_date"]
        if born and not date(1900, 1, 1) <= born <= date.today():  # noqa: DTZ011  a calendar date, no moment
            raise forms.ValidationError(_("Check the year. This cannot be a date of birth."))
        return born


class MailPaceForm(forms.Form):
    """How often notifications are mailed."""

    pace = forms.ChoiceField(
        label=gettext_lazy("How often shall we mail you notifications?"),
        choices=MailPace.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how often.")},
    )


class EraseForm(forms.Form):
    """Leaving needs the password, so that nobody else can do it on a computer left open."""

    password = forms.CharField(
        strip=False,
        label=gettext_lazy("Your password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": gettext_lazy("Enter your password.")},
    )
    sure = forms.BooleanField(
        label=gettext_lazy("I know that this cannot be undone"),
        error_messages={"required": gettext_lazy("Tick the box if you want to erase your account.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Refuse any password but the person's own."""
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError(_("This is not your password. Try again."))
        return password


class RolesForm(forms.Form):
    """The roles that a person holds in the whole city."""

    roles = forms.MultipleChoiceField(
        choices=Role.choices,
        required=False,
        label=gettext_lazy("Roles in the whole city"),
        help_text=gettext_lazy("They apply to every process."),
        widget=forms.CheckboxSelectMultiple,
    )
