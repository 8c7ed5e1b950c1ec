"""What the pages about paper ballots show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from voting.casting.kinds import GRADES, POINTED
from voting.models import BallotType, Round
from voting.paper.keying import Turn, turn_of, unsettled
from voting.paper.marks import LABELS, said
from voting.paper.reconciling import OfficeLine, missing, office_lines


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """One office in the table: its line, which keyings are open to the reader, and what is missing."""

    line: OfficeLine
    turns: tuple[Turn, ...]
    problem: str


def offices_of(actor: User, round: Round) -> list[OfficeRow]:
    """Return the offices of a round as somebody sees them."""
    rows = []
    for line in office_lines(round):
        mine = turn_of(actor, round, line.office)
        turns = (mine,) if mine else tuple(Turn(turn) for turn in Turn)
        rows.append(OfficeRow(line, turns, "" if line.agrees else missing(line)))
    return rows


@dataclass(frozen=True, slots=True)
class UnsettledRow:
    """One paper ballot that is not settled; `once` where only one person keyed it, and then not what it says.
    `own` is the keying of the reader, who may correct it but settles nothing, and does not see the other.
    """

    serial: int
    first: str
    second: str
    once: bool
    own: Turn | None


def compared(actor: User, round: Round, office: str) -> list[UnsettledRow]:
    """Return what is not settled in an office."""
    rows = []
    for ballot in unsettled(round, office):
        once = ballot.first is None or ballot.second is None
        own = next((turn for turn in Turn if getattr(ballot, f"{turn.value}_by_id") == actor.pk), None)
        texts = [
            _keyed(getattr(ballot, turn.value), once=once, hidden=own not in {None, turn}) for turn in Turn
        ]
        rows.append(UnsettledRow(ballot.serial, texts[0], texts[1], once, Turn(own) if own else None))
    return rows


def _keyed(value: Any, *, once: bool, hidden: bool) -> str:
    if value is None or not (once or hidden):
        return said(value)
    return _("Keyed") if once else _("Keyed differently by someone else")


def projects_of(round: Round) -> list[dict[str, Any]]:
    """Return the projects of the ballot by number."""
    rows = round.projects.order_by("number").values("number", "title", "language")
    return [dict(row) for row in rows]


def examples(round: Round) -> list[tuple[str, str]]:
    """Return what can be typed for a paper ballot of this round, each with its meaning."""
    numbers = list(round.projects.order_by("number").values_list("number", flat=True)[:2])
    if round.ballot_type in POINTED:
        first = " ".join(f"{number}={points}" for number, points in zip(numbers, (5, 2), strict=False))
        meaning = _("each project with its points")
    else:
        first = " ".join(str(number) for number in numbers)
        ranked = round.ballot_type == BallotType.ORDINAL
        meaning = _("the projects, the most wanted first") if ranked else _("the projects that are ticked")
    found = [(first, meaning), ("0", _("a blank paper ballot"))]
    if round.ballot_type == BallotType.GRADES:
        found += [(f"{numbers[0]}={points}", str(grade)) for points, grade in enumerate(GRADES) if points]
    return found + [(f"invalid:{word}", str(label)) for word, label in LABELS.items()]
