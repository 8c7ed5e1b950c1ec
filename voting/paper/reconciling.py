"""Do people ticked off and paper ballots agree? The count waits until they do, or until staff have said in
public why not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.models import User
from audit.chain import Json
from processes.permissions import require
from voting.casting.phrases import count_text
from voting.models import OfficeDifference, PaperBallot, Round
from voting.paper.marks import INVALID
from voting.paper.ticking import on_paper, voted_online
from voting.permissions import may_key
from voting.rounds.state import RoundError, locked, log


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """One office: people ticked off, ballots keyed the first and the second time, and settled ones; `reason`
    explains why people and ballots differ.
    """

    office: str
    ticked: int
    first: int = 0
    second: int = 0
    ballots: int = 0
    settled: int = 0
    reason: str = ""

    @property
    def waiting(self) -> int:
        """How many paper ballots are not settled."""
        return self.ballots - self.settled

    @property
    def begun(self) -> bool:
        """Whether any paper ballot has been keyed."""
        return bool(self.ballots)

    @property
    def differs(self) -> bool:
        """Whether there is another number of paper ballots than of people."""
        return self.ticked != self.ballots

    @property
    def agrees(self) -> bool:
        """Whether every paper ballot is settled and the numbers agree or are explained."""
        return not self.waiting and (not self.differs or bool(self.reason))


def office_lines(round: Round) -> list[OfficeLine]:
    """Return every office of a round by name (three queries)."""
    ticked: Mapping[str, int] = dict(
        on_paper(round).order_by().values_list("office").annotate(people=Count("pk"))
    )
    counts = {name: Count(name) for name in ("first", "second", "settled")}
    rows = PaperBallot.objects.filter(round=round).order_by().values("office")
    keyed: dict[str, Mapping[str, Any]] = {
        row["office"]: row for row in rows.annotate(ballots=Count("pk"), **counts)
    }
    explained = {one.office: one for one in OfficeDifference.objects.filter(round=round)}
    return [
        _line(office, ticked.get(office, 0), keyed.get(office, {}), explained.get(office))
        for office in sorted({*ticked, *keyed})
    ]


def _line(office: str, ticked: int, keyed: Mapping[str, Any], said: OfficeDifference | None) -> OfficeLine:
    ballots = keyed.get("ballots", 0)
    holds = said is not None and (said.ticked, said.ballots) == (ticked, ballots) and ticked != ballots
    return OfficeLine(
        office, ticked, keyed.get("first", 0), keyed.get("second", 0), ballots, keyed.get("settled", 0),
        said.reason if said and holds else "",
    )  # fmt: skip


def paper_problem(round: Round) -> str:
    """Return why the ballots on paper keep the count from starting; "" where they do not."""
    problems = (problem_of(line) for line in office_lines(round) if not line.agrees)
    return next(problems, "") or crowd_problem(round)


def crowd_problem(round: Round) -> str:
    """Return that more ballots would count than people are left who have not voted online; "" if not. No
    explanation makes up for that.
    """
    settled = PaperBallot.objects.filter(round=round, settled__isnull=False)
    ballots = settled.exclude(settled__has_key=INVALID).count()
    left = round.roll_size - voted_online(round)
    if ballots <= left:
        return ""
    return _(
        "There are more paper ballots (%(sheets)s) than people on the roll who have not voted online "
        "(%(left)s). Look for paper ballots that were entered under two numbers or belong to another "
        "vote."
    ) % {"sheets": count_text(ballots), "left": count_text(left)}


def problem_of(line: OfficeLine) -> str:
    """Say what is missing, and in which office."""
    return f"{line.office}: {missing(line)}"


def missing(line: OfficeLine) -> str:
    """Say what is missing in an office."""
    numbers = {"ticked": count_text(line.ticked), "sheets": count_text(line.ballots)}
    if line.waiting:
        return _("Paper ballots not yet keyed twice and settled: %(n)s.") % {"n": count_text(line.waiting)}
    if not line.begun:
        return _("No paper ballot has been keyed yet. If there is none, say why.")
    return _("People ticked off: %(ticked)s, paper ballots: %(sheets)s. Say why they differ.") % numbers


@transaction.atomic
def explain_difference(*, actor: User, round: Round, office: str, reason: str, now: datetime) -> None:
    """Say in public why an office has more or fewer paper ballots than people ticked off.

    Raises Denied, and RoundError without a reason, while ballots are not settled, or where nothing differs.
    """
    held, text = locked(round), " ".join(reason.split())
    require(may_key(actor, held, now))
    line = next((line for line in office_lines(held) if line.office == office), None)
    if line is None or not line.differs:
        raise RoundError(_("The numbers of this office agree. There is nothing to explain."))
    if line.waiting:
        raise RoundError(problem_of(line))
    if not text:
        raise RoundError(_("Say why the numbers differ. Everyone can read the reason."))
    defaults = {"ticked": line.ticked, "ballots": line.ballots, "reason": text[:300]}
    OfficeDifference.objects.update_or_create(round=held, office=office, defaults=defaults)
    data: dict[str, Json] = {
        "round": held.title, "office": office, "ticked": line.ticked, "sheets": line.ballots,
        "reason": text[:300],
    }  # fmt: skip
    log(actor, "voting.difference_explained", held, data, now)
