"""What the pages about trustees show: the step of one trustee, and where all of them stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from voting.board import board
from voting.casting.phrases import count_text
from voting.crypto.encoding import sha256_hex
from voting.fingerprints import Fingerprint, fingerprint_of
from voting.models import BoardEvent, Ceremony, Round, RoundStatus, Trustee
from voting.trustees.ceremony import Stage, stage_of
from voting.trustees.ceremony_words import trustees_of
from voting.trustees.count import CountStage, Progress, progress_of
from voting.trustees.handing_in import OPENING, SHUFFLE, refusal_of
from voting.trustees.turns import whose_turn


class Task(StrEnum):
    """What a trustee can do now; each has a part of the page of this name."""

    SHEET = "sheet"
    CONTRIBUTE = "contribute"
    CONFIRM = "confirm"
    REHEARSE = "rehearse"
    READY = "ready"
    SHUFFLE = "shuffle"
    OPEN = "open"
    CHECK = "check"
    WAIT = "wait"
    DONE = "done"
    CANCELLED = "cancelled"


STEPS = (Task.SHEET, Task.CONTRIBUTE, Task.CONFIRM, Task.REHEARSE)
ON_DEVICE = (*STEPS, Task.SHUFFLE, Task.OPEN)
COMPARING = (Task.SHUFFLE, Task.OPEN, Task.CHECK, Task.WAIT)
"""While these are to be done, trustees can still compare which box they count."""
FIELDS: Mapping[Task, Stage] = dict(
    zip(STEPS, (Stage.CERTIFICATE, Stage.CONTRIBUTION, Stage.PUBLIC_KEY, Stage.REHEARSAL), strict=True)
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


def shuffled_text(progress: Progress) -> str:
    """Say how many have shuffled."""
    return _("Trustees who have shuffled the ballots: %(done)s of %(needed)s.") % {
        "done": count_text(len(progress.shuffled)), "needed": count_text(progress.needed),
    }  # fmt: skip


def opened_text(progress: Progress) -> str:
    """Say how many have opened their part."""
    text = (
        _("Trustees who have opened the totals: %(done)s of %(needed)s.")
        if progress.only_sums
        else _("Trustees who have opened the ballots: %(done)s of %(needed)s.")
    )
    done = count_text(min(len(progress.opened), progress.needed))
    return text % {"done": done, "needed": count_text(progress.needed)}


def words_for(trustee: Trustee) -> dict[str, object]:
    """Return everything public that a trustee's device needs for the next step, and its own sealed share."""
    ceremony = trustee.ceremony
    everybody = list(ceremony.trustees.all())
    said: dict[str, object] = {
        "group": ceremony.round.group, "size": ceremony.size, "threshold": ceremony.needed,
        "index": trustee.number, "attempt": ceremony.attempt, "share": trustee.share,
        "certificates": [one.certificate for one in everybody if one.certificate],
        "contributions": [one.contribution for one in everybody if one.contribution],
    }  # fmt: skip
    if ceremony.dummy and ceremony.round.status == RoundStatus.DRAFT:
        said |= {"nonce": ceremony.dummy, "trustees": trustees_of(ceremony).text}
    return said


@dataclass(frozen=True, slots=True)
class Line:
    """One trustee in a list: a light (done, waiting or late), what is awaited, and the certificate."""

    trustee: Trustee
    light: str
    text: str
    fingerprint: Fingerprint | None


LIGHTS = {"done": ("ok", "check"), "waiting": ("warn", "clock"), "late": ("bad", "warn")}


def lines_of(ceremony: Ceremony, now: datetime) -> list[Line]:
    """Return where every trustee stands."""
    everybody = list(ceremony.trustees.all())
    for one in everybody:
        one.ceremony = ceremony
    if ceremony.round.status in {RoundStatus.COUNTING, RoundStatus.COUNTED, RoundStatus.PUBLISHED}:
        progress = progress_of(ceremony.round, now)
        return [_counting_line(one, progress) for one in everybody]
    return [_line(one, ceremony, everybody, now) for one in everybody]


def _line(one: Trustee, ceremony: Ceremony, everybody: list[Trustee], now: datetime) -> Line:
    certificate = fingerprint_of(one.certificate)
    if one.rehearsed_at:
        return Line(one, "done", _("Holds a part of the key and has rehearsed."), certificate)
    light = "late" if one.is_late(now) or one.accuses else "waiting"
    if one.accuses:
        name = next((other.name for other in everybody if other.number == one.accuses), "")
        text = _("The share that %(name)s sent does not fit. Replace one of the two.") % {"name": name}
        return Line(one, light, text, certificate)
    stage = stage_of(ceremony, everybody)
    if getattr(one, stage):
        return Line(one, "done", _("Has done everything so far. Waiting for others."), certificate)
    waits = {
        Stage.CERTIFICATE: _("Has not made the sheet yet.")
        if one.opened_at
        else _("Has not opened the link yet."),
        Stage.CONTRIBUTION: _("Has made the sheet. Has not sent the shares to the others yet."),
        Stage.PUBLIC_KEY: _("Has not confirmed yet that all shares fit."),
        Stage.REHEARSAL: _("Has not rehearsed with the sheet yet."),
    }
    return Line(one, light, waits[stage], certificate)


def _counting_line(one: Trustee, progress: Progress) -> Line:
    done, text = _counting_text(one.number, progress)
    return Line(one, "done" if done else "waiting", text, fingerprint_of(one.certificate))


def _opening_texts(progress: Progress) -> tuple[str, str]:
    """Say of a trustee that the opening is done, and that it can be done."""
    if progress.only_sums:
        return _("Has opened the totals with a part of the key."), _(
            "Can open the totals with a part of the key."
        )
    return (
        _("Has opened the ballots with a part of the key."),
        _("Can open the ballots with a part of the key."),
    )


def _counting_text(number: int, progress: Progress) -> tuple[bool, str]:
    """Return whether a trustee has done what is to be done now, and where they stand."""
    opening = progress.stage == CountStage.OPEN
    has_opened, can_open = _opening_texts(progress)
    texts = (
        (number in progress.opened, True, has_opened),
        (progress.stage in {CountStage.SHARE, CountStage.DONE}, True, _("Was no longer needed.")),
        (number in progress.in_check, False, _("What this trustee handed in is being checked.")),
        (progress.turn == number, False, _("Is shuffling now.")),
        (opening, False, can_open),
        (number in progress.shuffled, True, _("Has shuffled the ballots.")),
    )
    return next(
        ((done, text) for holds, done, text in texts if holds), (False, _("Can shuffle the ballots."))
    )


def loss_sentences(ceremony: Ceremony) -> list[str]:
    """Say what happens if sheets are lost, before it is too late to change the numbers."""
    spare = ceremony.size - ceremony.needed
    said = []
    if spare:
        said.append(
            ngettext(
                "%(count)s lost sheet of %(size)s: nothing happens.",
                "%(count)s lost sheets of %(size)s: nothing happens.",
                spare,
            )
            % {"count": count_text(spare), "size": count_text(ceremony.size)}
        )
    fatal = {"count": count_text(spare + 1), "size": count_text(ceremony.size)}
    said.append(
        ngettext(
            "%(count)s lost sheet of %(size)s: the ballots cannot be counted, by anyone, ever.",
            "%(count)s lost sheets of %(size)s: the ballots cannot be counted, by anyone, ever.",
            spare + 1,
        )
        % fatal
    )
    return said


def key_of_box(round: Round) -> Fingerprint | None:
    """Return the fingerprint of the key that ballots are sealed with; None before there is one."""
    if round.status != RoundStatus.DRAFT and round.frozen_at:
        return fingerprint_of(str(board.setup_of(round).election.public_key))
    ceremony = Ceremony.objects.filter(round=round).exclude(dummy="").first()
    return fingerprint_of(str(trustees_of(ceremony).key)) if ceremony else None


def closed_box(round: Round) -> Fingerprint | None:
    """Return the head of the box as it was closed, which trustees compare before they count; None before."""
    closed = BoardEvent.objects.filter(round=round, kind=board.TALLY).values_list("head", flat=True).first()
    return Fingerprint(closed) if closed else None
