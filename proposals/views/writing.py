"""Writing a proposal in steps: the idea, the place and details, pictures, check and publish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.limits import Pace, TooMany
from accounts.models import User
from accounts.typed import can_keep, kept, sign_in_first
from processes.fetch import process_or_404
from processes.http import CityRequest
from processes.models import Process
from processes.permissions import Denied, Verdict, phase_verdict, require
from processes.phases import Act
from proposals.forms import IdeaForm, PlaceForm
from proposals.models import Proposal
from proposals.permissions import may_discard, may_propose, may_publish
from proposals.places import city_districts, drawing_data
from proposals.services import (
    discard_draft,
    missing,
    publish_proposal,
    save_draft,
    start_draft,
    too_many_links,
)
from proposals.services.editing import authors_of
from proposals.services.locking import SavedElsewhere
from proposals.services.publishing import Repeated
from proposals.tagging import used_tags
from proposals.views.fetch import clock, draft_or_404, illustrations

DAY = 86400
PUBLISHED = Pace("proposals.publish", 10, DAY)
DRAFTS = Pace("proposals.draft", 40, DAY)
SIGN_IN = gettext_lazy("Sign in to write a proposal. What you typed is kept and comes back.")


def new(request: CityRequest, process_slug: str) -> HttpResponse:
    """Step 1 of a new proposal, for everybody; sending it makes the draft, after signing in where needed."""
    process = process_or_404(process_slug, request.user)
    phase = phase_verdict(Act.PROPOSE, process, request.now)
    if not phase and request.method != "POST":
        return closed(request, process, phase)
    verdict = may_propose(request.user, process, request.now)
    form = IdeaForm(request.POST or None, initial=kept(request) or {"language": writing_in(request)})
    if request.method == "POST" and form.is_valid():
        if not isinstance(request.user, User):
            return sign_in_first(request, str(SIGN_IN))
        try:
            made = start_draft(
                actor=request.user, process=process, now=request.now,
                submission=form.cleaned_data["submission"], pace=DRAFTS, **form.fields_to_save(),
            )  # fmt: skip
        except (Denied, TooMany) as no:
            form.add_error(None, str(no))
        else:
            return onward(request, made, "proposals:place")
    return step(request, process, form, {"step": 1, "verdict": verdict})


def draft(request: CityRequest, process_slug: str, pk: int) -> HttpResponse:
    """Step 1 of a draft that exists."""
    process = process_or_404(process_slug, request.user)
    if not isinstance(request.user, User):
        return must_sign_in(request, process, IdeaForm(request.POST or None))
    proposal = draft_or_404(process, pk, request.user)
    if proposal.number:
        return redirect(proposal)
    form = IdeaForm(request.POST or None, initial=kept(request) or IdeaForm.of(proposal))
    saved = save(request, proposal, form)
    if isinstance(saved, Proposal):
        return onward(request, saved, "proposals:place")
    return step(request, process, form, {"step": 1, "draft": proposal, "other": saved})


def place(request: CityRequest, process_slug: str, pk: int) -> HttpResponse:
    """Step 2: where it is, and what helps others to find and judge it."""
    process = process_or_404(process_slug, request.user)
    if not isinstance(request.user, User):
        return must_sign_in(request, process, PlaceForm(request.POST or None, process=process))
    proposal = draft_or_404(process, pk, request.user)
    if proposal.number:
        return redirect(proposal)
    initial = kept(request) or PlaceForm.of(proposal)
    form = PlaceForm(request.POST or None, process=process, initial=initial)
    saved = save(request, proposal, form)
    if isinstance(saved, Proposal):
        return onward(request, saved, "proposals:draft_pictures")
    context = {
        "step": 2, "draft": proposal, "other": saved,
        "drawing": drawing_data(city_districts()), "used_tags": used_tags(process),
    }  # fmt: skip
    return step(request, process, form, context)


def check(request: CityRequest, process_slug: str, pk: int) -> HttpResponse:
    """Step 3: read it once more, then publish."""
    process = process_or_404(process_slug, request.user)
    if not isinstance(request.user, User):
        return sign_in_first(request, _("Sign in to publish. Your draft is saved."))
    proposal = draft_or_404(process, pk, request.user)
    if proposal.number:
        return redirect(proposal)
    problems, twin = missing(proposal) + too_many_links(proposal, request.user, request.now), None
    if request.method == "POST":
        try:
            published = publish_proposal(
                actor=request.user, proposal=proposal, pace=PUBLISHED, now=request.now
            )
        except (Denied, TooMany) as no:
            problems = [str(no)]
        except Repeated as same:
            problems, twin = same.messages, same.twin
        except ValidationError as error:
            problems = error.messages
        else:
            number = {"number": published.number}
            messages.success(
                request, _("Published as proposal %(number)s. Now neighbours can support it.") % number
            )
            return redirect(published)
    context = {
        "process": process, "draft": proposal, "problems": problems, "twin": twin, "step": 4,
        "verdict": may_publish(request.user, proposal, request.now),
        "authors": authors_of(proposal), **illustrations(proposal),
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "proposals/check.html", context, status=status)


def drafts(request: CityRequest, process_slug: str) -> HttpResponse:
    """What the person has begun to write here."""
    process = process_or_404(process_slug, request.user)
    if not isinstance(request.user, User):
        return sign_in_first(request, _("Sign in to see your drafts."))
    context = {
        "process": process,
        "drafts": list(Proposal.objects.drafts_of(request.user, process).select_related("author")),
        "verdict": may_propose(request.user, process, request.now),
    }
    return render(request, "proposals/drafts.html", context)


@require_http_methods(["GET", "POST"])
def discard(request: CityRequest, process_slug: str, pk: int) -> HttpResponse:
    """Ask whether a draft may go, because it is for good, and throw it away."""
    process = process_or_404(process_slug, request.user)
    if not isinstance(request.user, User):
        path = reverse("proposals:drafts", args=[process.slug])
        return sign_in_first(request, _("Sign in to see your drafts."), path=path)
    proposal = draft_or_404(process, pk, request.user)
    try:
        require(may_discard(request.user, proposal))
        if request.method == "GET":
            return render(request, "proposals/discard.html", {"process": process, "draft": proposal})
        discard_draft(actor=request.user, proposal=proposal, now=request.now)
    except Denied as no:
        messages.warning(request, str(no))
    else:
        messages.success(request, _("The draft is gone."))
    return redirect("proposals:drafts", process.slug)


def save(request: CityRequest, proposal: Proposal, form: IdeaForm | PlaceForm) -> Proposal | Other | None:
    """Save a valid form into the draft; where it has to be shown again, None or what another window saved."""
    if request.method != "POST" or not form.is_valid() or not isinstance(request.user, User):
        return None
    try:
        return save_draft(
            actor=request.user, proposal=proposal, now=request.now, seen=form.cleaned_data["seen"],
            **form.fields_to_save(),
        )  # fmt: skip
    except Denied as no:
        form.add_error(None, str(no))
    except SavedElsewhere as elsewhere:
        form.add_error(None, saved_meanwhile(elsewhere.proposal))
        form.now_seen(elsewhere.proposal.revision)
        return Other(elsewhere.proposal)
    return None


@dataclass(frozen=True, slots=True)
class Other:
    """What another window saved meanwhile, to be compared with what was typed here."""

    proposal: Proposal


def saved_meanwhile(proposal: Proposal) -> str:
    """Say that another window saved this draft, and what saving again does."""
    return _(
        "This draft was saved in another window at %(time)s. What you typed is still here. Compare it with "
        "the other text below. Saving now keeps what you typed."
    ) % {"time": clock(proposal.changed_at)}


def writing_in(request: CityRequest) -> str:
    """Return the language that somebody most likely writes in."""
    return request.user.language if isinstance(request.user, User) else get_language() or ""


def onward(request: CityRequest, proposal: Proposal, name: str) -> HttpResponse:
    """Go to the next step, or to the list of drafts when the person wants to finish later."""
    if proposal.number:
        return redirect(proposal)
    if "later" in request.POST:
        messages.success(
            request, _("Draft saved at %(time)s. Only you can see it.") % {"time": clock(request.now)}
        )
        return redirect("proposals:drafts", proposal.process.slug)
    return redirect(name, proposal.process.slug, proposal.pk)


def step(
    request: CityRequest, process: Process, form: IdeaForm | PlaceForm, context: dict[str, Any]
) -> HttpResponse:
    """Render one step with everything that was typed."""
    status = 422 if request.method == "POST" else 200
    names = {1: "proposals/idea.html", 2: "proposals/place.html"}
    return render(
        request, names[context["step"]], {"process": process, "form": form, **context}, status=status
    )


def must_sign_in(request: CityRequest, process: Process, form: IdeaForm | PlaceForm) -> HttpResponse:
    """Send the visitor to sign in with what was typed kept; a text too long to keep stays on the page."""
    if request.method == "POST" and not can_keep(request) and not form.is_valid():
        return step(request, process, form, {"step": 1 if isinstance(form, IdeaForm) else 2})
    return sign_in_first(request, str(SIGN_IN))


def closed(request: CityRequest, process: Process, verdict: Verdict) -> HttpResponse:
    """Say why nothing can be written now, and what comes next."""
    context = {"process": process, "verdict": verdict, "next": process.timeline.next(request.now)}
    return render(request, "proposals/closed.html", context, status=403)
