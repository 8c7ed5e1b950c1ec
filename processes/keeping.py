"""What was typed into a form while signed out: kept until after sign-in, so that nothing is lost."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

KEY = "kept_form"
MOST_BYTES = 400_000


def sign_in_first(request: HttpRequest, sentence: str, *, path: str = "") -> HttpResponse:
    """Send a visitor to sign in, with a sentence why, and back to `path` (the same page unless given).

    What a POST carried waits in the session and comes back through `kept`; see `can_keep`.
    """
    target = path or request.path
    if request.method == "POST" and not path and can_keep(request):
        data = request.POST.copy()
        data.pop("csrfmiddlewaretoken", None)
        request.session[KEY] = {"path": target, "data": data.urlencode()}
    messages.info(request, sentence)
    return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")


def can_keep(request: HttpRequest) -> bool:
    """Return whether what was sent is small enough to wait in the session; no valid form is larger."""
    return int(request.META.get("CONTENT_LENGTH") or 0) <= MOST_BYTES


def kept(request: HttpRequest) -> QueryDict | None:
    """Return what was typed on this page before signing in, once; None if nothing was."""
    found = request.session.get(KEY)
    if not found or found["path"] != request.path:
        return None
    del request.session[KEY]
    messages.info(request, _("You are signed in. Here is what you typed; it is not sent yet."))
    return QueryDict(found["data"])
