"""The forms of sign-in and sign-up in Plaza's words; what they do is allauth's."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.factor_secrets import Unreadable

EMAIL = (_("E-mail address"), "", _("Enter your e-mail address."))
WORDS = {
    "login": EMAIL,
    "email": EMAIL,
    "password": (_("Password"), "", _("Enter your password.")),
    "oldpassword": (_("Your current password"), "", _("Enter your current password.")),
    "password1": (
        _("New password"),
        _("At least 10 characters. Three or four words in a row are easy to remember."),
        _("Choose a password."),
    ),
    "password2": (_("New password again"), "", _("Type the new password again.")),
    "code": (_("Code"), "", _("Enter the code.")),
}
NO_EMAIL = _("This is not an e-mail address. It needs a part before the @ and a part after it.")
UNREADABLE = _("The site cannot check your second step just now. Nothing is lost. Please write to the city.")
CODE_WIDTH = 10

logger = logging.getLogger(__name__)


class Plain:
    """Labels above, hints in one sentence, no text inside the fields, and errors that say what to do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = getattr(self, "fields", {})
        for name, field in fields.items():
            if name not in WORDS:
                continue
            field.label, field.help_text, missing = WORDS[name]
            field.widget.attrs.pop("placeholder", None)
            if name == "code":
                field.widget.attrs["size"] = CODE_WIDTH
            field.error_messages["required"] = missing
            if WORDS[name] is EMAIL:
                field.error_messages["invalid"] = NO_EMAIL


class LoginForm(Plain, account.LoginForm):
    pass


class SignupForm(Plain, account.SignupForm):
    field_order = ("display_name", "email", "password1", "district", "lives_here", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = _("Password")

    def try_save(self, request: HttpRequest) -> Any:
        """Make the account. For an address that has one, take as long: the clock must not tell them apart."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class AddEmailForm(Plain, account.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")


class ChangeEmailForm(Plain, account.ChangeEmailForm):
    pass


class ChangePasswordForm(Plain, account.ChangePasswordForm):
    pass


class SetPasswordForm(Plain, account.SetPasswordForm):
    pass


class ResetPasswordForm(Plain, account.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(Plain, account.ResetPasswordKeyForm):
    pass


class ConfirmEmailForm(Plain, account.ConfirmEmailVerificationCodeForm):
    pass


class ReauthenticateForm(Plain, account.ReauthenticateForm):
    pass


class Sealed(mfa.BaseAuthenticateForm):
    """Says it in a sentence where a second factor cannot be read with the server's key."""

    def clean_code(self) -> str:
        """Return the code if it is right."""
        try:
            return str(super().clean_code())
        except Unreadable as error:
            logger.error("%s Put the former key into SECRET_KEY_FALLBACKS.", error)
            raise ValidationError(UNREADABLE) from error


class AuthenticateForm(Plain, Sealed, mfa.AuthenticateForm):
    pass


class ReauthenticateByCodeForm(Plain, Sealed, mfa.ReauthenticateForm):
    pass


class ActivateForm(Plain, totp.ActivateTOTPForm):
    pass
