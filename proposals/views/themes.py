"""Themes for everybody, and the desk of pairs for moderators."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.typed import kept, signed_in_only
from processes.fetch import process_or_404
from processes.http import CityRequest
from processes.models import Process
from processes.permissions import Denied, role_verdict
from processes.phases import Act
from proposals.lifecycle import NOT_THERE
from proposals.merge_forms import ReasonForm
from proposals.models import Merge, MergeState, Pair, Proposal, Theme
from proposals.pairs import pairs_to_look_at
from proposals.services.pairing import dismiss_pair

THEMES_SHOWN = 30
PAIRS_SHOWN = 20
TITLES_SHOWN = 4


@require_safe
def theme_list(request: CityRequest, process_slug: str) -> HttpResponse:
    """The themes of a process, the largest first, each with a few of its proposals."""
    process = process_or_404(process_slug, request.user)
    page = Paginator(Theme.objects.filter(process=process), THEMES_SHOWN).get_page(request.GET.get("page"))
    themes = list(page.object_list)
    titles = titles_of(themes)
    rows = [(theme, titles[theme.pk][:TITLES_SHOWN], len(titles[theme.pk])) for theme in themes]
    context = {"process": process, "page": page, "rows": [row for row in rows if row[2] > 1]}
    return render(request, "proposals/themes.html", context)


def titles_of(themes: list[Theme]) -> dict[int, list[Any]]:
    """Return the visible proposals of each theme, the most supported first (one query)."""
    found: dict[int, list[Any]] = {theme.pk: [] for theme in themes}
    members = listed().filter(theme_member__theme__in=themes).order_by("-support_count", "pk")
    for row in members.values("theme_member__theme", "number", "title", "language", "support_count"):
        found[row["theme_member__theme"]].append(row)
    return found


def listed() -> QuerySet[Proposal]:
    """Return the proposals that a theme shows."""
    return Proposal.objects.listed().exclude(status__in=NOT_THERE)


@require_safe
def theme(request: CityRequest, process_slug: str, pk: int) -> HttpResponse:
    """One theme with all of its proposals."""
    process = process_or_404(process_slug, request.user)
    found = get_object_or_404(Theme, process=process, pk=pk)
    proposals = listed().filter(theme_member__theme=found).select_related("district")
    context = {
        "process": process,
        "theme": found,
        "proposals": proposals.defer("district__boundary", "body_html").order_by("-support_count", "pk"),
        "moderates": bool(role_verdict(request.user, Act.MODERATE, process)),
    }
    return render(request, "proposals/theme.html", context)


@signed_in_only
def pairs(request: CityRequest, process_slug: str) -> HttpResponse:
    """The moderators' desk: pairs to look at, merges that wait, and the themes."""
    process = process_or_404(process_slug, request.user)
    verdict = role_verdict(request.user, Act.MODERATE, process)
    if not verdict:
        return render(request, "403.html", {"reason": verdict.reason}, status=403)
    return desk(request, process)


def desk(
    request: CityRequest, process: Process, asked: Pair | None = None, typed: str = "", problem: str = ""
) -> HttpResponse:
    """Render the desk; the pair `asked` about is open with what was `typed`, and the `problem` beside it."""
    page = Paginator(pairs_of(process), PAIRS_SHOWN).get_page(request.GET.get("page"))
    waiting = Merge.objects.filter(process=process, state=MergeState.WAITING).select_related("goes", "stays")
    context = {
        "process": process,
        "page": page,
        "asked": asked,
        "problem": problem,
        "typed": typed,
        "waiting": [with_process(merge, process) for merge in waiting.order_by("answer_by")[:PAIRS_SHOWN]],
        "themes": Theme.objects.filter(process=process)[:10],
    }
    return render(request, "proposals/pairs.html", context, status=422 if problem else 200)


def with_process(merge: Merge, process: Process) -> Merge:
    """Return the merge with the process that is known already."""
    merge.process = process
    return merge


def pairs_of(process: Process) -> QuerySet[Pair]:
    """Return the pairs of `process` to look at, the closest first."""
    shown = pairs_to_look_at().filter(process=process)
    return shown.select_related("first__district", "second__district").defer(
        "first__search_text", "second__search_text", "first__body_html", "second__body_html",
        "first__district__boundary", "second__district__boundary",
    ).order_by("-score", "pk")  # fmt: skip


@signed_in_only
def dismiss(request: CityRequest, process_slug: str, pk: int) -> HttpResponse:
    """Say that two proposals are not the same; after signing in, show the reason that was typed before."""
    process = process_or_404(process_slug, request.user)
    verdict = role_verdict(request.user, Act.MODERATE, process)
    if not verdict or not isinstance(request.user, User):
        return render(request, "403.html", {"reason": verdict.reason}, status=403)
    pair = get_object_or_404(Pair, process=process, pk=pk)
    if request.method != "POST":
        typed = kept(request)
        return desk(request, process, pair, str(typed.get("reason", "")) if typed else "")
    form = ReasonForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(str(form.errors["reason"][0]))
        dismiss_pair(actor=request.user, pair=pair, reason=form.cleaned_data["reason"], now=request.now)
    except ValidationError as error:
        return desk(request, process, pair, request.POST.get("reason", ""), error.messages[0])
    except Denied as no:
        return desk(request, process, pair, request.POST.get("reason", ""), str(no))
    messages.success(request, _("Noted. These two will not be suggested again."))
    return redirect("proposals:pairs", process.slug)
