"""Trustees as staff see them, as everybody sees them, and how far a count is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.people import signed_in
from processes.http import CityRequest
from processes.permissions import Denied
from voting.counting.desk import counting_of
from voting.models import Ceremony, Round, RoundStatus, Trustee
from voting.rounds.state import RoundError
from voting.trustees.ceremony import drop_trustee, name_trustee, plan_ceremony, replace_trustee, resend_link
from voting.trustees.forms import DeadlineForm, ReasonForm, ReplaceForm, TrusteeForm
from voting.trustees.lines import LIGHTS, lines_of
from voting.trustees.page import key_of_box, loss_sentences
from voting.trustees.reminding import awaited, remind
from voting.views.fetch import for_staff, get_round

Act = Callable[[CityRequest, Trustee, forms.Form], object]


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def desk(request: CityRequest, round: Round) -> HttpResponse:
    """Show where every trustee stands; name the next one, or set the day by which all should be done."""
    ceremony = Ceremony.objects.filter(round=round).select_related("round__process").first()
    posted = request.POST if request.method == "POST" else None
    naming = TrusteeForm(posted if posted and "name" in posted else None)
    day = DeadlineForm(posted if posted and "deadline" in posted else None, initial=_initial(ceremony))
    try:
        if naming.is_valid():
            name_trustee(actor=signed_in(request), round=round, person=naming.person(), now=request.now)
            messages.success(request, _("The trustee has been named. The personal link is on its way."))
            return redirect("voting:trustees", round.process.slug, round.number)
        if day.is_valid() and ceremony:
            plan_ceremony(
                actor=signed_in(request), round=round, needed=ceremony.needed, size=ceremony.size,
                deadline=day.cleaned_data["deadline"], now=request.now,
            )  # fmt: skip
            return redirect("voting:trustees", round.process.slug, round.number)
    except ValidationError as error:
        naming.add_error(None, error)
    except (Denied, RoundError) as error:
        messages.error(request, str(error))
        return redirect("voting:trustees", round.process.slug, round.number)
    context = _desk(request, round, ceremony) | {"naming": naming, "day": day}
    return render(
        request, "voting/trustees.html", context, status=422 if naming.errors or day.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def act(request: CityRequest, round: Round, place: int, deed: str) -> HttpResponse:
    """Send a trustee a new link or a reminder; replace a trustee or take one off the list."""
    if deed not in ACTS:
        raise Http404
    found = Trustee.objects.select_related("ceremony__round__process")
    trustee = get_object_or_404(found, ceremony=round.pk, number=min(place, 32_767))
    kind, do, done = ACTS[deed]
    initial = {"name": trustee.name, "email": trustee.email, "language": trustee.language}
    form = kind(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            do(request, trustee, form)
        except ValidationError as error:
            form.add_error(None, error)
        except (Denied, RoundError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return redirect("voting:trustees", round.process.slug, round.number)
    context = {"round": round, "process": round.process, "trustee": trustee, "form": form, "deed": deed}
    return render(request, "voting/trustee_act.html", context, status=422 if form.errors else 200)


def _replace(request: CityRequest, trustee: Trustee, form: forms.Form) -> None:
    assert isinstance(form, ReplaceForm)
    reason = form.cleaned_data["reason"]
    replace_trustee(
        actor=signed_in(request), trustee=trustee, person=form.person(), reason=reason, now=request.now
    )


def _drop(request: CityRequest, trustee: Trustee, form: forms.Form) -> None:
    reason = form.cleaned_data["reason"]
    drop_trustee(actor=signed_in(request), trustee=trustee, reason=reason, now=request.now)


ACTS: Mapping[str, tuple[type[forms.Form], Act, Any]] = {
    "resend": (
        forms.Form,
        lambda request, who, _: resend_link(actor=signed_in(request), trustee=who, now=request.now),
        gettext_lazy("A new link is on its way. The earlier one no longer works."),
    ),
    "remind": (
        forms.Form,
        lambda request, who, _: remind(actor=signed_in(request), trustee=who, now=request.now),
        gettext_lazy("The reminder is on its way."),
    ),
    "replace": (
        ReplaceForm,
        _replace,
        gettext_lazy("The trustee has been replaced. The key is being made again."),
    ),
    "drop": (ReasonForm, _drop, gettext_lazy("The trustee has been taken off the list.")),
}


@require_safe
def key(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Tell everybody who holds the key of the box, with fingerprints to compare elsewhere."""
    round = get_round(request, process_slug, number)
    ceremony = Ceremony.objects.filter(round=round).select_related("round__process").first()
    context = {
        "round": round, "process": round.process, "ceremony": ceremony if round.is_verifiable else None,
        "lines": lines_of(ceremony, request.now) if ceremony and round.is_verifiable else [],
        "key": key_of_box(round) if round.is_sealed else None,
        "counting": counting_of(round, request.now),
    }  # fmt: skip
    return render(request, "voting/key.html", context)


def _initial(ceremony: Ceremony | None) -> dict[str, object]:
    return {"deadline": ceremony.deadline} if ceremony else {}


def _desk(request: CityRequest, round: Round, ceremony: Ceremony | None) -> dict[str, Any]:
    draft = round.status == RoundStatus.DRAFT
    lines = lines_of(ceremony, request.now) if ceremony else []
    size = ceremony.size if ceremony else 3
    return {
        "round": round, "process": round.process, "ceremony": ceremony, "draft": draft,
        "lines": [(line, *LIGHTS[line.light]) for line in lines],
        "waited": {one.pk for one in awaited(ceremony, request.now)} if ceremony else set(),
        "room": draft and round.is_verifiable and len(lines) < size, "size": size,
        "losses": loss_sentences(ceremony) if ceremony else [], "key": key_of_box(round),
    }  # fmt: skip
