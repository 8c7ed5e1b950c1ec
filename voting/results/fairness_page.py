"""How a result spreads over the voters, in sentences and drawings, from what counting stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ui.charts import Bar, BarChart, Table
from ui.money import decimal, format_money, grouped
from voting.amounts import to_minor
from voting.casting.phrases import count_text
from voting.models import Round
from voting.rounds.rule_words import short_line
from voting.rules import get
from voting.rules.exact import from_json

MOST_BARS = 20
MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Other:
    """Another rule beside the one that counted: what it would have changed, in sentences. `covered` and
    `mean` are "" where only sums are known.
    """

    title: str
    line: str
    changes: tuple[str, ...]
    covered: str
    mean: str
    spent: int


@dataclass(frozen=True, slots=True)
class Spread:
    """The figures that stand beside every result."""

    covered: int
    voters: int
    mean: str
    median: str
    verdict: str
    just: bool
    complaints: tuple[str, ...]


def tells_of_voters(stored: Mapping[str, Any]) -> bool:
    """Return whether figures about single voters are stored: not where only sums were opened."""
    return bool(stored) and not stored.get("sums")


def spread_words(round: Round, stored: Mapping[str, Any], titles: Mapping[str, str]) -> Spread:
    """Return the stored figures as people read them; `titles` are the projects' by key."""
    language = get_language() or "en"
    found = stored["justified"]
    return Spread(
        covered=stored["covered"],
        voters=stored["voters"],
        mean=number_text(stored["mean"], language),
        median=number_text(stored["median"], language),
        verdict=verdict_text(found["count"]),
        just=not found["count"],
        complaints=tuple(_complaint(round, one, titles, language) for one in found["complaints"]),
    )


def verdict_text(complaints: int) -> str:
    """Return what EJR+ says, without the name."""
    if not complaints:
        return _(
            "No group was left out: wherever voters agreed on a project and their part of the money would "
            "pay for it, at least one of them got as much as that part is worth."
        )
    return ngettext(
        "A group of voters can object over %(n)s project: they agreed on it, their part of the money "
        "would pay for it, and none of them got what that part is worth.",
        "A group of voters can object over %(n)s projects: they agreed on each, their part of the money "
        "would pay for it, and none of them got what that part is worth.",
        complaints,
    ) % {"n": count_text(complaints)}


def _complaint(round: Round, one: Mapping[str, Any], titles: Mapping[str, str], language: str) -> str:
    currency = round.process.currency
    return ngettext(
        "“%(project)s”: %(n)s supporter with a part of %(money)s.",
        "“%(project)s”: %(n)s supporters with a part of %(money)s together.",
        one["voters"],
    ) % {
        "project": titles.get(one["project"], one["project"]),
        "n": grouped(one["voters"], language),
        "money": format_money(to_minor(from_json(one["claim"]), currency), currency, language),
    }


def number_text(value: int | str, language: str) -> str:
    """Return an exact number with at most two decimals."""
    number = Fraction(from_json(value))
    if number.denominator == 1:
        return grouped(int(number), language)
    return decimal(float(number), 1 if number.denominator == 2 else 2, language)


def percent_text(share: Fraction, language: str) -> str:
    """Return a part of 1 in percent; all and nothing without digits."""
    digits = 0 if share in {0, 1} else 1
    return _("%(number)s%%") % {"number": decimal(float(100 * share), digits, language)}


def share_chart(stored: Mapping[str, Any], kind: str) -> BarChart | None:
    """Return the part of the money beside the part of the votes, by "districts" or "categories".

    None where the projects have none.
    """
    language = get_language() or "en"
    groups = [
        (one["name"], Fraction(from_json(one["money"])), Fraction(from_json(one["votes"])))
        for one in stored[kind]
    ]
    if not groups:
        return None
    groups.sort(key=lambda group: (-group[2], group[0]))
    bars, rows = [], []
    for name, money, votes in groups:
        of_money, of_votes = percent_text(money, language), percent_text(votes, language)
        rows.append((name, of_money, of_votes))
        bars.append(Bar(name, money, f"{of_money} / {of_votes}", votes))
    places = kind == "districts"
    head = (_("Place") if places else _("Topic"), _("Part of the money"), _("Part of the votes"))
    caption = _(
        "Full bar: part of the money. Dashed: part of the votes; each voter counts once, divided over what"
        " they chose."
    )
    title = _("Money and votes by place") if places else _("Money and votes by topic")
    return BarChart(title, tuple(bars[:MOST_BARS]), caption, table=Table(head, tuple(rows), title))


def others(round: Round, stored: Mapping[str, Any], titles: Mapping[str, str]) -> Iterator[Other]:
    """Yield what each other rule would have chosen with the same ballots."""
    language = get_language() or "en"
    for one in stored["others"]:
        known = tells_of_voters(stored)
        covered = Fraction(one["covered"], stored["voters"]) if known and stored["voters"] else Fraction(0)
        yield Other(
            title=_(get(one["rule"]).title),
            line=short_line(one["rule"], one["parameters"]),
            changes=tuple(changes(one, titles)),
            covered=percent_text(covered, language) if known else "",
            mean=number_text(one["mean"], language) if known else "",
            spent=to_minor(from_json(one["spent"]), round.process.currency),
        )


def changes(one: Mapping[str, Any], titles: Mapping[str, str]) -> Iterator[str]:
    """Yield in sentences how another result differs, project by project."""
    if not one["funds"] and not one["drops"] and not one.get("part"):
        yield _("The same projects.")
        return
    if one["funds"]:
        yield _("It would have funded %(projects)s.") % {"projects": named(one["funds"], titles)}
    if one["drops"]:
        yield _("It would not have funded %(projects)s.") % {"projects": named(one["drops"], titles)}
    if one.get("part"):
        yield _("It would have funded %(projects)s in part.") % {"projects": named(one["part"], titles)}


def named(keys: list[str], titles: Mapping[str, str], most: int = 0) -> str:
    """Return titles in quotation marks as one list; beyond `most` (0: all) only how many more."""
    shown = keys[:most] if most else keys
    names = [_("“%(title)s”") % {"title": titles.get(key, key)} for key in shown]
    if len(shown) < len(keys):
        more = len(keys) - len(shown)
        names.append(ngettext("%(n)s more", "%(n)s more", more) % {"n": count_text(more)})
    if len(names) == 1:
        return names[0]
    return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}
