"""Opening a process, changing what it says about itself, and showing it to everyone."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.people import signed_in
from accounts.typed import kept, signed_in_only
from pages.beginning import begin_page
from pages.staff.process_forms import DetailsForm, NewProcessForm
from pages.staff.views import managed, seen_by_residents
from processes.details import (
    next_notice_number,
    publish_process,
    publish_verdict,
    set_details,
    set_topics,
)
from processes.http import CityRequest
from processes.permissions import Denied, role_verdict
from processes.phases import Act
from processes.route import route_of
from processes.services import create_process


@require_http_methods(["GET", "POST"])
@never_cache
@signed_in_only
def new(request: CityRequest) -> HttpResponse:
    """Open a process that only staff see until it is made public."""
    verdict = role_verdict(request.user, Act.MANAGE, None)
    if not verdict:
        raise PermissionDenied(verdict.reason)
    form = NewProcessForm(data=request.POST if request.method == "POST" else None, initial=kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            process = create_process(
                actor=signed_in(request), slug=form.cleaned_data["slug"], notice_number=next_notice_number(),
                language=form.cleaned_data["language"], currency=form.counted_in, windows=(),
                categories=form.cleaned_data["topics"], posted_at=request.now, **form.details(),
            )  # fmt: skip
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The process is set up. Next, give it dates and a budget."))
            return redirect("staff:process", process.slug)
    status = 422 if form.is_bound else 200
    return render(request, "staff/details.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@never_cache
@signed_in_only
def details(request: CityRequest, slug: str) -> HttpResponse:
    """Change what a process says about itself, and its topics."""
    process = managed(request, slug)
    data = request.POST if request.method == "POST" else None
    form = DetailsForm.of(process, data=data, kept=kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                actor = signed_in(request)
                set_details(actor=actor, process=process, now=request.now, **form.details())
                set_topics(actor=actor, process=process, names=form.cleaned_data["topics"], now=request.now)
        except Denied as no:
            form.add_error("topics", str(no))
        else:
            messages.success(request, _("Saved.") + seen_by_residents(process))
            return redirect("staff:process", process.slug)
    status = 422 if form.is_bound else 200
    return render(request, "staff/details.html", {"form": form, "process": process}, status=status)


@require_http_methods(["GET", "POST"])
@never_cache
@signed_in_only
def publish(request: CityRequest, slug: str) -> HttpResponse:
    """Ask once more, because it is for good, and show a process to everyone."""
    process = managed(request, slug)
    if request.method == "GET":
        if not publish_verdict(process):
            return redirect("staff:process", process.slug)
        context = {"process": process, "steps": route_of(process, request.now)}
        return render(request, "staff/publish.html", context | {"topics": process.categories.count()})
    try:
        publish_process(actor=signed_in(request), process=process, now=request.now)
    except Denied as no:
        messages.error(request, str(no))
    else:
        messages.success(request, _("The process is on the square. Everyone can see it now."))
    return redirect("staff:process", process.slug)


@require_POST
@never_cache
@signed_in_only
def page(request: CityRequest, slug: str) -> HttpResponse:
    """Begin the page of a process, and go on in the editor."""
    process = managed(request, slug)
    try:
        begun = begin_page(actor=signed_in(request), process=process)
    except Denied as no:
        messages.error(request, str(no))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        return redirect("wagtailadmin_pages:edit", begun.pk)
    return redirect("staff:process", process.slug)
