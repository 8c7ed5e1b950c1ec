"""How far a count is, as staff and everybody see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from voting.counting.progress import steps_of
from voting.counting.run import is_busy, step_text
from voting.models import Board, CountState, Round, RoundStatus
from voting.rounds.reason import Reason
from voting.trustees.count import CountStage, Progress, opened_text, progress_of, shuffled_text

COUNTS = frozenset({RoundStatus.FROZEN, RoundStatus.COUNTING, RoundStatus.COUNTED})
TEXTS = ("contributions", "outcome", "paper")


@dataclass(frozen=True, slots=True)
class Counting:
    """A count under way: what is done, what the platform is doing, and what stood in the way.

    The platform is at step number `place` of `places`, and there with about `done` of `total` ballots;
    `total` is 0 for a step that does not go by ballots.
    """

    steps: tuple[Reason, ...]
    busy: bool
    text: str
    place: int
    places: int
    done: int
    total: int
    problem: str

    @property
    def waits(self) -> bool:
        """Whether trustees are awaited and nothing else."""
        return not self.busy and not self.problem and not all(step.ok for step in self.steps)


def counting_of(round: Round, now: datetime) -> Counting | None:
    """Return how far the count of a sealed round is; None while there is nothing to show."""
    if round.status not in COUNTS or not round.is_sealed:
        return None
    rows = Board.objects.defer(*TEXTS).get(round=round)
    busy, failed = is_busy(rows, now), rows.count_state == CountState.FAILED
    if round.status != RoundStatus.COUNTING and not busy and not failed:
        return None
    steps: tuple[Reason, ...] = ()
    if round.is_verifiable and round.status == RoundStatus.COUNTING:
        steps = _steps(progress_of(round, now))
    names = steps_of(round)
    place = names.index(rows.count_step) + 1 if rows.count_step in names else 0
    text = step_text(rows.count_step, only_sums=round.only_sums)
    return Counting(
        steps, busy, text, place, len(names), rows.count_done, rows.count_total,
        rows.count_problem if failed else "",
    )  # fmt: skip


def _steps(progress: Progress) -> tuple[Reason, ...]:
    shuffled = progress.stage not in {CountStage.CLOSE, CountStage.SHUFFLE}
    opened = progress.stage in {CountStage.SHARE, CountStage.DONE}
    done = (
        Reason(True, _("The box is closed.")),
        Reason(shuffled, shuffled_text(progress)),
        Reason(opened, opened_text(progress)),
    )
    return (done[0], done[2]) if progress.only_sums else done
