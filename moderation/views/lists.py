"""The whole queue with one decision for several cases, what was decided, and undoing."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.people import signed_in
from moderation.forms import ManyForm
from moderation.models import Appeal, Case, Decision, HouseRule
from moderation.queue import (
    cases_of,
    decided_by_all,
    lines,
    most_reported,
    open_cases,
    with_facts,
    with_targets,
)
from moderation.services import decide_many, take_back_many
from moderation.services.deciding import Many
from moderation.views.answering import for_moderators, status_of
from moderation.views.deciding import UNDO, can_undo, note_done
from processes.http import CityRequest
from ui.counts import counted

PER_PAGE = 50
APPEALS = "appeals"
"""What ?rule= says for a list of nothing but appeals."""


@for_moderators
def whole_queue(request: CityRequest) -> HttpResponse:
    """Show all that waits, narrowed by ?rule= and with ?order=reports the most reported first, and decide
    about several cases at once.
    """
    rule = request.GET.get("rule", "")
    most_first = request.GET.get("order") == "reports"
    waiting = with_facts(most_reported(open_cases(request.user)) if most_first else open_cases(request.user))
    if rule in HouseRule.values:
        waiting = waiting.filter(reports__rule=rule).distinct()
    elif rule == APPEALS:
        waiting = waiting.filter(appeals__in=Appeal.objects.filter(closed_at=None))
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    cases = with_targets(list(page.object_list))
    form = ManyForm(request.POST or None, cases=cases)
    if request.method == "POST" and form.is_valid():
        return decided_together(
            request, form, [case for case in cases if case.pk in form.cleaned_data["case"]]
        )
    context = {
        "page": page,
        "items": lines(cases, request.user, request.now),
        "ticked": request.POST.getlist("case"),
        "form": form,
        "rule": rule,
        "rules": HouseRule.choices,
        "most_first": most_first,
        "can_undo": can_undo(request),
    }
    return render(request, "moderation/list.html", context, status=status_of(request))


def decided_together(request: CityRequest, form: ManyForm, cases: list[Case]) -> HttpResponse:
    """Carry out one decision about several cases, say what came of it, and show what is left."""
    done = decide_many(
        actor=signed_in(request), cases=cases, outcome=Decision.Outcome(form.cleaned_data["outcome"]),
        rule=form.rule_chosen(), note=form.cleaned_data["note"], now=request.now,
    )  # fmt: skip
    note_done(request, done.decided)
    say_many(request, done)
    return redirect(request.get_full_path())


def say_many(request: CityRequest, done: Many) -> None:
    """Say how many were decided, with the button that undoes them, and what was refused and why."""
    if done.decided:
        number = len(done.decided)
        made = ngettext("Decided: %(count)s, %(what)s.", "Decided: %(count)s, %(what)s.", number)
        words = made % {"count": counted(number), "what": done.decided[0].in_words}
        undo = format_html('<button class="btn quiet sm" form="undo">{}</button>', _("Undo"))
        messages.success(request, format_html("{} {}", words, undo))
    for label, reason in done.refused:
        messages.warning(request, _("%(label)s: %(reason)s") % {"label": label, "reason": reason})


@for_moderators
def decided(request: CityRequest) -> HttpResponse:
    """Show the decisions, the newest first, each with the way to change it."""
    page: Page[Decision] = Paginator(decided_by_all(request.user), PER_PAGE).get_page(request.GET.get("page"))
    found = list(page.object_list)
    known = {case.pk for case in with_targets([decision.case for decision in found])}
    shown = [decision for decision in found if decision.case_id in known]
    context = {"page": page, "decisions": shown, "can_undo": can_undo(request)}
    return render(request, "moderation/decided.html", context)


@for_moderators
@require_POST
def undo(request: CityRequest) -> HttpResponse:
    """Take back the decisions that the moderator has just taken, or the one named by ?decision=."""
    user = signed_in(request)
    asked = request.POST.get("decision", "")
    keys = [int(asked)] if asked.isdecimal() and len(asked) < 15 else request.session.pop(UNDO, [])
    found = Decision.objects.filter(pk__in=keys, case__in=cases_of(user)).select_related("case")
    done = take_back_many(actor=user, decisions=found, now=request.now)
    for reason in dict.fromkeys(reason for _label, reason in done.refused):
        messages.warning(request, reason)
    if undone := len(done.decided):
        words = ngettext("%(count)s decision taken back.", "%(count)s decisions taken back.", undone)
        messages.success(request, words % {"count": counted(undone)})
    return redirect("moderation:queue")
