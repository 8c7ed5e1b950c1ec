"""Administrators find people and change their roles."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms import RolesForm
from accounts.models import User
from accounts.people import administrator, found
from accounts.permissions import Refused, why_not_reset
from accounts.recovery import reset_second_factor
from accounts.roles import Role
from accounts.second_factor import has_second_factor
from accounts.services import grant_role, revoke_role
from accounts.typed import signed_in_only

PEOPLE_PER_PAGE = 25
SEARCHED_LETTERS = 200


@require_safe
@never_cache
@signed_in_only
def people(request: HttpRequest) -> HttpResponse:
    """List those who hold a role; a search finds everybody."""
    administrator(request)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:SEARCHED_LETTERS]
    page = Paginator(found(words), PEOPLE_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/people.html", {"page": page, "words": words})


@require_http_methods(["GET", "POST"])
@never_cache
@signed_in_only
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one person's roles and change them."""
    actor = administrator(request)
    somebody = get_object_or_404(User, pk=pk, erased_at=None)
    form = RolesForm(request.POST or None, initial={"roles": sorted(somebody.city_roles)})
    if request.method == "POST" and form.is_valid():
        try:
            change_roles(actor, somebody, {Role(role) for role in form.cleaned_data["roles"]})
        except Refused as reason:
            form.add_error("roles", str(reason))
        else:
            messages.success(
                request, _("The roles of %(name)s have been changed.") % {"name": somebody.public_name}
            )
            return redirect("accounts:people")
    status = 422 if request.method == "POST" else 200
    resettable = has_second_factor(somebody) and not why_not_reset(actor, somebody)
    context = {"form": form, "somebody": somebody, "has_second_step": resettable}
    return render(request, "accounts/person.html", context, status=status)


@require_http_methods(["GET", "POST"])
@never_cache
@signed_in_only
def second_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask before the second step is taken from a person who has lost it, then take it."""
    actor = administrator(request)
    somebody = get_object_or_404(User, pk=pk, erased_at=None)
    refusal = why_not_reset(actor, somebody)
    if request.method == "POST" and not refusal:
        reset_second_factor(actor=actor, user=somebody)
        text = _("%(name)s can sign in with the password alone, and was told so by e-mail.")
        messages.success(request, text % {"name": somebody.public_name})
        return redirect("accounts:person", pk)
    context = {"somebody": somebody, "refusal": refusal, "is_set_up": has_second_factor(somebody)}
    return render(request, "accounts/reset_second_step.html", context, status=403 if refusal else 200)


@transaction.atomic
def change_roles(actor: User, somebody: User, wanted: set[Role]) -> None:
    """Grant and revoke until `somebody` holds just the `wanted` roles. Raises Refused and changes nothing."""
    held = somebody.city_roles
    for role in sorted(wanted - held):
        grant_role(actor=actor, user=somebody, role=role)
    for role in sorted(held - wanted):
        revoke_role(actor=actor, user=somebody, role=role)
