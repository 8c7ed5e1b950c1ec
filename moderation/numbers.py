"""What moderation did in one process, counted. No person and no text is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, DurationField, ExpressionWrapper, F, QuerySet

from moderation.models import Appeal, Case, Decision, HouseRule, Report
from processes.models import Process

Outcome = Decision.Outcome


@dataclass(frozen=True, slots=True)
class Line:
    """The numbers under one house rule, or all together."""

    label: str
    reports: int
    hidden: int
    restored: int
    appeals: int
    granted: int
    upheld: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """All numbers of a process. `kept` are things that were reported and stay; `wait` is the median wait."""

    lines: Sequence[Line]
    total: Line
    kept: int
    waiting: int
    appeals_waiting: int
    wait: timedelta | None
    appeal_wait: timedelta | None


def numbers_of(process: Process) -> Numbers:
    """Count what moderation did in `process` (eight queries whatever there is)."""
    reports = _by_rule(Report.objects.filter(case__process=process))
    decisions: Counter[tuple[str, str]] = Counter()
    taken = Decision.objects.filter(case__process=process, taken_back_at=None)
    for outcome, rule, count in taken.order_by().values_list("outcome", "rule").annotate(Count("pk")):
        decisions[outcome, rule] = count
    mine = Appeal.objects.filter(case__process=process)
    appeals, answers = Counter[str](), Counter[tuple[str, str]]()
    rows = mine.order_by().values_list("decision__rule", "answer__outcome").annotate(Count("pk"))
    for rule, outcome, count in rows:
        appeals[rule] += count
        answers[rule, outcome or ""] += count
    lines = [_line(rule, reports, decisions, appeals, answers) for rule in HouseRule]
    opened = Case.objects.filter(process=process)
    reported = opened.exclude(reports=None).filter(appeals=None)
    return Numbers(
        lines=lines,
        total=_total(lines),
        kept=sum(count for (outcome, _rule), count in decisions.items() if outcome == Outcome.KEEP),
        waiting=opened.filter(closed_at=None).count(),
        appeals_waiting=mine.filter(closed_at=None).count(),
        wait=_median(reported.exclude(closed_at=None).distinct(), "opened_at", "closed_at"),
        appeal_wait=_median(mine.exclude(answer=None), "created_at", "closed_at"),
    )


def _by_rule(reports: QuerySet[Report]) -> Mapping[str, int]:
    return dict(reports.order_by().values_list("rule").annotate(Count("pk")))


def _line(
    rule: HouseRule,
    reports: Mapping[str, int],
    decisions: Mapping[tuple[str, str], int],
    appeals: Mapping[str, int],
    answers: Mapping[tuple[str, str], int],
) -> Line:
    return Line(
        label=str(rule.label),
        reports=reports.get(rule.value, 0),
        hidden=decisions.get((Outcome.HIDE, rule.value), 0),
        restored=decisions.get((Outcome.RESTORE, rule.value), 0),
        appeals=appeals.get(rule.value, 0),
        granted=answers.get((rule.value, Outcome.RESTORE), 0),
        upheld=answers.get((rule.value, Outcome.UPHOLD), 0),
    )


def _total(lines: Sequence[Line]) -> Line:
    counts = ("reports", "hidden", "restored", "appeals", "granted", "upheld")
    return Line("", **{name: sum(getattr(line, name) for line in lines) for name in counts})


def _median(rows: QuerySet[Case] | QuerySet[Appeal], start: str, end: str) -> timedelta | None:
    """Return the middle one of the times between two moments; None without any (two queries)."""
    count = rows.count()
    if not count:
        return None
    took = ExpressionWrapper(F(end) - F(start), output_field=DurationField())
    ordered = rows.annotate(took=took).order_by("took").values_list("took", flat=True)
    middle = list(ordered[(count - 1) // 2 : count // 2 + 1])
    return sum(middle, timedelta()) / len(middle)
