"""Where Plaza differs from allauth: its words, the person's language, residency, when to ask again."""

from __future__ import annotations

import logging
import time
from io import BytesIO
from smtplib import SMTPException
from typing import Any, ClassVar

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.factor_secrets import seal, unseal
from accounts.forms import LIVES_HERE
from accounts.languages import remember
from accounts.models import User
from accounts.services import set_residency

FRESH = 10 * 60
WRONG_CODE = _("This code is not right. Check it, or ask for a new one.")


NOT_SENT = _("We could not send the e-mail just now. Wait a few minutes, then ask for it again.")
AWAITED = frozenset(
    f"account/email/{name}"
    for name in (
        "email_confirmation", "email_confirmation_signup", "password_reset_key", "unknown_account",
        "account_already_exists",
    )
)  # fmt: skip
logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """How Plaza signs people in and up."""

    error_messages: ClassVar[dict[str, Promise]] = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed."),
        "duplicate_email": _("This is already your e-mail address."),
        "email_password_mismatch": _("This e-mail address and password do not match. Check both."),
        "email_taken": _("This e-mail address belongs to another account."),
        "enter_current_password": _("This is not your current password. Try again."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("This is not your password. Try again."),
        "same_as_current": _("This is already your e-mail address."),
        "too_many_login_attempts": _("Too many attempts did not work. Wait 5 minutes, then try again."),
        "rate_limited": _("That was very quick. Wait a minute, then try again."),
    }

    def format_email_subject(self, subject: str) -> str:
        """Return the subject as it is: who writes stands in the sender."""
        return str(subject)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mail something; where the mail server refuses, say so to whoever waits for it."""
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException):
            logger.exception("%s could not be mailed.", template_prefix)
            if template_prefix in AWAITED:
                messages.error(self.request, str(NOT_SENT))

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Confirm the address; at sign-up, people who said that they live here become residents."""
        confirmed: bool = super().confirm_email(request, email_address)
        user: User = email_address.user
        lives_here = request.session.pop(LIVES_HERE, False) or user.district is not None
        if confirmed and user.last_login is None and lives_here:
            set_residency(actor=user, user=user, district=user.district)
        return confirmed

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Go on in the language that the person chose for their account."""
        remember(request, None, user.language)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        remember(request, response, user.language)
        return response

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return to the account page, where the message is shown."""
        return reverse("accounts:home")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again for the password only if it was typed more than ten minutes ago."""
        records = get_authentication_records(self.request, self.request.user)
        fresh = any(time.time() - entry.get("at", 0) < FRESH for entry in records)
        return not fresh and bool(super().is_reauthentication_required(app=app, **kwargs))


class MFAAdapter(DefaultMFAAdapter):
    """The second factor in Plaza's words."""

    error_messages: ClassVar[dict[str, Promise]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right. Use the one the app shows now."),
        "unverified_email": _("Confirm your e-mail address first."),
    }

    def build_totp_svg(self, url: str) -> str:
        """Draw the QR code dark on white, whatever the colours of the page: phones need it so."""
        drawing = BytesIO()
        segno.make(url, micro=False).save(drawing, kind="svg", scale=6, border=4, dark="#000", light="#fff")
        return drawing.getvalue().decode()

    def encrypt(self, text: str) -> str:
        """Seal a secret of a second factor."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open it again. Raises Unreadable where it was sealed with a key that is not known any more."""
        return unseal(encrypted_text)

    def get_totp_label(self, user: User) -> str:
        """Name the account in the app by its e-mail address."""
        return user.email
