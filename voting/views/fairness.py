"""Beside a published result: how it spreads over the voters, and the files that machines read."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from processes.http import CityRequest
from voting.counting.public_file import public_file
from voting.models import Result, RoundStatus
from voting.results.fairness_page import others, share_chart, spread_words, tells_of_voters
from voting.rounds.rule_words import rule_words
from voting.views.fetch import get_round
from voting.views.results import published

HOUR = 3600


@require_safe
def fairness(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Show who got something, money beside votes, and what every other rule would have chosen."""
    round, found = published(request, process_slug, number, steps=False)
    if not found.fairness:
        raise Http404
    titles = dict(round.projects.values_list("key", "title"))
    known = tells_of_voters(found.fairness)
    kinds = ("districts", "categories") if known else ()
    context = {
        "round": round,
        "process": round.process,
        "result": found,
        "rule": rule_words(round),
        "spread": spread_words(round, found.fairness, titles) if known else None,
        "charts": [chart for kind in kinds if (chart := share_chart(found.fairness, kind))],
        "others": list(others(round, found.fairness, titles)),
        "has_payments": found.payments is not None,
        "file": public_file(round).name,
    }
    return render(request, "voting/fairness.html", context)


def _mark(request: HttpRequest, process_slug: str, number: int) -> str | None:
    """The ETag of what machines read: it changes with the ballots, the count and the day of publication."""
    found = (
        Result.objects.filter(
            round__process__slug=process_slug, round__number=min(number, 32_767),
            round__status=RoundStatus.PUBLISHED,
        )
        .values_list("pk", "fingerprint", "published_at")
        .first()
    )  # fmt: skip
    return f'"{found[0]}-{found[1][:24]}-{found[2]:%s}"' if found else None


@require_safe
@cache_control(public=True, max_age=HOUR)
@condition(etag_func=_mark)
def outcome(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Give the whole outcome as JSON, as the command line prints it; of sums without its spread."""
    round, found = published(request, process_slug, number, steps=True)
    if round.only_sums:
        return _json({**found.outcome, "sums_sha256": found.fingerprint})
    spread = {name: value for name, value in found.fairness.items() if name not in {"others", "justified"}}
    return _json({**found.outcome, "fairness": spread, "ballots_sha256": found.fingerprint})


@require_safe
@cache_control(public=True, max_age=HOUR)
@condition(etag_func=_mark)
def payments(request: CityRequest, process_slug: str, number: int) -> HttpResponse:
    """Give the payments behind a result of equal shares as JSON, for whoever wants to check them."""
    round = get_round(request, process_slug, number)
    results = Result.objects.filter(round=round, round__status=RoundStatus.PUBLISHED)
    found = results.values_list("payments", "fingerprint", "outcome").first()
    if found is None or found[0] is None:
        raise Http404
    response = _json({**found[0], **found[2], "ballots": public_file(round).name, "ballots_sha256": found[1]})
    response["Content-Disposition"] = f'attachment; filename="payments-{process_slug}-{number}.json"'
    return response


def _json(data: dict[str, Any]) -> HttpResponse:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, content_type="application/json; charset=utf-8")
