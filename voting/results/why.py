"""Why a project was not funded, in sentences with figures that its supporters can check.

Every family of rules has its own: shares of money, money earned over time, and lists walked down in order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from voting.models import Project
from voting.results.loser_figures import GRADES, Figures


@dataclass(frozen=True, slots=True)
class Why:
    """The headline, how much there was of what was needed (minor units; None where money was not the matter),
    the sentences, what would have been enough, and why some figure of that cannot be given.
    """

    headline: str
    have: int | None
    need: int
    sentences: tuple[str, ...]
    enough: str = ""
    unknown: tuple[str, ...] = ()


def why_not(project: Project, currency: str, titles: Mapping[str, str]) -> Why:
    """Return the explanation of a project without money; `titles` are those of the winners by key."""
    figures = Figures(project, currency, titles)
    reason = figures.data.get("reason", "")
    if reason:
        return Why(REASONS[reason](), None, project.cost, tuple(_ruled_out(figures)))
    part = figures.minor("part")
    if part is not None:
        told = (figures.votes(), _part(figures, part))
        return Why(_short(figures, part), part, project.cost, told)
    have, headline, sentences = _story(figures)
    lacking = have is not None and have < project.cost
    return Why(
        _short(figures, have or 0) if lacking else headline,
        have if lacking else None,
        project.cost,
        tuple(filter(None, sentences)),
        _enough(figures),
        tuple(_unknown(figures)),
    )


def _story(figures: Figures) -> tuple[int | None, str, Iterator[str]]:
    """Return how much money there was for a project, the headline, and the sentences of its rule."""
    unspent = figures.minor("unspent")
    if unspent is None:
        return figures.minor("money_left"), _("Other projects came first."), _ladder(figures)
    if figures.project.round.rule == "phragmen":
        return unspent, _("Too little money was left for it."), _loads(figures)
    return unspent, _("Other projects came first."), _shares(figures)


def _short(figures: Figures, have: int) -> str:
    cost = figures.project.cost
    return _("%(short)s short of %(cost)s") % {
        "short": figures.money(cost - have),
        "cost": figures.money(cost),
    }


def _ruled_out(figures: Figures) -> Iterator[str]:
    yield figures.votes()
    lacked = figures.data.get("votes_lacked")
    if lacked:
        yield ngettext(
            "It was %(count)s supporter short.", "It was %(count)s supporters short.", lacked
        ) % {"count": figures.number(lacked)}  # fmt: skip


def _part(figures: Figures, part: int) -> str:
    return _(
        "It was the first on the list to cost more than was left, so it gets what was left: %(money)s."
    ) % {"money": figures.money(part)}


def _shares(figures: Figures) -> Iterator[str]:
    have, votes = figures.minor("unspent") or 0, figures.project.votes
    if votes:
        yield ngettext(
            "%(count)s supporter had %(money)s left, %(percent)s%% of the cost.",
            "%(count)s supporters had %(money)s left between them, %(percent)s%% of the cost.",
            votes,
        ) % {"count": figures.number(votes), "money": figures.money(have), "percent": figures.percent(have)}
    winners = figures.winners_paid()
    if winners:
        yield _("Before that, their money went to %(projects)s.") % {"projects": winners}
    else:
        yield figures.unanswered("spending")
    lacked = figures.data.get("votes_lacked")
    if lacked and votes:
        yield ngettext(
            "Even with their whole shares, %(count)s more supporter was needed to pay for it.",
            "Even with their whole shares, %(count)s more supporters were needed to pay for it.",
            lacked,
        ) % {"count": figures.number(lacked)}
    elif lacked == 0:
        yield _("With their whole shares they could have paid for it.")
    left = figures.minor("money_left")
    if left is not None:
        yield _(
            "When the money left over was spent, it was number %(rank)s on the list, and %(money)s was left."
        ) % {"rank": figures.number(figures.data["rank"]), "money": figures.money(left)}


def _loads(figures: Figures) -> Iterator[str]:
    have, votes = figures.minor("unspent") or 0, figures.project.votes
    if votes:
        yield ngettext(
            "By the end its %(count)s supporter had earned %(money)s and not spent it, "
            "%(percent)s%% of the cost.",
            "By the end its %(count)s supporters had earned %(money)s and not spent it, "
            "%(percent)s%% of the cost.",
            votes,
        ) % {"count": figures.number(votes), "money": figures.money(have), "percent": figures.percent(have)}
    winners = figures.winners_paid()
    if winners:
        yield _("Before that, what they had earned went to %(projects)s.") % {"projects": winners}
    else:
        yield figures.unanswered("spending")
    lacked = figures.data.get("votes_lacked")
    if lacked and votes:
        yield ngettext(
            "Even if they had spent nothing before, %(count)s more supporter was needed to earn its cost.",
            "Even if they had spent nothing before, %(count)s more supporters were needed to earn its cost.",
            lacked,
        ) % {"count": figures.number(lacked)}
    elif lacked == 0 and winners and have < figures.project.cost:
        yield _("Had they spent nothing before, they could have paid for it.")


def _ladder(figures: Figures) -> Iterator[str]:
    yield figures.votes()
    rank, left = figures.data.get("rank"), figures.minor("money_left")
    if rank is not None:
        yield PLACES[figures.order]() % {"rank": figures.number(rank)}
        if left is None:
            yield figures.unanswered("money_left")
        else:
            yield _("When its turn came, %(money)s was left.") % {"money": figures.money(left)}
    lacked = figures.data.get("votes_lacked")
    if lacked:
        yield ngettext(
            "It needed %(count)s more vote to come early enough.",
            "It needed %(count)s more votes to come early enough.",
            lacked,
        ) % {"count": figures.number(lacked)}
    yield figures.unanswered("spending")


def _enough(figures: Figures) -> str:
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


def _unknown(figures: Figures) -> Iterator[str]:
    if figures.data.get("largest_cost") == 0:
        yield _("No lower cost would have been enough.")
    cost, supporters = figures.unanswered("largest_cost"), figures.unanswered("further_supporters")
    if cost and cost != supporters:
        yield _("We cannot name a cost that would have been enough. %(why)s") % {"why": cost}
    if supporters:
        yield supporters


REASONS = {
    "withdrawn": lambda: _("It was withdrawn after voting began."),
    "minimum support": lambda: _("It had fewer supporters than the rules require."),
    "rival": lambda: _("Another project was funded that excludes this one."),
}
PLACES = {
    "votes": lambda: _("By number of supporters, it was number %(rank)s on the list."),
    "votes-per-cost": lambda: _("By supporters for each unit of money, it was number %(rank)s on the list."),
    "points": lambda: _("By sum of points, it was number %(rank)s on the list."),
    "points-per-cost": lambda: _("By points for each unit of money, it was number %(rank)s on the list."),
    GRADES: lambda: _("By the grade of the middle voter, it was number %(rank)s on the list."),
}
