"""All that the author of a case wrote, to be hidden at once: for spam that comes in volume."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.models import User
from accounts.people import signed_in
from accounts.typed import kept
from moderation.forms import HideAllForm
from moderation.models import HouseRule
from moderation.permissions import may_decide
from moderation.queue import cases_of
from moderation.services import hide_all
from moderation.targets import written_by
from moderation.views.answering import denied, for_moderators, status_of
from moderation.views.deciding import note_done
from moderation.views.lists import say_many
from processes.http import CityRequest

MOST = 200  # at a time, so that an answer comes within seconds


@for_moderators
def everything(request: CityRequest, pk: int) -> HttpResponse:
    """Show what readers can see of the author of a case, and hide all of it under one rule."""
    user = signed_in(request)
    case = get_object_or_404(cases_of(user).select_related("process"), pk=pk)
    author = get_object_or_404(User, pk=case.author_id or 0, erased_at=None)
    verdict = may_decide(user, case.thing, request.now)
    if not verdict:
        return denied(request, verdict)
    found = written_by(author, user, MOST + 1)
    targets = found[:MOST]
    form = HideAllForm(request.POST or None, initial=kept(request) or {})
    if request.method == "POST" and form.is_valid():
        rule = HouseRule(form.cleaned_data["rule"])
        done = hide_all(
            actor=user, targets=targets, rule=rule, note=form.cleaned_data["note"], now=request.now
        )
        note_done(request, done.decided)
        say_many(request, done)
        return redirect("moderation:queue")
    context = {"case": case, "author": author, "targets": targets, "form": form, "more": len(found) > MOST}
    return render(request, "moderation/everything.html", context, status=status_of(request))
