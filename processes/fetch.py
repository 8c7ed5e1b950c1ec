"""How views get hold of a process."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Sum
from django.http import Http404

from processes.models import Budget, PhaseWindow, Process
from processes.permissions import STAFF, Person, roles_of
from processes.phases import Phase, Timeline, Window


def process_or_404(slug: str, user: Person) -> Process:
    """Return the process with its timeline; raises Http404 for one that is not published, except to staff."""
    process = with_timeline(slug)
    if process is None or not (process.published or roles_of(user, process) & STAFF):
        raise Http404
    return process


def with_timeline(slug: str) -> Process | None:
    """Return the process and its phases in one query; a process without phases takes a second one."""
    rows = list(PhaseWindow.objects.filter(process__slug=slug).select_related("process"))
    if not rows:
        return Process.objects.filter(slug=slug).first()
    process = rows[0].process
    windows = (Window(Phase(row.phase), row.starts_at, row.ends_at) for row in rows)
    process.timeline = Timeline(tuple(sorted(windows, key=lambda window: window.starts)))
    return process


def published_processes() -> list[Process]:
    """Return all public processes with timelines and total budgets, the newest first (three queries)."""
    processes = list(Process.objects.filter(published=True))
    windows: dict[int, list[Window]] = defaultdict(list)
    phases = PhaseWindow.objects.filter(process__in=processes).order_by("starts_at")
    for key, phase, starts, ends in phases.values_list("process_id", "phase", "starts_at", "ends_at"):
        windows[key].append(Window(Phase(phase), starts, ends))
    budgets = Budget.objects.filter(process__in=processes).order_by().values_list("process_id")
    totals = dict(budgets.annotate(Sum("amount")))
    for process in processes:
        process.timeline = Timeline(tuple(windows[process.pk]))
        process.total_budget = totals.get(process.pk, 0)
    return processes
