"""Anyone signed in tells the moderators that something breaks a house rule."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.limits import Pace, TooMany
from accounts.models import User
from accounts.typed import kept, sign_in_first
from moderation.forms import ReportForm
from moderation.models import HouseRule
from moderation.permissions import may_report
from moderation.services import report
from moderation.targets import target_or_404
from moderation.views.answering import denied, status_of
from processes.http import CityRequest
from processes.permissions import Denied

REPORTS = Pace("moderation.report", 20, 3600)
THANKS = gettext_lazy(
    "Thank you. A moderator reads it and decides, and we tell you what becomes of it. The author does not "
    "learn who you are."
)


def report_form(request: CityRequest, label: str, pk: int) -> HttpResponse:
    """Ask which rule something breaks, and tell the moderators."""
    target = target_or_404(label, pk)
    if not isinstance(request.user, User):
        return sign_in_first(request, _("Sign in to report this. What you wrote is kept."))
    verdict = may_report(request.user, target)
    if not verdict:
        return denied(request, verdict)
    form = ReportForm(request.POST or None, initial=(kept(request) or {}))
    if request.method == "POST" and form.is_valid():
        rule = HouseRule(form.cleaned_data["rule"])
        try:
            report(
                actor=request.user, target=target, rule=rule, note=form.cleaned_data["note"],
                pace=REPORTS, now=request.now,
            )  # fmt: skip
        except (Denied, TooMany) as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, THANKS)
            return redirect(target)
    context = {"target": target, "form": form}
    return render(request, "moderation/report.html", context, status=status_of(request))
