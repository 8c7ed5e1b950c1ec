"""Ballots on paper: people come to two offices; after the close two clerks key the sheets, and a third settles
what one of them misread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from demo.build.stage import Stage
from voting.models import RollEntry, Round
from voting.paper.keying import Turn, key_sheets, settle_sheet
from voting.paper.reconciling import explain_difference
from voting.paper.sheet_text import Value
from voting.paper.ticking import tick_off

OFFICES = ("Town hall", "Library at the harbour")
CLERKS = ("staff", "brandt", "mensah")
MISREAD = 5
UNREADABLE: Value = {"invalid": "unreadable"}


@dataclass(frozen=True)
class Urns:
    """The sheets of one round, as keys of projects, put into the urns of the offices in turn. In each there is
    one more sheet that cannot be read; and in the first office one more person is ticked off.
    """

    round: Callable[[], Round]
    sheets: Sequence[tuple[str, ...]]

    def of(self, office: str) -> Sequence[tuple[str, ...]]:
        """The sheets of an office."""
        return self.sheets[OFFICES.index(office) :: len(OFFICES)]

    def fill(self, stage: Stage, now: datetime) -> None:
        """Tick people off who have no account; the last of the roll, so that nobody comes twice."""
        waiting = RollEntry.objects.filter(round=self.round(), user=None, channel="").order_by("-reference")
        people = iter(list(waiting[: len(self.sheets) + len(OFFICES) + 1]))
        for office in OFFICES:
            for _sheet in range(len(self.of(office)) + 1 + (office == OFFICES[0])):
                tick_off(
                    actor=stage.people["staff"],
                    round=self.round(),
                    entry=next(people),
                    office=office,
                    now=now,
                )

    def key(self, stage: Stage, now: datetime) -> None:
        """Key every sheet twice, settle the one that was misread, and say why a sheet is missing."""
        round = self.round()
        one, two, third = (stage.people[clerk] for clerk in CLERKS)
        numbers = dict(round.projects.values_list("key", "number"))
        for office in OFFICES:
            found: dict[int, Value] = {
                place: sorted(numbers[key] for key in sheet) for place, sheet in enumerate(self.of(office), 1)
            }
            found[len(found) + 1] = UNREADABLE
            misread = found | {MISREAD: []}
            for actor, turn, sheets in ((one, Turn.FIRST, found), (two, Turn.SECOND, misread)):
                key_sheets(actor=actor, round=round, office=office, turn=turn, sheets=sheets, now=now)
            if found[MISREAD]:
                settle_sheet(
                    actor=third, round=round, office=office, serial=MISREAD, value=found[MISREAD], now=now
                )
        reason = "One person took the sheet home and did not bring it back."
        explain_difference(actor=third, round=round, office=OFFICES[0], reason=reason, now=now)
