"""The page of a published result, drawn once: after publication only the state of the building changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from ui.drawn import drawn_once
from voting.models import BallotType, Project, Result, Round
from voting.results.channel_words import channel_words
from voting.results.fairness_page import spread_words, tells_of_voters
from voting.results.page import check_lines, money_chart
from voting.results.steps import Story
from voting.results.turnout import turnout_lines
from voting.results.why import why_not
from voting.roll.admission import whose_vote
from voting.rounds.rule_words import rule_words

MOST_WINNERS = 100
KEPT = 64
LISTED = (
    "pk",
    "number",
    "key",
    "title",
    "language",
    "cost",
    "votes",
    "points",
    "rank",
    "declared",
    "delivery",
    "delivery_changed_at",
)


@dataclass(frozen=True, slots=True)
class Published:
    """All that the page shows: what was published, whose vote it was, and what the projects are called and
    how far they are.

    Rules, figures and explanations stand in the result, which is published once and has a fingerprint.
    """

    round_id: int
    fingerprint: str
    published_at: Any
    checks: str
    words: tuple[str, ...]
    whose: str
    projects: tuple[tuple[Any, ...], ...]
    loser: int | None
    round: Round = field(compare=False)
    result: Result = field(compare=False)


def drawn_result(round: Round, result: Result, wanted: str) -> SafeString:
    """Return who won, where the money goes, how it was shared, and why the others did not win (2 queries).

    `wanted` is the number of a project without money to explain; the one with the most supporters otherwise.
    """
    rows = tuple(
        round.projects.order_by("-votes", "number").values_list(*LISTED, "district__name", "district__tile")
    )
    losers = [row for row in rows if not row[LISTED.index("rank")]]
    chosen = next((row for row in losers if str(row[1]) == wanted), losers[0] if losers else None)
    facts = Published(
        round_id=round.pk,
        fingerprint=result.fingerprint,
        published_at=result.published_at,
        checks=repr(result.checks),
        words=(round.title, round.process.title, round.process.slug, round.process.language),
        whose=whose_vote(round),
        projects=rows,
        loser=chosen[0] if chosen else None,
        round=round,
        result=result,
    )
    return draw_result(facts, get_language() or "en")


@drawn_once(KEPT)
def draw_result(facts: Published, language: str) -> SafeString:
    """Draw the page below its frame."""
    round, found = facts.round, facts.result
    currency = round.process.currency
    rows = [dict(zip(LISTED, row, strict=False)) for row in facts.projects]
    titles = {row["key"]: row["title"] for row in rows}
    losers = [row for row in rows if not row["rank"]]
    loser = loser_of(round, facts.loser)
    opening = Story(found.facts["opening"], titles, currency, round.ballot_type)
    context = {
        "round": round,
        "process": round.process,
        "result": found,
        "facts": found.facts,
        "whose": facts.whose,
        "pointed": round.ballot_type != BallotType.APPROVAL,
        "winners": winners_of(round),
        "losers": losers,
        "loser": loser,
        "why": why_not(loser, currency, titles) if loser else None,
        "chart": money_chart(round, found.facts),
        "channels": channel_words(found.facts, titles),
        "spread": spread_words(round, found.fairness, titles) if tells_of_voters(found.fairness) else None,
        "step": opening.view(1) if len(opening) else None,
        "rule": rule_words(round),
        "checks": check_lines(round, found),
        "districts": turnout_lines(found.facts.get("districts", [])),
        "different": [
            r for r in rows if r["declared"] is not None and bool(r["declared"]) != bool(r["rank"])
        ],
    }
    return render_to_string("voting/_result.html", context)


def winners_of(round: Round) -> list[Project]:
    """Return the funded projects in the order of funding."""
    found = round.projects.filter(rank__isnull=False).select_related("district").order_by("rank")
    winners = list(found.defer("summary", "explanation")[:MOST_WINNERS])
    for project in winners:
        project.round = round
    return winners


def loser_of(round: Round, pk: int | None) -> Project | None:
    """Return the project without money that the page explains, with its district."""
    project = round.projects.select_related("district").get(pk=pk) if pk else None
    if project:
        project.round = round
    return project
