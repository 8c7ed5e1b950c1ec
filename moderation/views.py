"""Reporting, the moderators' queue, and deciding in the queue or in place."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import limits
from accounts.models import User
from accounts.people import signed_in
from accounts.typed import kept, sign_in_first, signed_in_only
from moderation.forms import DecisionForm, ReportForm
from moderation.models import Case, Decision, HouseRule, Moderated
from moderation.permissions import may_decide, may_open_queue, may_report
from moderation.queue import AIM_HOURS, Waiting, cases_of, decided_by_all, waiting_for, with_targets
from moderation.services import decide, decide_in_place, report
from moderation.targets import target_or_404
from processes.http import CityRequest
from processes.permissions import Denied, Verdict

Outcome = Decision.Outcome
REPORTS_PER_HOUR = 20
THANKS = gettext_lazy("Thank you. A moderator reads it and decides. The author does not learn who you are.")


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
            limits.check(actor=request.user, act="moderation.report", limit=REPORTS_PER_HOUR, seconds=3600)
            report(
                actor=request.user, target=target, rule=rule, note=form.cleaned_data["note"], now=request.now
            )
        except (Denied, limits.TooMany) as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, THANKS)
            return redirect(target)
    context = {"target": target, "form": form}
    return render(request, "moderation/report.html", context, status=status_of(request))


@signed_in_only
def queue(request: CityRequest) -> HttpResponse:
    """Show the oldest open case."""
    verdict = may_open_queue(request.user)
    if not verdict:
        return denied(request, verdict)
    waiting = waiting_for(request.user, request.now)
    if waiting:
        return case_page(request, waiting[0].case, waiting, None)
    return render(request, "moderation/queue.html", {"waiting": [], "aim": AIM_HOURS})


@signed_in_only
def case(request: CityRequest, pk: int) -> HttpResponse:
    """Show one case and decide it; then open the next."""
    verdict = may_open_queue(request.user)
    if not verdict:
        return denied(request, verdict)
    found = get_object_or_404(cases_of(request.user).prefetch_related("reports"), pk=pk)
    if not with_targets([found]):
        messages.info(request, _("This is no longer there."))
        return redirect("moderation:queue")
    waiting = waiting_for(request.user, request.now)
    form = decision_form(request, found.thing)
    if request.method != "POST" or not form.is_valid():
        return case_page(request, found, waiting, form)
    user = signed_in(request)
    done = carried_out(
        form,
        lambda outcome, rule, note: decide(
            actor=user, case=found, outcome=outcome, rule=rule, note=note, now=request.now
        ),
    )
    if not done:
        return case_page(request, found, waiting, form)
    messages.success(request, said(done))
    return redirect("moderation:queue")


@signed_in_only
def here(request: CityRequest, label: str, pk: int) -> HttpResponse:
    """Decide about something from the page where it stands, reported or not."""
    target = target_or_404(label, pk)
    verdict = may_decide(request.user, target, request.now)
    if not verdict:
        return denied(request, verdict)
    form = decision_form(request, target)
    user = signed_in(request)
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda outcome, rule, note: decide_in_place(
                actor=user, target=target, outcome=outcome, rule=rule, note=note, now=request.now
            ),
        )
        if done:
            messages.success(request, said(done))
            return redirect(target)
    context = {"target": target, "form": form}
    return render(request, "moderation/here.html", context, status=status_of(request))


@signed_in_only
def decided(request: CityRequest) -> HttpResponse:
    """Show the latest decisions, each with the way to change it."""
    verdict = may_open_queue(request.user)
    if not verdict:
        return denied(request, verdict)
    return render(request, "moderation/decided.html", {"decisions": decided_by_all(request.user)})


def said(decision: Decision) -> SafeString:
    """Return what a moderator reads after deciding, with the way to decide otherwise."""
    made = _("Decided: %(what)s.") % {"what": decision.in_words}
    note = _("The author gets your note.") if decision.note else ""
    back = reverse("moderation:case", args=[decision.case_id])
    return format_html('{} {} <a href="{}">{}</a>', made, note, back, _("Decide again"))


def decision_form(request: CityRequest, target: Moderated) -> DecisionForm:
    """Return the form with the decisions that change something now."""
    form = DecisionForm(request.POST or None, initial=kept(request) or {})
    form.offer((Outcome.RESTORE,) if target.is_hidden else (Outcome.KEEP, Outcome.HIDE))
    return form


def carried_out(
    form: DecisionForm, act: Callable[[Outcome, HouseRule | None, str], Decision]
) -> Decision | None:
    """Do what the form says; where that is refused, put the reason on the form and return None."""
    try:
        return act(Outcome(form.cleaned_data["outcome"]), form.rule_chosen(), form.cleaned_data["note"])
    except Denied as no:
        form.add_error(None, str(no))
    return None


def case_page(
    request: CityRequest, case: Case, waiting: list[Waiting], form: DecisionForm | None
) -> HttpResponse:
    """Render queue, item and decision in one view."""
    context = {
        "waiting": waiting,
        "aim": AIM_HOURS,
        "case": case,
        "target": case.thing,
        "author": User.objects.filter(pk=case.thing.moderation_author_id() or 0).first(),
        "reports": list(case.reports.all()),
        "decisions": list(case.decisions.all()),
        "form": form or decision_form(request, case.thing),
        "verdict": may_decide(request.user, case.thing, request.now),
    }
    return render(request, "moderation/queue.html", context, status=status_of(request))


def denied(request: CityRequest, verdict: Verdict) -> HttpResponse:
    """Say why not."""
    return render(request, "403.html", {"reason": verdict.reason}, status=403)


def status_of(request: CityRequest) -> int:
    """A form that is shown again after sending did not go through."""
    return 422 if request.method == "POST" else 200
