"""Paper ballots are keyed twice, by two people who do not see each other's work, and settled where they
disagree.

A paper ballot has the number that was written on it when the ballot box of the office was emptied and what
was in it mixed. It is tied to no person. Whoever keyed an office once cannot key it the second time; the
database refuses it for a single ballot. Where two people disagree, each may key it again without seeing what
the other keyed; or a third, who keyed neither, sees both and decides. Nobody can settle alone what they
keyed: the database refuses that, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import models, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from audit.chain import Json
from processes.permissions import require
from voting.models import PaperBallot, Round
from voting.paper.marks import Value
from voting.paper.ticking import office_name
from voting.permissions import may_key
from voting.rounds.state import RoundError, locked, log


class Turn(models.TextChoices):
    FIRST = "first", gettext_lazy("first keying")
    SECOND = "second", gettext_lazy("second keying")

    @property
    def other(self) -> Turn:
        """The other of the two."""
        return Turn.SECOND if self is Turn.FIRST else Turn.FIRST


@transaction.atomic
def key_paper_ballots(
    *, actor: User, round: Round, office: str, turn: Turn, ballots: Mapping[int, Value], now: datetime
) -> int:
    """Key paper ballots of an office by their numbers, or correct what one keyed before; all of them or none.

    Raises Denied before the close or once the count has begun, and RoundError where another person must.
    """
    held, name = locked(round), office_name(office)
    require(may_key(actor, held, now))
    _check_person(actor, turn, _rows(held, name))
    wanted = _rows(held, name).filter(serial__in=list(ballots))
    rows = {row.serial: row for row in wanted.select_for_update(no_key=True)}
    corrected = []
    for serial, value in ballots.items():
        row = rows.get(serial) or PaperBallot(round=held, office=name, serial=serial)
        if _write(actor, turn, row, value):
            corrected.append(serial)
        row.save()
    data: dict[str, Json] = {"round": held.title, "office": name}
    for serial in corrected:
        log(actor, "voting.sheet_corrected", held, {**data, "sheet": serial}, now)
    if len(corrected) < len(ballots):
        fresh: dict[str, Json] = {"turn": turn.value, "sheets": len(ballots) - len(corrected)}
        log(actor, "voting.sheets_keyed", held, {**data, **fresh}, now)
    return len(ballots)


def _write(actor: User, turn: Turn, row: PaperBallot, value: Value) -> bool:
    """Put what was keyed into a row; return whether this changed a paper ballot that had been keyed twice."""
    mine, by = getattr(row, turn.value), getattr(row, f"{turn.value}_by_id")
    if row.third_look:
        raise RoundError(
            _("Paper ballot %(serial)s has been settled by a third look.") % {"serial": row.serial}
        )
    if mine is not None and by != actor.pk:
        raise RoundError(
            _(
                "Someone else has already done this keying of paper ballot %(serial)s. Go on to the next "
                "one, or go back and choose the other keying."
            )
            % {"serial": row.serial}
        )
    other = getattr(row, turn.other.value)
    setattr(row, turn.value, value)
    setattr(row, f"{turn.value}_by", actor)
    row.settled = value if value == other else None
    return mine is not None and other is not None and mine != value


def _check_person(actor: User, turn: Turn, office: models.QuerySet[PaperBallot]) -> None:
    """Raise RoundError for somebody who keyed this office the other time."""
    if office.filter(**{f"{turn.other.value}_by": actor}).exists():
        raise RoundError(_("You did the other keying for this office. Someone else must do this one."))


@transaction.atomic
def settle_paper_ballot(
    *, actor: User, round: Round, office: str, serial: int, value: Value | None, now: datetime
) -> None:
    """Decide by a third look what a paper ballot says on which two people disagree; None says that there is
    no such ballot, where only one of them keyed it.

    Raises Denied, and RoundError for whoever keyed it, and where there is nothing to decide.
    """
    held, name = locked(round), office_name(office)
    require(may_key(actor, held, now))
    row = _rows(held, name).select_for_update(no_key=True).filter(serial=serial).first()
    if row is None or (row.settled is not None and not row.third_look):
        raise RoundError(_("There is nothing to settle about paper ballot %(serial)s.") % {"serial": serial})
    if actor.pk in {row.first_by_id, row.second_by_id}:
        raise RoundError(
            _("You keyed this paper ballot yourself. Key it again, or ask someone who did neither keying.")
        )
    if (row.first is None or row.second is None) != (value is None):
        raise RoundError(
            _(
                "This paper ballot was keyed only once. First key it a second time, or say that there is "
                "no such paper ballot."
            )
        )
    data: dict[str, Json] = {"round": held.title, "office": name, "sheet": serial}
    if value is None:
        row.delete()
        log(actor, "voting.sheet_dropped", held, data, now)
        return
    row.settled, row.settled_by, row.third_look = value, actor, True
    row.save(update_fields=["settled", "settled_by", "third_look"])
    log(actor, "voting.sheet_settled", held, data, now)


def next_serial(round: Round, office: str, turn: Turn) -> int:
    """Return the number after the last paper ballot of a keying."""
    keyed = _rows(round, office).filter(**{f"{turn.value}__isnull": False})
    return (keyed.aggregate(last=Max("serial"))["last"] or 0) + 1


def own_keying(actor: User, round: Round, office: str, turn: Turn) -> list[tuple[int, Value]]:
    """Return what somebody keyed, the newest numbers first."""
    mine = _rows(round, office).filter(**{f"{turn.value}_by": actor, f"{turn.value}__isnull": False})
    return list(mine.order_by("-serial").values_list("serial", turn.value))


def unsettled(round: Round, office: str) -> list[PaperBallot]:
    """Return the paper ballots that two people keyed differently, or only one keyed."""
    return list(_rows(round, office).filter(settled__isnull=True).order_by("serial"))


def turn_of(actor: User, round: Round, office: str) -> Turn | None:
    """Return which keying of an office is somebody's: the one begun, or None while they have begun none."""
    rows = _rows(round, office)
    for turn in Turn:
        if rows.filter(Q(**{f"{turn.value}_by": actor})).exists():
            return Turn(turn)
    return None


def _rows(round: Round, office: str) -> models.QuerySet[PaperBallot]:
    return PaperBallot.objects.filter(round=round, office=office)
