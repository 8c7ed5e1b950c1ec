"""Published results: the page, all projects, the steps, and the files to count again."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from audit.downloads import streamed
from processes.http import CityRequest
from ui.draw_charts import table_html
from voting.counting.public_file import public_file
from voting.models import BallotType, KeyGroup, Result, Round, RoundStatus
from voting.results.drawn import drawn_result
from voting.results.page import check_lines, command_of
from voting.results.report_words import reason_words, report_lines
from voting.results.steps import Story
from voting.rounds.rule_words import rule_words
from voting.views.fetch import get_round

PER_PAGE = 50
MOST_DIGITS = 6
OUTCOME = "outcome"


def published(request: CityRequest, process_slug: str, number: int, *, steps: bool) -> tuple[Round, Result]:
    """Return a round and its published result; `steps` reads the large part along. Raises Http404."""
    round = get_round(request, process_slug, number)
    return round, result_of(round, steps=steps)


def result_of(round: Round, *, steps: bool) -> Result:
    """Return the published result of a round. Raises Http404."""
    results = Result.objects.filter(round=round)
    result = (results if steps else results.defer(OUTCOME)).first()
    if result is None or round.status != RoundStatus.PUBLISHED:
        raise Http404
    return result


@require_safe
def result(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Show who won, where the money goes, how it was shared, and why the others did not win."""
    round = get_round(request, process_slug, number)
    if round.status != RoundStatus.PUBLISHED:
        return redirect("voting:ballot", process_slug, number)
    drawing = drawn_result(round, result_of(round, steps=False), request.GET.get("project", ""))
    return render(request, "voting/result.html", {"process": round.process, "drawing": drawing})


@require_safe
def projects(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Show every project on the ballot with its votes and what became of it, beside what the city
    declared.
    """
    round, found = published(request, process_slug, number, steps=False)
    rows = (
        round.projects.select_related("district").defer("summary", "explanation").order_by("-votes", "number")
    )
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    for project in page:
        project.round = round
    context = {
        "round": round,
        "process": round.process,
        "facts": found.facts,
        "page": page,
        "pointed": round.ballot_type != BallotType.APPROVAL,
    }
    return render(request, "voting/projects.html", context)


@require_safe
def steps(request: CityRequest, process_slug: str, number: int, step: int = 1) -> HttpResponse:
    """Show one step of how the money was shared, and all of them in a table."""
    wanted = request.GET.get("go", "")
    if wanted.isdecimal() and len(wanted) < MOST_DIGITS:
        return redirect("voting:steps", process_slug, number, int(wanted))
    round, found = published(request, process_slug, number, steps=True)
    titles = dict(round.projects.values_list("key", "title"))
    story = Story(found.outcome, titles, round.process.currency, round.ballot_type)
    try:
        view = story.view(step)
    except IndexError:
        raise Http404 from None
    context = {
        "round": round,
        "process": round.process,
        "facts": found.facts,
        "step": view,
        "rule": rule_words(round),
        "table": table_html(story.table()),
        "whole": True,
    }
    return render(request, "voting/steps.html", context)


@require_safe
def pb(request: CityRequest, process_slug: str, number: int) -> StreamingHttpResponse:
    """Give the `.pb` file to count again: projects, ballots without names, and the winners."""
    round, _result = published(request, process_slug, number, steps=False)
    return _download(request, round, "text/plain; charset=utf-8", sums=False)


@require_safe
def sums(request: CityRequest, process_slug: str, number: int) -> StreamingHttpResponse:
    """Give the file of sums to count again, where no single ballot was opened."""
    round, _result = published(request, process_slug, number, steps=False)
    return _download(request, round, "application/json; charset=utf-8", sums=True)


def _download(request: CityRequest, round: Round, kind: str, *, sums: bool) -> StreamingHttpResponse:
    """The public file of a round. Raises Http404 where it is of the other kind."""
    if round.only_sums is not sums:
        raise Http404
    file = public_file(round)
    return streamed(request, file.chunks(), kind, file.name)


@require_safe
def verify(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Show the report of the verifier, and say how to check and count the result on one's own machine."""
    round, found = published(request, process_slug, number, steps=False)
    record = next((check for check in found.checks if check["code"] == "record"), None)
    context = {
        "round": round, "process": round.process, "result": found, "command": command_of(round),
        "file": public_file(round).name, "checks": check_lines(round, found), "record": record,
        "report": report_lines(record["lines"]) if record else [],
        "address": request.build_absolute_uri(reverse("voting:record", args=[process_slug, number])),
        "invalid": [(place + 1, reason_words(reason)) for place, reason in found.facts.get("invalid", [])],
        "tool": "2.0" if round.group == KeyGroup.RFC3526 else "2.1",
    }  # fmt: skip
    return render(request, "voting/verify.html", context)


@require_safe
def rules(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Give the frozen rules as the very text whose fingerprint is published."""
    round = get_round(request, process_slug, number)
    if not round.rules_json:
        raise Http404
    return HttpResponse(round.rules_json, content_type="application/json; charset=utf-8")


@require_safe
def index(request: CityRequest) -> HttpResponse:
    """List every published result, the newest first."""
    rounds = (
        Round.objects.filter(status=RoundStatus.PUBLISHED, process__published=True)
        .select_related("process", "result")
        .defer("result__outcome", "result__payments", "result__fairness", "rules_json", "source_meta")
        .order_by("-closes_at", "-pk")
    )
    page = Paginator(rounds, 20).get_page(request.GET.get("page"))
    return render(request, "voting/results.html", {"page": page})
