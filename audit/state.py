"""What can honestly be said about the chains: only what a check that really ran has found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from audit.chain import Problem
from audit.models import Chain, VerificationRun
from audit.verification import problems_of

SHOWN = 5


@dataclass(frozen=True)
class LogState:
    """The last checks of some chains. `checked_at` is the oldest of them, None while a chain has none."""

    entries: int
    unchecked: Sequence[Chain]
    checked_at: datetime | None
    written_since: int
    problems: Sequence[tuple[Chain, Problem]]
    more_problems: int

    @property
    def is_unbroken(self) -> bool:
        return self.checked_at is not None and not self.problems


def state_of(chains: Sequence[Chain]) -> LogState:
    """Sum up the last check of each chain that has entries. One query."""
    chains = [chain for chain in chains if chain.length]
    runs = _last_runs(chains)
    unchecked = [chain for chain in chains if chain.pk not in runs]
    problems = [
        (chain, problem) for chain in chains if chain.pk in runs for problem in problems_of(runs[chain.pk])
    ]
    checked = sum(run.length for run in runs.values())
    since = sum(max(chain.length - runs[chain.pk].length, 0) for chain in chains if chain.pk in runs)
    times = [run.finished_at for run in runs.values()]
    return LogState(
        entries=checked,
        unchecked=unchecked,
        checked_at=min(times) if times and not unchecked else None,
        written_since=since,
        problems=problems[:SHOWN],
        more_problems=len(problems[SHOWN:]),
    )


def _last_runs(chains: Sequence[Chain]) -> dict[int, VerificationRun]:
    last = VerificationRun.objects.filter(chain=OuterRef("chain")).order_by("-pk").values("pk")[:1]
    runs = VerificationRun.objects.filter(chain__in=[chain.pk for chain in chains], pk=Subquery(last))
    return {run.chain_id: run for run in runs}
