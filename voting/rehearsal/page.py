"""What a finished rehearsal shows: figures side by side, and in words what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ui.charts import Table
from ui.money import format_money, grouped
from voting.casting.phrases import count_text
from voting.models import Rehearsal
from voting.rehearsal.rehearsing import FILE, ROUND
from voting.results.fairness_page import named, number_text, percent_text
from voting.rounds.rule_words import RuleWords, short_line, words_of
from voting.rules import get
from voting.rules.exact import from_json

MOST_NAMED = 8
Column = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One rule of a rehearsal in words. `place` counts from 0, `number` from 1."""

    place: int
    title: str
    line: str
    words: RuleWords

    @property
    def number(self) -> int:
        return self.place + 1


@dataclass(frozen=True, slots=True)
class Card:
    """One rule's result: figures (label, text, whether it is the best), and what differs from the first."""

    candidate: Candidate
    problem: str
    figures: tuple[tuple[str, str, bool], ...]
    verdict: str
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A finished rehearsal: how alike the results are, one card per rule, and the tables under them."""

    alike: str
    cards: tuple[Card, ...]
    projects: Table
    spreads: tuple[Table, ...]


def candidates_of(rehearsal: Rehearsal) -> list[Candidate]:
    """Return the rules of a rehearsal in words."""
    return [_candidate(place, one) for place, one in enumerate(rehearsal.candidates)]


def _candidate(place: int, one: Mapping[str, Any]) -> Candidate:
    rule, values = one["rule"], one["parameters"]
    return Candidate(place, _(get(rule).title), short_line(rule, values), words_of(rule, values))


def ballots_line(rehearsal: Rehearsal) -> str:
    """Say which ballots a rehearsal counts."""
    plan = rehearsal.ballots
    if plan["kind"] == ROUND:
        return _("Ballots of a past vote: %(title)s.") % {"title": plan["title"]}
    if plan["kind"] == FILE:
        return _("Ballots from the file %(title)s.") % {"title": plan["title"]}
    return _("%(voters)s simulated voters, seed %(seed)s.") % {
        "voters": grouped(plan["voters"], get_language() or "en"), "seed": plan["seed"],
    }  # fmt: skip


def report_of(rehearsal: Rehearsal) -> Report:
    """Return a finished rehearsal as people read it."""
    result: Mapping[str, Any] = rehearsal.result or {}
    columns: Sequence[Column] = result["columns"]
    titles = {key: title for key, (title, _cost) in result["projects"].items()}
    good = [column for column in columns if "problem" not in column]
    cards = tuple(
        _card(result, _candidate(place, column), column, good, titles) for place, column in enumerate(columns)
    )
    return Report(
        _alike(good), cards, _projects(result, columns),
        tuple(table for kind in ("districts", "categories") if (table := _spread(columns, kind))),
    )  # fmt: skip


def _card(
    result: Mapping[str, Any], candidate: Candidate, column: Column, good: Sequence[Column],
    titles: Mapping[str, str],
) -> Card:  # fmt: skip
    if "problem" in column:
        problem = _("This rule cannot count these ballots: %(why)s") % {"why": column["problem"]}
        return Card(candidate, problem, (), "", ())
    first = good[0]
    differs: tuple[str, ...] = ()
    if column is not first:
        differs = tuple(_differs(column, first, titles))
    figures = tuple(
        (label(), text(result, column), len(good) > 1 and _best(good, column, value))
        for label, text, value in FIGURES
    )
    step = column["parameters"].get("increment")
    if step and str(column["parameters"].get("completion", "")).startswith("add1"):
        figures += ((_("Step of raising the shares"), number_text(step, _language()), False),)
    return Card(candidate, "", figures, _verdict(column["complaints"]), differs)


def _differs(column: Column, first: Column, titles: Mapping[str, str]) -> Iterator[str]:
    """Yield in sentences how a result differs from the first one, project by project."""
    more = [key for key in column["winners"] if key not in first["winners"]]
    less = [key for key in first["winners"] if key not in column["winners"]]
    if more:
        yield _("It funds %(projects)s.") % {"projects": named(more, titles, MOST_NAMED)}
    if less:
        yield _("It does not fund %(projects)s.") % {"projects": named(less, titles, MOST_NAMED)}
    if column["part"]:
        part = named(list(column["part"]), titles, MOST_NAMED)
        yield _("It funds %(projects)s in part.") % {"projects": part}
    if not more and not less and not column["part"]:
        yield _("The same projects.")


def _verdict(complaints: int) -> str:
    if not complaints:
        return _("Yes: no group is left out.")
    return ngettext(
        "No: a group could object over %(n)s project.",
        "No: a group could object over %(n)s projects.",
        complaints,
    ) % {"n": count_text(complaints)}


def _best(good: Sequence[Column], column: Column, value: Callable[[Column], Fraction] | None) -> bool:
    if value is None:
        return False
    values = [value(other) for other in good]
    return value(column) == max(values) and min(values) != max(values)


def _money(result: Mapping[str, Any], minor: int) -> str:
    return format_money(minor, result["currency"], get_language() or "en")


def _covered(column: Column) -> Fraction:
    return Fraction(column["covered"], column["voters"]) if column["voters"] else Fraction(0)


def _language() -> str:
    return get_language() or "en"


FIGURES: tuple[
    tuple[
        Callable[[], str],
        Callable[[Mapping[str, Any], Column], str],
        Callable[[Column], Fraction] | None,
    ],
    ...,
] = (
    (lambda: _("Funded projects"), lambda _r, c: grouped(len(c["winners"]), _language()), None),
    (
        lambda: _("Voters with at least one funded project"),
        lambda _r, c: percent_text(_covered(c), _language()),
        _covered,
    ),
    (
        lambda: _("Funded projects per voter, on average"),
        lambda _r, c: number_text(c["mean"], _language()),
        lambda c: Fraction(from_json(c["mean"])),
    ),
    (
        lambda: _("Half of the voters have at least"),
        lambda _r, c: number_text(c["median"], _language()),
        lambda c: Fraction(from_json(c["median"])),
    ),
    (lambda: _("Money spent"), lambda r, c: _money(r, c["spent"]), lambda c: Fraction(c["spent"])),
    (lambda: _("Left over"), lambda r, c: _money(r, c["left"]), None),
)


def _alike(good: Sequence[Column]) -> str:
    """How many projects every rule funds, and how many only some."""
    if len(good) < 2:
        return ""
    sets = [set(column["winners"]) for column in good]
    common, any_of = set.intersection(*sets), set.union(*sets)
    if common == any_of:
        return _("Every rule funds the same projects.")
    return _("Projects that every rule funds: %(common)s. Projects on which they differ: %(open)s.") % {
        "common": count_text(len(common)), "open": count_text(len(any_of - common)),
    }  # fmt: skip


def _projects(result: Mapping[str, Any], columns: Sequence[Column]) -> Table:
    """Every project that some rule funds: those all agree about last."""
    rows = []
    for key, (title, cost) in result["projects"].items():
        marks = [_mark(key, column) for column in columns]
        rows.append((len({*marks}) == 1, (title, _money(result, cost), *marks)))
    rows.sort(key=lambda row: row[0])
    head = (_("Project"), _("Cost"), *(str(number) for number in range(1, len(columns) + 1)))
    return Table(head, tuple(row for _same, row in rows), _("Which rule funds which project"))


def _mark(key: str, column: Column) -> str:
    if "problem" in column:
        return "–"
    if key in column["part"]:
        return _("in part")
    return _("yes") if key in column["winners"] else _("no")


def _spread(columns: Sequence[Column], kind: str) -> Table | None:
    """The part of the money of each district or topic by rule, beside its part of the votes."""
    good = [(number, column) for number, column in enumerate(columns, 1) if "problem" not in column]
    if not good or not good[0][1][kind]:
        return None
    language = _language()
    rows = []
    for place, group in enumerate(good[0][1][kind]):
        votes = percent_text(Fraction(from_json(group["votes"])), language)
        money = [
            percent_text(Fraction(from_json(column[kind][place]["money"])), language) for _n, column in good
        ]
        rows.append((group["name"], votes, *money))
    places = kind == "districts"
    head = (
        _("Place") if places else _("Topic"),
        _("Votes"),
        *(_("Money (%(number)s)") % {"number": number} for number, _column in good),
    )
    title = _("Money and votes by place") if places else _("Money and votes by topic")
    return Table(head, tuple(rows), title)
