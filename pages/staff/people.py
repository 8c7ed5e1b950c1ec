"""Who has a role in one process: staff give and take roles after a question, and can undo the last change."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.people import signed_in
from accounts.roles import STAFF_ROLES, Role
from accounts.typed import kept, signed_in_only
from pages.staff.people_forms import MAY, RoleForm
from pages.staff.views import managed
from processes.giving_roles import grant_process_role, revoke_process_role
from processes.http import CityRequest
from processes.models import Process, ProcessRole

UNDO = "role_to_undo"


@require_safe
@never_cache
@signed_in_only
def people(request: CityRequest, slug: str) -> HttpResponse:
    """Everybody with a role in this process, and the form that gives one."""
    process = managed(request, slug)
    return page(request, process, RoleForm(process=process))


def page(request: CityRequest, process: Process, form: RoleForm) -> HttpResponse:
    """The page with `form`, and the way back from the last change."""
    held = process.roles.select_related("user").order_by("role", "user__display_name", "pk")
    last = request.session.get(UNDO)
    context = {
        "process": process,
        "form": form,
        "held": held,
        "can_undo": bool(last and last["process"] == process.pk),
    }
    return render(request, "staff/people.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@never_cache
@signed_in_only
def give(request: CityRequest, slug: str) -> HttpResponse:
    """Ask before a role is given, then give it (sure=yes)."""
    process = managed(request, slug)
    if request.method == "GET":
        return page(request, process, RoleForm(process=process, initial=kept(request)))
    form = RoleForm(process=process, data=request.POST)
    if not form.is_valid() or form.person is None:
        return page(request, process, form)
    role, person = Role(form.cleaned_data["role"]), form.person
    if request.POST.get("sure") != "yes":
        return question(request, process, person, role, giving=True)
    grant_process_role(actor=signed_in(request), process=process, user=person, role=role, now=request.now)
    return done(request, ProcessRole(process=process, user=person, role=role), given=True)


@require_http_methods(["GET", "POST"])
@never_cache
@signed_in_only
def take(request: CityRequest, slug: str, pk: int) -> HttpResponse:
    """Ask before a role is taken, then take it."""
    process = managed(request, slug)
    held = get_object_or_404(ProcessRole.objects.select_related("user"), process=process, pk=pk)
    if request.method == "GET":
        return question(request, process, held.user, Role(held.role), giving=False)
    revoke_process_role(
        actor=signed_in(request), process=process, user=held.user, role=Role(held.role), now=request.now
    )
    return done(request, held, given=False)


@require_POST
@never_cache
@signed_in_only
def undo(request: CityRequest, slug: str) -> HttpResponse:
    """Take back the last change that was made in this session."""
    process = managed(request, slug)
    last = request.session.pop(UNDO, None)
    if last and last["process"] == process.pk:
        act = revoke_process_role if last["given"] else grant_process_role
        person = get_object_or_404(User, pk=last["user"], erased_at=None)
        act(actor=signed_in(request), process=process, user=person, role=Role(last["role"]), now=request.now)
        messages.success(request, _("Undone. The roles are as they were before."))
    return redirect("staff:people", process.slug)


def question(
    request: CityRequest, process: Process, person: User, role: Role, *, giving: bool
) -> HttpResponse:
    """The page that asks whether to give or take a role."""
    context = {
        "process": process, "person": person, "role": role, "giving": giving, "may": MAY[role],
        "needs_factor": role in STAFF_ROLES,
    }  # fmt: skip
    return render(request, "staff/people_sure.html", context)


def done(request: CityRequest, held: ProcessRole, *, given: bool) -> HttpResponse:
    """Say what happened and remember how to undo it."""
    last = {"process": held.process_id, "user": held.user_id, "role": Role(held.role).value, "given": given}
    request.session[UNDO] = last
    words = {"name": held.user.public_name, "role": Role(held.role).label}
    if given:
        messages.success(request, _("%(name)s now has the role “%(role)s” in this process.") % words)
    else:
        messages.success(request, _("%(name)s no longer has the role “%(role)s” in this process.") % words)
    return redirect("staff:people", held.process.slug)
