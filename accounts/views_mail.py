"""How often somebody wants mails: the page that every mail links to, and the way of mail programs."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms import MailPaceForm
from accounts.mail_links import user_of
from accounts.models import MailPace
from accounts.profile import set_mail_pace


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def mail_pace(request: HttpRequest, token: str) -> HttpResponse:
    """Ask how often, and note the answer; whoever has the link may, as they have the mailbox."""
    user = user_of(token)
    if user is None:
        raise Http404
    form = MailPaceForm(request.POST if request.method == "POST" else None, initial={"pace": user.mail_pace})
    if request.method == "POST" and form.is_valid():
        set_mail_pace(user=user, pace=MailPace(form.cleaned_data["pace"]))
        messages.success(request, _("Noted. You can change it whenever you like."))
        return redirect("accounts:mail_pace", token)
    status = 422 if request.method == "POST" else 200
    return render(request, "accounts/mail_pace.html", {"form": form}, status=status)


@csrf_exempt  # mail programs post here by themselves; the signed address is the proof
@require_POST
def mail_stop(request: HttpRequest, token: str) -> HttpResponse:
    """Send this person no mails about notifications any more."""
    user = user_of(token)
    if user is None:
        raise Http404
    set_mail_pace(user=user, pace=MailPace.NEVER)
    return HttpResponse(status=204)
