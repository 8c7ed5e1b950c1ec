"""Which language a person reads: their account remembers it, a cookie carries it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import activate

from accounts.models import User


def is_known(code: str) -> bool:
    """Return whether the site speaks this language."""
    return code in dict(settings.LANGUAGES)


def remember(request: HttpRequest, response: HttpResponseBase | None, code: str) -> None:
    """Switch to a language for the rest of this request, and with a response, for those to come."""
    if not is_known(code):
        return
    activate(code)
    request.LANGUAGE_CODE = code
    if response is not None:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            max_age=60 * 60 * 24 * 365,
            path=settings.LANGUAGE_COOKIE_PATH,
            secure=request.is_secure(),
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )


def save_choice(user: User, code: str) -> None:
    """Keep the language in the account; an unknown one changes nothing."""
    if is_known(code) and user.language != code:
        User.objects.filter(pk=user.pk).update(language=code)
        user.language = code
