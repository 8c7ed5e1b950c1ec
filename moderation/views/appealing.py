"""The page on which an author reads why something was hidden, appeals, and reads what came of it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache

from accounts.limits import Pace, TooMany
from accounts.notices import see
from accounts.people import signed_in
from accounts.typed import kept, signed_in_only
from moderation.forms import AppealForm, AppealManyForm
from moderation.history import hidden_of
from moderation.models import Appeal, Decision, Moderated
from moderation.permissions import appeal_ends, may_appeal, stands
from moderation.queue import with_targets
from moderation.services import appeal, appeal_many
from moderation.views.answering import status_of
from processes.http import CityRequest
from processes.permissions import Denied
from ui.counts import counted

APPEALS = Pace("moderation.appeal", 10, 3600)
PER_PAGE = 50
SENT = gettext_lazy("Your appeal is with the moderators. We tell you what they decide.")


@never_cache
@signed_in_only
def appeal_form(request: CityRequest, pk: int) -> HttpResponse:
    """Show a decision to its author, and what they can say or have said to it."""
    decision, target = decision_or_404(request, pk)
    see(signed_in(request), request.path)
    verdict = may_appeal(request.user, decision, request.now)
    form = AppealForm(request.POST or None, initial=kept(request) or {})
    if request.method == "POST" and form.is_valid():
        user = signed_in(request)
        try:
            words = form.cleaned_data["text"]
            appeal(actor=user, decision=decision, text=words, pace=APPEALS, now=request.now)
        except (Denied, TooMany) as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, SENT)
            return redirect("moderation:appeal", pk)
    made = Appeal.objects.filter(decision=decision).select_related("answer").first()
    context = {
        "decision": decision,
        "target": target,
        "verdict": verdict,
        "form": form,
        "ends": appeal_ends(decision),
        "appeal": made,
        "same_judge": bool(made and made.answer and is_same(made)),
        "later": later_than(decision),
    }
    return render(request, "moderation/appeal.html", context, status=status_of(request))


@never_cache
@signed_in_only
def hidden(request: CityRequest) -> HttpResponse:
    """List what moderators have hidden of one's own, the newest first; appeal against several at once."""
    user = signed_in(request)
    see(user, request.path)
    page = Paginator(hidden_of(user), PER_PAGE).get_page(request.GET.get("page"))
    found = list(page.object_list)
    known = {case.pk for case in with_targets([decision.case for decision in found])}
    shown = [decision for decision in found if decision.case_id in known]
    typed = kept(request)
    form = AppealManyForm(request.POST or None, initial=typed or {}, decisions=shown)
    if request.method == "POST" and form.is_valid() and appealed(request, form, shown):
        return redirect(request.get_full_path())
    rows = [
        (decision, bool(stands(decision)), bool(may_appeal(user, decision, request.now)))
        for decision in shown
    ]
    context = {
        "page": page,
        "decisions": rows,
        "several": sum(can for _decision, _stands, can in rows) > 1,
        "form": form,
        "ticked": (request.POST or typed or QueryDict()).getlist("decision"),
    }
    return render(request, "moderation/hidden.html", context, status=status_of(request))


def appealed(request: CityRequest, form: AppealManyForm, shown: list[Decision]) -> bool:
    """Appeal against all that is ticked and say what came of it; False for somebody who did so too often."""
    chosen = [decision for decision in shown if decision.pk in form.cleaned_data["decision"]]
    try:
        made, refused = appeal_many(
            actor=signed_in(request), decisions=chosen, text=form.cleaned_data["text"], pace=APPEALS,
            now=request.now,
        )  # fmt: skip
    except TooMany as no:
        form.add_error(None, str(no))
        return False
    if made:
        sent = ngettext(
            "%(count)s appeal is with the moderators. We tell you what they decide.",
            "%(count)s appeals are with the moderators. Each is decided by itself, and we tell you how.",
            len(made),
        )
        messages.success(request, sent % {"count": counted(len(made))})
    for label, reason in refused:
        messages.warning(request, _("%(label)s: %(reason)s") % {"label": label, "reason": reason})
    return True


def decision_or_404(request: CityRequest, pk: int) -> tuple[Decision, Moderated]:
    """Return a decision to hide something, and that thing, for its author; raises Http404 for anyone else."""
    hidden = Decision.objects.select_related("case__process").filter(outcome=Decision.Outcome.HIDE)
    decision = get_object_or_404(hidden, pk=pk)
    target = decision.case.target
    if not isinstance(target, Moderated) or target.moderation_author_id() != request.user.pk:
        raise Http404(_("This page is for the author."))
    return decision, target


def is_same(appeal: Appeal) -> bool:
    """Return whether the same person took the first decision and answered the appeal."""
    answer = appeal.answer
    return bool(answer and answer.moderator_id and answer.moderator_id == appeal.decision.moderator_id)


def later_than(decision: Decision) -> Decision | None:
    """Return the decision that showed the thing again without an appeal, if there was one."""
    case = decision.case
    later = Decision.objects.filter(
        case__content_type=case.content_type_id, case__object_id=case.object_id, pk__gt=decision.pk
    )
    return later.filter(outcome=Decision.Outcome.RESTORE, answers=None).order_by("pk").first()
