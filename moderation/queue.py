"""The moderators' queue: open cases, oldest first, who looks at them, and what was decided lately."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from moderation import claims
from moderation.models import Case, Decision, HouseRule, Moderated, Report
from moderation.permissions import moderated_processes
from processes.permissions import Person
from ui.counts import counted

AIM_HOURS = 4
BESIDE = 20  # cases in the list beside the one that is open
BEFORE = 4  # of them, those that stand before it


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the queue: the case, what it is about, why it was reported, how long it has waited.

    `holder` is the name of a colleague who looks at it now.
    """

    case: Case
    label: str
    why: str
    age: str
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """A part of the queue: how many wait in all, those from place `first` on, and which of them is open."""

    total: int
    first: int
    oldest: str
    items: Sequence[Waiting]
    at: int | None = None

    @property
    def place(self) -> int:
        """The place of the open case in the queue, counted from one; 0 if it is not in it."""
        return self.first + self.at + 1 if self.at is not None else 0

    @property
    def mark(self) -> str:
        """A text that changes with what stands here, and with who looks at it."""
        return ".".join([str(self.total), *(f"{item.case.pk}{item.holder}" for item in self.items)])

    @property
    def before(self) -> Case | None:
        """The case before the open one."""
        return self.items[self.at - 1].case if self.at else None

    @property
    def after(self) -> Case | None:
        """The case behind the open one."""
        place = self.at + 1 if self.at is not None else len(self.items)
        return self.items[place].case if place < len(self.items) else None


def cases_of(user: Person) -> QuerySet[Case]:
    """Return the cases in the processes that `user` moderates."""
    processes = moderated_processes(user)
    cases = Case.objects.all()
    return cases if processes is None else cases.filter(process__in=processes)


def open_cases(user: Person) -> QuerySet[Case]:
    """Return the open cases for `user`, the oldest first; one's own texts are for somebody else."""
    found = cases_of(user).filter(closed_at=None).order_by("opened_at", "pk")
    return found.exclude(author=user.pk) if user.is_authenticated else found.none()


def most_reported(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Return the cases that most people reported first, of those the oldest."""
    return cases.annotate(people=Count("reports", distinct=True)).order_by("-people", "opened_at", "pk")


def with_facts(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Fetch along what a line of the queue says."""
    reports = Prefetch("reports", Report.objects.order_by("pk"))
    return cases.select_related("process").prefetch_related(reports, "appeals")


def desk_next(user: Person, now: datetime, after: Case | None = None) -> Desk:
    """Return the queue around the case to open next: the first behind `after` that nobody else looks at."""
    waiting = open_cases(user)
    ahead = waiting.exclude(later_than(after)).count() if after else 0
    desk = _desk(user, waiting, now, first=ahead)
    if not desk.items and ahead:
        desk = _desk(user, waiting, now, first=0)
    free = [place for place, item in enumerate(desk.items) if not item.holder]
    return replace(desk, at=free[0] if free else 0 if desk.items else None)


def desk_around(user: Person, case: Case, now: datetime) -> Desk:
    """Return the queue around `case`, which need not be in it."""
    waiting = open_cases(user)
    ahead = waiting.exclude(later_than(case)).exclude(pk=case.pk).count()
    desk = _desk(user, waiting, now, first=max(0, ahead - BEFORE))
    beside = [item.case.pk for item in desk.items]
    return replace(desk, at=beside.index(case.pk) if case.pk in beside else None)


def case_with_facts(case: Case) -> Case | None:
    """Return `case` with its reports, appeals and what it is about; None where that is gone."""
    return next(iter(with_targets(list(with_facts(Case.objects.filter(pk=case.pk))))), None)


def _desk(user: Person, waiting: QuerySet[Case], now: datetime, *, first: int) -> Desk:
    found = list(with_facts(waiting)[first : first + BESIDE])
    shown = with_targets(found)
    oldest = waiting.first() if first else next(iter(shown), None)
    return Desk(
        total=waiting.count() - (len(found) - len(shown)),
        first=first,
        oldest=age(oldest.opened_at, now) if oldest else "",
        items=lines(shown, user, now),
    )


def later_than(case: Case) -> Q:
    """Return the condition for cases that stand behind `case` in the queue."""
    return Q(opened_at__gt=case.opened_at) | Q(opened_at=case.opened_at, pk__gt=case.pk)


def lines(cases: Sequence[Case], user: Person, now: datetime) -> list[Waiting]:
    """Return the cases as lines of the queue (one query for the names of colleagues who look at some)."""
    held = {
        case: holder for case, holder in claims.holders([c.pk for c in cases]).items() if holder != user.pk
    }
    names = names_of(held.values())
    return [
        Waiting(
            case,
            case.thing.moderation_label,
            why(case),
            age(case.opened_at, now),
            names.get(held.get(case.pk, 0), ""),
        )
        for case in cases
    ]


def names_of(people: Iterable[int]) -> Mapping[int, str]:
    """Return the public names of these people."""
    keys = set(people)
    return {one.pk: one.public_name for one in User.objects.filter(pk__in=keys)} if keys else {}


def decided_by_all(user: Person) -> QuerySet[Decision]:
    """Return the decisions in the processes that `user` moderates, the newest first."""
    found = Decision.objects.filter(case__in=cases_of(user)).select_related("case__process")
    return found.order_by("-decided_at", "-pk")


def with_targets(cases: Sequence[Case]) -> list[Case]:
    """Fetch what the cases are about, in a few queries however many there are; leave out what is gone."""
    by_model: dict[type[Moderated], list[Case]] = {}
    for case in cases:
        model = ContentType.objects.get_for_id(case.content_type_id).model_class()
        if model is not None and issubclass(model, Moderated):
            by_model.setdefault(model, []).append(case)
    kept: set[int] = set()
    for model, members in by_model.items():
        targets = model.for_moderation().in_bulk([case.object_id for case in members])
        for case in members:
            if case.object_id in targets:
                case.target = targets[case.object_id]
                kept.add(id(case))
    return [case for case in cases if id(case) in kept]


def why(case: Case) -> str:
    """Return that it is an appeal, or how many people reported under which rule, the most frequent first."""
    if case.open_appeal:
        return _("Appeal by the author")
    by_rule = Counter(report.rule for report in case.reports.all())
    parts = []
    for rule, count in by_rule.most_common():
        number = ngettext("%(count)s report", "%(count)s reports", count) % {"count": counted(count)}
        parts.append(_("Rule %(rule)s (%(reports)s)") % {"rule": HouseRule(rule).label, "reports": number})
    return "; ".join(parts) or _("Not reported")


def age(opened: datetime, now: datetime) -> str:
    """Return how long something has waited: minutes, then hours and minutes, then days."""
    minutes = max(int((now - opened).total_seconds() // 60), 0)
    if minutes < 60:
        return _("%(minutes)s min") % {"minutes": minutes}
    hours, rest = divmod(minutes, 60)
    if hours < 24:
        return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}
    return ngettext("%(count)s day", "%(count)s days", hours // 24) % {"count": hours // 24}
