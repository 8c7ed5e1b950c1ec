"""The queue: one case at a time, or decided where the thing stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.models import User
from accounts.people import signed_in
from accounts.typed import kept, signed_in_only
from moderation import claims
from moderation.forms import DecisionForm, outcomes_for
from moderation.history import all_about, author_line
from moderation.judges import is_involved, others_for
from moderation.models import Appeal, Case, Decision, HouseRule, Moderated, Report
from moderation.permissions import may_decide, may_take_back, may_uphold
from moderation.queue import AIM_HOURS, Desk, case_with_facts, cases_of, desk_around, desk_next, names_of
from moderation.services import decide, decide_in_place
from moderation.targets import label_of, target_or_404
from moderation.views.answering import denied, for_moderators, status_of
from processes.http import CityRequest
from processes.permissions import YES, Denied

Outcome = Decision.Outcome
UNDO = "moderation.undo"  # in the session: the decisions that were just taken


@for_moderators
def queue(request: CityRequest) -> HttpResponse:
    """Show the case to decide next: the oldest that nobody looks at, or the one after ?after=17."""
    desk = desk_next(signed_in(request), request.now, asked_after(request))
    if desk.at is not None:
        return case_page(request, desk.items[desk.at].case, None, desk)
    context = {"desk": desk, "aim": AIM_HOURS, "can_undo": can_undo(request)}
    return render(request, "moderation/queue.html", context)


@for_moderators
@never_cache
def beside(request: CityRequest, pk: int) -> HttpResponse:
    """What has changed in the queue beside a case that is left open on a screen; 204 for nothing (?as=)."""
    asked = get_object_or_404(cases_of(request.user), pk=pk)
    desk = desk_around(signed_in(request), asked, request.now)
    if request.GET.get("as") == desk.mark:
        return HttpResponse(status=204)
    settled = asked.decisions.order_by("pk").last() if asked.closed_at else None
    context = {"desk": desk, "case": asked, "settled": settled}
    return render(request, "moderation/_news.html", context)


def asked_after(request: CityRequest) -> Case | None:
    """Return the case named by ?after=17, behind which the queue goes on."""
    asked = request.GET.get("after", "")
    if not (asked.isdecimal() and len(asked) < 15):
        return None
    return cases_of(request.user).filter(pk=int(asked)).first()


@for_moderators
def case(request: CityRequest, pk: int) -> HttpResponse:
    """Show one case and decide it; then open the next."""
    user = signed_in(request)
    asked = get_object_or_404(cases_of(user), pk=pk)
    desk = desk_around(user, asked, request.now)
    found = desk.items[desk.at].case if desk.at is not None else case_with_facts(asked)
    if found is None:
        messages.info(request, _("This is no longer there."))
        return redirect("moderation:queue")
    if request.method != "POST":
        return case_page(request, found, None, desk)
    form = decision_form(request, found, found.decisions.count())
    if not form.is_valid():
        return case_page(request, found, form, desk)
    done = carried_out(
        form,
        lambda outcome, rule, note: decide(
            actor=user, case=found, outcome=outcome, rule=rule, note=note, now=request.now,
            seen=form.cleaned_data["seen"],
        ),
    )  # fmt: skip
    if not done:
        return case_page(request, found, form)
    note_done(request, [done])
    messages.success(request, said(done))
    return redirect(f"{reverse('moderation:queue')}?after={found.pk}")


@signed_in_only
def here(request: CityRequest, label: str, pk: int) -> HttpResponse:
    """Decide about something from the page where it stands, reported or not."""
    target = target_or_404(label, pk)
    verdict = may_decide(request.user, target, request.now)
    if not verdict:
        return denied(request, verdict)
    form = DecisionForm(request.POST or None, initial=kept(request) or {})
    form.offer((Outcome.RESTORE,) if target.is_hidden else (Outcome.KEEP, Outcome.HIDE))
    user = signed_in(request)
    if request.method == "POST" and form.is_valid():
        done = carried_out(
            form,
            lambda outcome, rule, note: decide_in_place(
                actor=user, target=target, outcome=outcome, rule=rule, note=note, now=request.now
            ),
        )
        if done:
            note_done(request, [done])
            messages.success(request, format_html("{} {}", said(done, button=False), undo_link(done)))
            return redirect(target)
    context = {"target": target, "form": form}
    return render(request, "moderation/here.html", context, status=status_of(request))


def decision_form(request: CityRequest, case: Case, seen: int) -> DecisionForm:
    """Return the form with the decisions that change something now; `seen` decisions were taken before."""
    form = DecisionForm(request.POST or None, initial=kept(request) or {"seen": seen})
    appeal = case.open_appeal
    user = signed_in(request)
    uphold = bool(appeal and may_uphold(user, appeal, request.now))
    form.offer(outcomes_for(case, uphold, appeal))
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


def note_done(request: CityRequest, decisions: Sequence[Decision]) -> None:
    """Remember what was just decided, for Undo."""
    request.session[UNDO] = [decision.pk for decision in decisions]


def can_undo(request: CityRequest) -> bool:
    """Return whether something was just decided that may be undone."""
    return bool(request.session.get(UNDO))


def undo_link(decision: Decision) -> SafeString:
    """Return the way to the page where a decision can be taken back; nothing for one that cannot."""
    if decision.outcome == Outcome.RESTORE:
        return mark_safe("")
    address = reverse("moderation:case", args=[decision.case_id])
    return format_html('<a href="{}">{}</a>', address, _("Undo"))


def said(decision: Decision, *, button: bool = True) -> SafeString:
    """Return what a moderator reads after deciding, with the button that undoes it."""
    made = _("Decided: %(what)s.") % {"what": decision.in_words}
    note = _("The author gets your note.") if decision.note else ""
    undo = format_html('<button class="btn quiet sm" form="undo">{}</button>', _("Undo")) if button else ""
    return format_html("{} {} {}", made, note, undo)


def case_page(
    request: CityRequest, case: Case, form: DecisionForm | None, desk: Desk | None = None
) -> HttpResponse:
    """Render queue, item and decision in one view; whoever opens an open case holds it for a while."""
    user = signed_in(request)
    target = case.thing
    verdict = may_decide(user, target, request.now)
    holder = claims.claim(case, user) if verdict and not case.closed_at else user.pk
    decisions = all_about(case)
    mine = [decision for decision in decisions if decision.case_id == case.pk]
    appeal = case.open_appeal
    context = {
        "desk": desk or desk_around(user, case, request.now),
        "aim": AIM_HOURS,
        "case": case,
        "target": target,
        "target_kind": label_of(target),
        "author": author_line(case),
        "reports": [(report, said_then(report, target)) for report in case.reports.all()],
        "decisions": [each for each in decisions if not appeal or each.pk != appeal.decision_id],
        "last": mine[-1] if mine else None,
        "form": form or decision_form(request, case, len(mine)),
        "verdict": verdict,
        "holder": names_of([holder]).get(holder, "") if holder != user.pk else "",
        "can_undo": can_undo(request),
        "may_take_back": bool(case.closed_at and mine and may_take_back(user, mine[-1], target, request.now)),
        **appeal_facts(user, appeal, request),
    }
    return render(request, "moderation/queue.html", context, status=status_of(request))


def said_then(report: Report, target: Moderated) -> str:
    """Return what the thing said when it was reported; "" if it says the same now."""
    return report.said if report.said != target.moderation_text else ""


def appeal_facts(user: User, appeal: Appeal | None, request: CityRequest) -> dict[str, Any]:
    """Return what the page of an appeal shows beside the item: the first decision, and who decides now."""
    if appeal is None:
        return {"appeal": None}
    first = Decision.objects.select_related("case").get(pk=appeal.decision_id)
    appeal.decision = first
    involved = is_involved(user, appeal)
    alone = not others_for(appeal).exists()
    return {
        "appeal": appeal,
        "first": first,
        "involved": involved,
        "alone": alone and involved,
        "uphold": YES if not involved else may_uphold(user, appeal, request.now),
    }
