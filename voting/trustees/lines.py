"""Where all trustees of a round stand, a line for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from voting.fingerprints import Fingerprint, fingerprint_of
from voting.models import Ceremony, RoundStatus, Trustee
from voting.trustees.ceremony import Stage, stage_of
from voting.trustees.count import CountStage, Progress, progress_of


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
    if one.tried_at:
        return Line(one, "done", _("Holds a part of the key and has tried the sheet."), certificate)
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
        Stage.TRIAL: _("Has not tried the sheet yet."),
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
