"""Why a project was not funded, in sentences with figures that its supporters can check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ui.money import decimal, format_money, grouped
from voting.amounts import to_minor
from voting.models import BallotType, Project
from voting.rules.exact import from_json

MOST_WINNERS = 3


@dataclass(frozen=True, slots=True)
class Why:
    """The headline, how much there was of what was needed (minor units; None where money was not the matter),
    the sentences, and what would have been enough."""

    headline: str
    have: int | None
    need: int
    sentences: tuple[str, ...]
    enough: str


class _Figures:
    """The figures of one project that lost, written for the reader."""

    def __init__(self, project: Project, currency: str, titles: Mapping[str, str]) -> None:
        self.data: Mapping[str, Any] = project.explanation or {}
        self.project, self.currency, self.titles = project, currency, titles
        self.language = get_language() or "en"

    def minor(self, name: str) -> int | None:
        """An amount of the explanation in minor units."""
        value = self.data.get(name)
        return None if value is None else to_minor(from_json(value), self.currency)

    def money(self, minor: int) -> str:
        return format_money(minor, self.currency, self.language)

    def number(self, value: int) -> str:
        return grouped(value, self.language)


def why_not(project: Project, currency: str, titles: Mapping[str, str]) -> Why:
    """Return the explanation of a project without money; `titles` are those of the winners by key."""
    figures = _Figures(project, currency, titles)
    reason = figures.data.get("reason", "")
    if reason:
        return Why(REASONS[reason](), None, project.cost, (), "")
    if figures.data.get("unspent") is not None and figures.data.get("votes_lacked") is not None:
        return _shares(figures)
    if figures.data.get("money_left") is not None:
        return _ladder(figures)
    return Why(_("Other projects came first."), None, project.cost, (_votes(figures),), _enough(figures))


def _shares(figures: _Figures) -> Why:
    have, cost = figures.minor("unspent") or 0, figures.project.cost
    percent = 100 * have / cost if cost else 100.0
    told = [
        ngettext(
            "%(count)s supporter had %(money)s left, %(percent)s%% of the cost.",
            "%(count)s supporters had %(money)s left between them, %(percent)s%% of the cost.",
            figures.project.votes,
        )
        % {
            "count": figures.number(figures.project.votes),
            "money": figures.money(have),
            "percent": decimal(percent, 1, figures.language),
        }
    ]
    told += _spending(figures)
    lacked = figures.data.get("votes_lacked")
    if lacked:
        told.append(
            _("Even with their whole shares, %(count)s more supporters were needed to pay for it.")
            % {"count": figures.number(lacked)}
        )
    return Why(_headline(figures, have), have, cost, tuple(told), _enough(figures))


def _spending(figures: _Figures) -> list[str]:
    spending = sorted(figures.data.get("spending", ()), key=lambda item: -item["money"])[:MOST_WINNERS]
    titles = [figures.titles[item["project"]] for item in spending if item["project"] in figures.titles]
    names = [_("“%(title)s”") % {"title": title} for title in titles]
    if not names:
        return []
    listed = names[0] if len(names) == 1 else _("%(some)s and %(last)s") % {
        "some": ", ".join(names[:-1]), "last": names[-1],
    }  # fmt: skip
    return [_("Before that, many of them had helped to pay for %(projects)s.") % {"projects": listed}]


def _ladder(figures: _Figures) -> Why:
    have, cost = figures.minor("money_left") or 0, figures.project.cost
    told = (
        _votes(figures),
        _("It was number %(rank)s on the list. When its turn came, %(money)s was left.")
        % {"rank": figures.number(figures.data["rank"]), "money": figures.money(have)},
    )
    return Why(_headline(figures, have), have, cost, told, _enough(figures))


def _headline(figures: _Figures, have: int) -> str:
    short = figures.project.cost - have
    if short <= 0:
        return _("Other projects came first.")
    amounts = {"short": figures.money(short), "cost": figures.money(figures.project.cost)}
    return _("%(short)s short of %(cost)s") % amounts


def _votes(figures: _Figures) -> str:
    votes = figures.project.votes
    if figures.project.round.ballot_type != BallotType.APPROVAL:
        return _("It had %(points)s points from %(count)s supporters.") % {
            "points": figures.number(figures.project.points),
            "count": figures.number(votes),
        }
    return ngettext("It had %(count)s supporter.", "It had %(count)s supporters.", votes) % {
        "count": figures.number(votes)
    }


def _enough(figures: _Figures) -> str:
    cost, more = figures.minor("largest_cost"), figures.data.get("further_supporters")
    options = []
    if cost:
        options.append(_("a cost of %(cost)s or less") % {"cost": figures.money(cost)})
    if more:
        options.append(
            ngettext("%(count)s more supporter", "%(count)s more supporters", more)
            % {"count": figures.number(more)}
        )
    if len(options) == 2:
        return _("%(one)s, or %(other)s.") % {"one": options[0], "other": options[1]}
    return f"{options[0]}." if options else ""


REASONS = {
    "withdrawn": lambda: _("It was withdrawn after voting began."),
    "minimum support": lambda: _("It had fewer supporters than the rules ask for."),
    "rival": lambda: _("Another project was funded that excludes this one."),
}
