"""Do people ticked off and sheets of paper agree? The count waits until they do, or until staff have said in
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
from voting.paper.sheet_text import INVALID
from voting.paper.ticking import on_paper, voted_online
from voting.permissions import may_key
from voting.rounds.preparing import RoundError, locked, log


@dataclass(frozen=True, slots=True)
class OfficeLine:
    """One office: people ticked off, sheets keyed the first and the second time, and settled ones; `reason`
    explains why people and sheets differ.
    """

    office: str
    ticked: int
    first: int = 0
    second: int = 0
    sheets: int = 0
    settled: int = 0
    reason: str = ""

    @property
    def waiting(self) -> int:
        """How many sheets are not settled."""
        return self.sheets - self.settled

    @property
    def begun(self) -> bool:
        """Whether any sheet has been keyed."""
        return bool(self.sheets)

    @property
    def differs(self) -> bool:
        """Whether there is another number of sheets than of people."""
        return self.ticked != self.sheets

    @property
    def agrees(self) -> bool:
        """Whether every sheet is settled and the numbers agree or are explained."""
        return not self.waiting and (not self.differs or bool(self.reason))


def office_lines(round: Round) -> list[OfficeLine]:
    """Return every office of a round by name (three queries)."""
    ticked: Mapping[str, int] = dict(
        on_paper(round).order_by().values_list("office").annotate(people=Count("pk"))
    )
    counts = {name: Count(name) for name in ("first", "second", "settled")}
    rows = PaperBallot.objects.filter(round=round).order_by().values("office")
    keyed: dict[str, Mapping[str, Any]] = {
        row["office"]: row for row in rows.annotate(sheets=Count("pk"), **counts)
    }
    explained = {one.office: one for one in OfficeDifference.objects.filter(round=round)}
    return [
        _line(office, ticked.get(office, 0), keyed.get(office, {}), explained.get(office))
        for office in sorted({*ticked, *keyed})
    ]


def _line(office: str, ticked: int, keyed: Mapping[str, Any], said: OfficeDifference | None) -> OfficeLine:
    sheets = keyed.get("sheets", 0)
    holds = said is not None and (said.ticked, said.sheets) == (ticked, sheets) and ticked != sheets
    return OfficeLine(
        office, ticked, keyed.get("first", 0), keyed.get("second", 0), sheets, keyed.get("settled", 0),
        said.reason if said and holds else "",
    )  # fmt: skip


def paper_problem(round: Round) -> str:
    """Return why the ballots on paper keep the count from starting; "" where they do not."""
    problems = (problem_of(line) for line in office_lines(round) if not line.agrees)
    return next(problems, "") or crowd_problem(round)


def crowd_problem(round: Round) -> str:
    """Return that more sheets would count than people are left who have not voted online; "" if not. No
    explanation makes up for that.
    """
    settled = PaperBallot.objects.filter(round=round, settled__isnull=False)
    sheets = settled.exclude(settled__has_key=INVALID).count()
    left = round.roll_size - voted_online(round)
    if sheets <= left:
        return ""
    return _(
        "There are more paper ballots (%(sheets)s) than people on the roll who have not voted online "
        "(%(left)s). Look for paper ballots that were entered under two numbers or belong to another "
        "vote."
    ) % {"sheets": count_text(sheets), "left": count_text(left)}


def problem_of(line: OfficeLine) -> str:
    """Say what is missing, and in which office."""
    return f"{line.office}: {missing(line)}"


def missing(line: OfficeLine) -> str:
    """Say what is missing in an office."""
    numbers = {"ticked": count_text(line.ticked), "sheets": count_text(line.sheets)}
    if line.waiting:
        return _("Paper ballots not yet keyed twice and settled: %(n)s.") % {"n": count_text(line.waiting)}
    return _("People ticked off: %(ticked)s, paper ballots: %(sheets)s. Say why they differ.") % numbers


@transaction.atomic
def explain_difference(*, actor: User, round: Round, office: str, reason: str, now: datetime) -> None:
    """Say in public why an office has more or fewer sheets than people ticked off.

    Raises Denied, and RoundError without a reason, while sheets are not settled, or where nothing differs.
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
    numbers = {"ticked": line.ticked, "sheets": line.sheets}
    OfficeDifference.objects.update_or_create(
        round=held, office=office, defaults={**numbers, "reason": text[:300]}
    )
    data: dict[str, Json] = {"round": held.title, "office": office, "reason": text[:300], **numbers}
    log(actor, "voting.difference_explained", held, data, now)
