"""The step that one trustee stands at: what to do now, or what is waited for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from voting.casting.phrases import count_text
from voting.crypto.encoding import sha256_hex
from voting.models import Ceremony, RoundStatus, Trustee
from voting.trustees.ceremony import Stage, stage_of
from voting.trustees.count import CountStage, Progress, opened_text, progress_of, shuffled_text
from voting.trustees.handing_in import OPENING, SHUFFLE, refusal_of
from voting.trustees.turns import whose_turn


class Task(StrEnum):
    """What a trustee can do now; each has a part of the page of this name."""

    SHEET = "sheet"
    CONTRIBUTE = "contribute"
    CONFIRM = "confirm"
    TRY = "try"
    READY = "ready"
    SHUFFLE = "shuffle"
    OPEN = "open"
    CHECK = "check"
    WAIT = "wait"
    DONE = "done"
    CANCELLED = "cancelled"


STEPS = (Task.SHEET, Task.CONTRIBUTE, Task.CONFIRM, Task.TRY)
ON_DEVICE = (*STEPS, Task.SHUFFLE, Task.OPEN)
COMPARING = (Task.SHUFFLE, Task.OPEN, Task.CHECK, Task.WAIT)
"""While these are to be done, trustees can still compare which box they count."""
FIELDS: Mapping[Task, Stage] = dict(
    zip(STEPS, (Stage.CERTIFICATE, Stage.CONTRIBUTION, Stage.PUBLIC_KEY, Stage.TRIAL), strict=True)
)


@dataclass(frozen=True, slots=True)
class Step:
    """Where one trustee stands: what to do, what is waited for meanwhile, and why what was handed in before
    was `refused`. `mark` changes with it.
    """

    task: Task
    waiting: str = ""
    place: int = 0
    refused: str = ""

    @property
    def mark(self) -> str:
        """A short text that differs whenever the page must be drawn again."""
        return f"{self.task}-{sha256_hex(self.waiting + self.refused)[:8]}"


def step_of(trustee: Trustee, now: datetime) -> Step:
    """Return what a trustee has to do at `now`."""
    round = trustee.ceremony.round
    if round.status == RoundStatus.CANCELLED:
        return Step(Task.CANCELLED)
    if round.status == RoundStatus.DRAFT:
        return _ceremony_step(trustee)
    if round.status == RoundStatus.FROZEN:
        return Step(Task.READY)
    return _count_step(trustee, progress_of(round, now))


def _ceremony_step(trustee: Trustee) -> Step:
    ceremony = trustee.ceremony
    everybody = list(ceremony.trustees.all())
    stage = stage_of(ceremony, everybody)
    for place, (task, field) in enumerate(FIELDS.items(), 1):
        if not getattr(trustee, field):
            return Step(task, place=place)
        if field == stage:
            return Step(Task.WAIT, _missing(ceremony, everybody, field), place)
    return Step(Task.READY)


def _missing(ceremony: Ceremony, everybody: list[Trustee], field: Stage) -> str:
    """Say whom a stage waits for."""
    names = [one.name for one in everybody if not getattr(one, field)]
    unnamed = ceremony.size - len(everybody)
    if unnamed:
        text = ngettext(
            "The city still has to name %(count)s trustee.",
            "The city still has to name %(count)s trustees.",
            unnamed,
        )
        return text % {"count": count_text(unnamed)}
    return _("Waiting for %(names)s.") % {"names": ", ".join(names)}


def _count_step(trustee: Trustee, progress: Progress) -> Step:
    if progress.stage == CountStage.DONE:
        return Step(Task.DONE)
    if trustee.number in progress.in_check:
        return Step(Task.CHECK)
    if progress.stage == CountStage.SHUFFLE:
        return _shuffle_step(trustee, progress)
    if progress.stage == CountStage.OPEN and trustee.number not in progress.opened:
        return Step(Task.OPEN, refused=refusal_of(trustee, OPENING))
    text = opened_text(progress) if progress.stage == CountStage.OPEN else _("The ballots are being counted.")
    return Step(Task.WAIT, text)


def _shuffle_step(trustee: Trustee, progress: Progress) -> Step:
    if trustee.number in progress.shuffled:
        return Step(Task.WAIT, shuffled_text(progress))
    if progress.turn not in {None, trustee.number}:
        return Step(Task.WAIT, whose_turn(progress, trustee))
    return Step(Task.SHUFFLE, refused=refusal_of(trustee, SHUFFLE))
