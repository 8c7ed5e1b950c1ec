"""The whole city: its name and contact, its districts and their outlines."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.districts import draw_districts, set_districts
from accounts.models import User
from accounts.people import signed_in
from accounts.permissions import Refused, why_not_manage_city
from accounts.typed import signed_in_only
from pages.city import set_city
from pages.models import CitySettings
from pages.staff.city_forms import CityForm, DistrictsForm, OutlinesForm
from processes.http import CityRequest


def clerk(request: CityRequest) -> User:
    """Return who asks. Raises PermissionDenied, with the reason, unless they work for the whole city."""
    user = signed_in(request)
    reason = why_not_manage_city(user)
    if reason:
        raise PermissionDenied(reason)
    return user


@require_http_methods(["GET", "POST"])
@never_cache
@signed_in_only
def city(request: CityRequest) -> HttpResponse:
    """Show and set the name of the city and how to reach it."""
    user = clerk(request)
    form = CityForm(request.POST if request.method == "POST" else None, instance=CitySettings.load())
    if request.method == "POST" and form.is_valid():
        set_city(actor=user, **form.cleaned_data)
        messages.success(request, _("Saved. Every page shows it now."))
        return redirect("staff:city")
    return page(request, form=form)


@require_POST
@never_cache
@signed_in_only
def districts(request: CityRequest) -> HttpResponse:
    """Name, order, add and remove districts."""
    user = clerk(request)
    form = DistrictsForm(request.POST)
    if form.is_valid():
        try:
            set_districts(actor=user, lines=form.lines())
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("The districts are saved."))
            return redirect("staff:city")
    return page(request, districts=form)


@require_POST
@never_cache
@signed_in_only
def outlines(request: CityRequest) -> HttpResponse:
    """Take the outlines of districts from a file."""
    user = clerk(request)
    form = OutlinesForm(request.POST, request.FILES)
    if form.is_valid():
        drawn = form.cleaned_data["file"]
        draw_districts(actor=user, outlines=drawn)
        text = ngettext("%(n)s district is drawn now.", "%(n)s districts are drawn now.", len(drawn))
        messages.success(request, text % {"n": len(drawn)})
        return redirect("staff:city")
    return page(request, outlines=form)


def page(request: CityRequest, **bound: Any) -> HttpResponse:
    """The page with its three forms, of which one may say what is wrong."""
    forms = {
        "form": CityForm(instance=CitySettings.load()), "districts": DistrictsForm(),
        "outlines": OutlinesForm(),
    }  # fmt: skip
    status = 422 if any(form.is_bound for form in bound.values()) else 200
    return render(request, "staff/city.html", forms | bound, status=status)
