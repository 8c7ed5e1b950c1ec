"""The moderators' queue: open cases, oldest first, and what was decided lately."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from moderation.models import Case, Decision, HouseRule, Moderated, Report
from moderation.permissions import moderated_processes
from processes.permissions import Person
from ui.counts import counted

AIM_HOURS = 4
LONGEST_QUEUE = 100
LONGEST_HISTORY = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the queue: the case, what it is about, why it was reported, how long it has waited."""

    case: Case
    label: str
    why: str
    age: str


def cases_of(user: Person) -> QuerySet[Case]:
    """Return the cases in the processes that `user` moderates."""
    processes = moderated_processes(user)
    cases = Case.objects.all()
    return cases if processes is None else cases.filter(process__in=processes)


def waiting_for(user: Person, now: datetime) -> list[Waiting]:
    """Return the open cases for `user`, the oldest first; one's own texts are for somebody else."""
    open_cases = cases_of(user).filter(closed_at=None).order_by("opened_at", "pk")
    found = open_cases.prefetch_related(Prefetch("reports", Report.objects.order_by("pk")))[:LONGEST_QUEUE]
    cases = with_targets(list(found))
    return [
        Waiting(case, case.thing.moderation_label, why(case.reports.all()), age(case.opened_at, now))
        for case in cases
        if case.thing.moderation_author_id() != user.pk
    ]


def decided_by_all(user: Person) -> list[Decision]:
    """Return the latest decisions in the processes that `user` moderates, the newest first."""
    decisions = Decision.objects.filter(case__in=cases_of(user)).select_related("case")
    found = list(decisions.order_by("-decided_at", "-pk")[:LONGEST_HISTORY])
    known = {case.pk for case in with_targets([decision.case for decision in found])}
    return [decision for decision in found if decision.case_id in known]


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


def why(reports: Iterable[Report]) -> str:
    """Return how many people reported under which rule; the most frequent rule first."""
    by_rule = Counter(report.rule for report in reports)
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
