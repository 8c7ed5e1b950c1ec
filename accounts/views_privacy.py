"""One's own data: what we hold, a copy of it, and an end to it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts import limits
from accounts.erasure import erase_account, why_not_erase
from accounts.forms import EraseForm
from accounts.people import signed_in
from accounts.permissions import Refused
from accounts.privacy import own_data
from accounts.typed import signed_in_only

HOUR = 60 * 60


@require_safe
@signed_in_only
def privacy(request: HttpRequest) -> HttpResponse:
    """Explain what is public, what is not, and what people can do about it."""
    return render(request, "accounts/privacy.html")


@require_safe
@never_cache
@signed_in_only
def export(request: HttpRequest) -> HttpResponse:
    """Hand over everything we hold about the person as one JSON file."""
    user = signed_in(request)
    try:
        limits.check(actor=user, act="export", limit=10, seconds=HOUR)
    except limits.TooMany as refusal:
        return render(request, "accounts/privacy.html", {"refusal": str(refusal)}, status=429)
    response = JsonResponse(
        own_data(user), encoder=DjangoJSONEncoder, json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@never_cache
@signed_in_only
def erase(request: HttpRequest) -> HttpResponse:
    """Ask once more, then erase the account."""
    user = signed_in(request)
    form = EraseForm(request.POST or None, user=user)
    refusal = why_not_erase(user, user)
    if request.method == "POST" and not refusal:
        try:
            limits.check(actor=user, act="erase", limit=5, seconds=HOUR)
            if form.is_valid():
                erase_account(actor=user, user=user, now=timezone.now())
                logout(request)
                messages.success(request, _("Your account is erased. You are signed out."))
                return redirect("/")
        except (Refused, limits.TooMany) as reason:
            refusal = str(reason)
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/erase.html", {"form": form, "refusal": refusal}, status=status)
