"""One's own account, notices and language; signing out and the two steps that allauth needs help with."""

from __future__ import annotations

from contextlib import nullcontext

from allauth.account import views as allauth_views
from allauth.mfa.totp import views as totp_views
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.i18n import set_language

from accounts.forms import ProfileForm
from accounts.languages import remember, save_choice
from accounts.models import Notice, User
from accounts.once import one_at_a_time
from accounts.people import signed_in
from accounts.profile import save_profile
from accounts.second_factor import has_second_factor, note_use
from accounts.typed import kept, signed_in_only
from accounts.veils import readable

NOTICES_PER_PAGE = 20


@require_safe
@never_cache
@signed_in_only
def home(request: HttpRequest) -> HttpResponse:
    """Show what we know about the person, and where to change it."""
    user = signed_in(request)
    context = {
        "roles": sorted((role.label for role in user.city_roles), key=str),
        "session_count": max(1, UserSession.objects.filter(user=user).count()),
        "has_second_factor": has_second_factor(user),
        "unread": user.unread_notices,
    }
    return render(request, "accounts/home.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
@signed_in_only
def profile(request: HttpRequest) -> HttpResponse:
    """Change one's names, language and home."""
    user = User.objects.get(pk=signed_in(request).pk)
    form = ProfileForm(request.POST if request.method == "POST" else kept(request), instance=user)
    if request.method == "POST" and form.is_valid():
        save_profile(actor=user, form=form)
        response = redirect("accounts:home")
        remember(request, response, user.language)
        messages.success(request, _("Your account has been changed."))
        return response
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/profile.html", {"form": form}, status=status)


@require_safe
@never_cache
@signed_in_only
def notices(request: HttpRequest) -> HttpResponse:
    """Show what we told the person; what is shown counts as read."""
    user = signed_in(request)
    page = Paginator(Notice.objects.of(user), NOTICES_PER_PAGE).get_page(request.GET.get("page"))
    fresh = [notice.pk for notice in page if notice.read_at is None]
    if fresh:
        Notice.objects.filter(pk__in=fresh, read_at=None).update(read_at=timezone.now())
        user.unread_notices = Notice.objects.waiting_for(user)
    context = {"page": page, "notices": readable(page.object_list), "fresh": fresh}
    return render(request, "accounts/notices.html", context)


@require_POST
@signed_in_only
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign one's account out on one device; one that is signed out already is no mistake."""
    session = UserSession.objects.filter(user=signed_in(request), pk=pk).first()
    if session:
        end_sessions(request, [session])
        messages.success(request, _("That device is signed out."))
    return redirect("usersessions_list")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language; people who are signed in keep it in their account."""
    if isinstance(request.user, User):
        save_choice(request.user, request.POST.get("language", ""))
    return set_language(request)


def sign_up(request: HttpRequest) -> HttpResponse:
    """Make an account; a double click makes one account and sends one code."""
    known = request.session.session_key
    request.session.setdefault("signing_up", True)
    with one_at_a_time(request) if request.method == "POST" and known else nullcontext():
        response: HttpResponse = allauth_views.signup(request)
        return response


def activate_second_factor(request: HttpRequest) -> HttpResponse:
    """Set up the authenticator app; who has just entered its code need not enter it again."""
    response: HttpResponse = totp_views.activate_totp(request)
    user = request.user
    done = request.method == "POST" and isinstance(response, HttpResponseRedirect)
    if done and isinstance(user, User) and has_second_factor(user):
        note_use(request, user)
    return response
