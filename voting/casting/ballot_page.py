"""The ballot as a page shows it: cards in a fair order, what fits, and what is left."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.models import User
from processes.http import CityRequest
from proposals.places import city_districts
from ui.money import SEPARATORS, SPACED, format_money, grouped, minor_digits
from voting.casting.ballot_form import largest
from voting.casting.choices import Limits, shortfall
from voting.casting.kinds import GRADES
from voting.casting.phrases import count_text, limits_of
from voting.models import BallotType, Project, Round

MOST_OPTIONS = 20


@dataclass(frozen=True, slots=True)
class Face:
    """What everybody sees of a project on a ballot; the cost is in minor units of `currency`."""

    number: int
    title: str
    summary: str
    language: str
    cost: int
    currency: str


@dataclass(frozen=True, slots=True)
class Card:
    """One project on the ballot. `place` is its place in the order chosen, 0 if it is not.

    `obstacle` says why it cannot be added; "" if it can, or is chosen. Where a ballot gives points or places,
    `given` is what stands in the project's field, and `options` what it can be (value, label, whether it
    is); without options the field takes any number.
    """

    project: Project
    place: int
    obstacle: str
    given: str = ""
    options: tuple[tuple[str, str, bool], ...] = ()

    @property
    def is_untouched(self) -> bool:
        """Whether the card says nothing of what anybody chose, so that everybody's looks alike."""
        return not (self.place or self.obstacle or self.given)

    @property
    def face(self) -> Face:
        """What the card shows beside the choice."""
        project = self.project
        return Face(
            project.number, project.title, project.summary, project.language, project.cost,
            project.round.process.currency,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tally:
    """What is on a ballot so far, in the order chosen; amounts are minor units. `total` is what the meter
    shows.
    """

    projects: tuple[Project, ...]
    spent: int
    limit: int | None
    most: int | None
    currency: str
    kind: str = BallotType.APPROVAL
    points: tuple[int, ...] = ()
    point_total: int | None = None

    @property
    def points_left(self) -> int | None:
        """Points that can still be given; negative when too many are, None where none are shared out."""
        return None if self.point_total is None else self.point_total - sum(self.points)

    @property
    def rows(self) -> list[tuple[Project, str]]:
        """The chosen projects, each with what it got in words: points, a score, a grade or a place."""
        ranked = self.kind == BallotType.ORDINAL
        given = self.points or (range(1, len(self.projects) + 1) if ranked else (0,) * len(self.projects))
        return [
            (project, given_text(self.kind, value) if value else "")
            for project, value in zip(self.projects, given, strict=True)
        ]

    @property
    def left(self) -> int | None:
        """Money that can still be given; negative when over the limit, None without one."""
        return None if self.limit is None else self.limit - self.spent

    @property
    def over(self) -> int:
        """Money over the limit."""
        return max(0, -(self.left or 0))

    @property
    def places_left(self) -> int | None:
        """How many more projects can be chosen; None without a limit."""
        return None if self.most is None else self.most - len(self.projects)

    @property
    def total(self) -> int:
        """What the whole meter stands for: the limit, or what is chosen, or one stone per project."""
        return self.point_total or self.limit or self.most or max(1, self.spent)

    @property
    def parts(self) -> list[int]:
        """The stones of the meter: the costs, or one each where only the number of projects is limited."""
        if self.point_total is not None:
            return list(self.points)
        if self.limit is None and self.most is not None:
            return [1] * len(self.projects)
        return [project.cost for project in self.projects]

    @property
    def label(self) -> str:
        """The meter in words."""
        language = get_language() or "en"
        if self.point_total is not None:
            return _("%(given)s of %(total)s points given") % {
                "given": grouped(sum(self.points), language),
                "total": grouped(self.point_total, language),
            }
        if self.limit is not None:
            return _("%(spent)s of %(limit)s chosen") % {
                "spent": format_money(self.spent, self.currency, language),
                "limit": format_money(self.limit, self.currency, language),
            }
        return ngettext("%(count)s project chosen", "%(count)s projects chosen", len(self.projects)) % {
            "count": count_text(len(self.projects))
        }


def on_ballot(round: Round) -> list[Project]:
    """Return the projects of a ballot with their districts, which are known (one query)."""
    districts = {district.pk: district for district in city_districts()}
    projects = list(round.projects.defer("explanation", "delivery_note"))
    for project in projects:
        project.round = round
        project.district = districts.get(project.district_id or 0)
    return projects


def fair_order(projects: Sequence[Project], round: Round, seed: str) -> list[Project]:
    """Return the projects in an order that is random, and the same each time for the same `seed`."""
    key = salted_hmac(f"voting.order.{round.pk}", seed, algorithm="sha256").digest()
    return sorted(projects, key=lambda p: hashlib.sha256(key + p.number.to_bytes(8, "big")).digest())


def seed_of(request: CityRequest) -> str:
    """Return what stands for the reader: the person, or the day for visitors."""
    user = request.user
    return f"person-{user.pk}" if isinstance(user, User) else f"day-{request.now:%Y-%m-%d}"


def point_cards(projects: Sequence[Project], round: Round, typed: Mapping[int, str]) -> list[Card]:
    """Return a card per project of a ballot that gives points or places, with what stands in its field."""
    options = options_of(round, len(projects))
    cards = []
    for project in projects:
        given = typed.get(project.number, "")
        marked = tuple((value, label, value == given) for value, label in options)
        cards.append(Card(project, int(bool(given)), "", given, marked))
    return cards


def options_of(round: Round, projects: int) -> list[tuple[str, str]]:
    """Return what a field of the ballot can hold (value, label); nothing where it takes any number."""
    if round.ballot_type == BallotType.CUMULATIVE or largest(round) > MOST_OPTIONS:
        return []
    most = largest(round)
    if round.ballot_type == BallotType.ORDINAL:
        most = min(projects, round.max_projects or projects)
    values = range(0 if round.ballot_type == BallotType.GRADES else 1, most + 1)
    none = {BallotType.ORDINAL: _("No place"), BallotType.GRADES: _("No grade")}
    first = ("", str(none.get(BallotType(round.ballot_type), _("No points"))))
    listed = [(str(value or "0"), given_text(round.ballot_type, value)) for value in values]
    return [first, *listed]


def given_labels(round: Round, projects: int) -> dict[str, str]:
    """Return what a project can get on a ballot, in words by value; nothing where ballots only tick."""
    if round.ballot_type == BallotType.APPROVAL:
        return {}
    most = largest(round)
    if round.ballot_type == BallotType.ORDINAL:
        most = min(projects, round.max_projects or projects)
    return {str(value): given_text(round.ballot_type, value) for value in range(1, most + 1)}


def given_text(kind: str, value: int) -> str:
    """Return what a project got on a ballot, in words."""
    if kind == BallotType.GRADES:
        return str(GRADES[min(value, len(GRADES) - 1)])
    if kind == BallotType.ORDINAL:
        return _("Place %(n)s") % {"n": count_text(value)}
    return ngettext("%(n)s point", "%(n)s points", value) % {"n": grouped(value, get_language() or "en")}


def cards_of(projects: Sequence[Project], round: Round, chosen: Sequence[int]) -> list[Card]:
    """Return a card per project; those that do not fit beside the chosen ones say by how much."""
    costs = {project.number: project.cost for project in projects}
    limits = Limits(round.max_projects, round.spending_limit)
    full = round.max_projects is not None and len(chosen) >= round.max_projects
    cards = []
    for project in projects:
        is_chosen = project.number in chosen
        short = 0 if is_chosen else shortfall(project.cost, chosen, costs, limits)
        obstacle = ""
        if short:
            obstacle = _does_not_fit(short, round)
        elif full and not is_chosen:
            obstacle = _no_place(round)
        cards.append(Card(project, chosen.index(project.number) + 1 if is_chosen else 0, obstacle))
    return cards


def tally_of(
    projects: Sequence[Project], round: Round, chosen: Sequence[int], points: Sequence[int] = ()
) -> Tally:
    """Return the sum of what is chosen, in the order chosen."""
    by_number = {project.number: project for project in projects}
    picked = tuple(by_number[number] for number in chosen if number in by_number)
    return Tally(
        picked, sum(project.cost for project in picked), round.spending_limit, round.max_projects,
        round.process.currency, round.ballot_type, tuple(points), limits_of(round).points,
    )  # fmt: skip


def phrases(round: Round) -> dict[str, str]:
    """Return the sentences and the way of writing money that the script needs to speak like the server."""
    language = get_language() or "en"
    currency = round.process.currency
    sample = format_money(10 ** minor_digits(currency) * 1234, currency, language)
    return {
        "money": sample.replace(sample[sample.index("1") : sample.index("4") + 1], "#"),
        "group": sample[sample.index("1") + 1 : sample.index("2")],
        "decimal": SEPARATORS.get(language.split("-", maxsplit=1)[0], SPACED)[1],
        "digits": str(minor_digits(currency)),
        "nofit": _does_not_fit_pattern() % {"short": "#"},
        "full": _no_place(round),
        "spent": _("{count} projects, {spent}"),
        "one": _("1 project, {spent}"),
        "chosen": _("{spent} of {limit} chosen"),
        "given": _("{given} of {total} points given"),
        "point": given_text(BallotType.CUMULATIVE, 1),
        "pointsgot": ngettext("%(n)s point", "%(n)s points", 2) % {"n": "{n}"},
        "lefthead": _("Left"),
        "overhead": _("Too much"),
        **left_patterns(),
        "toomuch": _("Your projects cost %(over)s more than the %(limit)s you can share out. Leave one out.")
        % {"over": "{over}", "limit": format_money(round.spending_limit or 0, currency, language)},
        "toohigh": _("One project can get %(each)s at most. Lower any that have more.")
        % {"each": count_text(largest(round))},
        "nonumber": _("Write whole numbers, using digits only."),
        "samerank": _("Two projects have the same place. Give each place only once."),
    }


def left_patterns() -> dict[str, str]:
    """Return how the bar says what is left or too much, with {n} for the figure."""
    return {
        "pointsleft": _("Points left: %(n)s") % {"n": "{n}"},
        "pointsover": _("Points too many: %(n)s") % {"n": "{n}"},
        "moneyleft": _("%(money)s left") % {"money": "{n}"},
        "moneyover": _("%(money)s over the limit") % {"money": "{n}"},
        "placesleft": _("Projects left: %(n)s") % {"n": "{n}"},
        "placesover": _("Projects too many: %(n)s") % {"n": "{n}"},
    }


def _does_not_fit_pattern() -> str:
    return _("It costs %(short)s more than you have left. Untick a project to make room.")


def _does_not_fit(short: int, round: Round) -> str:
    amount = format_money(short, round.process.currency, get_language() or "en")
    return _does_not_fit_pattern() % {"short": amount}


def _no_place(round: Round) -> str:
    return ngettext(
        "You can choose %(most)s project. Untick it to choose this one.",
        "You can choose %(most)s projects. Untick one to choose this one.",
        round.max_projects or 0,
    ) % {"most": count_text(round.max_projects)}
