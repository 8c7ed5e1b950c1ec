"""Ballots on paper: people come to two offices; after the close two clerks key the ballots, and a third settles
what one of them misread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from demo.build.stage import Stage
from voting.models import RollEntry, Round
from voting.paper.keying import Turn, key_paper_ballots, settle_paper_ballot
from voting.paper.marks import Value
from voting.paper.reconciling import explain_difference
from voting.paper.ticking import tick_off

OFFICES = ("Town hall", "Library at the harbour")
CLERKS = ("staff", "brandt", "mensah")
MISREAD = 5
UNREADABLE: Value = {"invalid": "unreadable"}


@dataclass(frozen=True)
class Urns:
    """The paper ballots of one round, as keys of projects, put into the urns of the offices in turn. In each there is
    one more paper ballot that cannot be read; and in the first office one more person is ticked off.
    """

    round: Callable[[], Round]
    ballots: Sequence[tuple[str, ...]]

    def of(self, office: str) -> Sequence[tuple[str, ...]]:
        """The paper ballots of an office."""
        return self.ballots[OFFICES.index(office) :: len(OFFICES)]

    def fill(self, stage: Stage, now: datetime) -> None:
        """Tick people off who have no account; the last of the roll, so that nobody comes twice."""
        waiting = RollEntry.objects.filter(round=self.round(), user=None, channel="").order_by("-roll_number")
        people = iter(list(waiting[: len(self.ballots) + len(OFFICES) + 1]))
        for office in OFFICES:
            for _ballot in range(len(self.of(office)) + 1 + (office == OFFICES[0])):
                tick_off(
                    actor=stage.people["staff"],
                    round=self.round(),
                    entry=next(people),
                    office=office,
                    now=now,
                )

    def key(self, stage: Stage, now: datetime) -> None:
        """Key every paper ballot twice, settle the one that was misread, and say why a paper ballot is missing."""
        round = self.round()
        one, two, third = (stage.people[clerk] for clerk in CLERKS)
        numbers = dict(round.projects.values_list("key", "number"))
        for office in OFFICES:
            found: dict[int, Value] = {
                place: sorted(numbers[key] for key in ballot)
                for place, ballot in enumerate(self.of(office), 1)
            }
            found[len(found) + 1] = UNREADABLE
            misread = found | {MISREAD: []}
            for actor, turn, ballots in ((one, Turn.FIRST, found), (two, Turn.SECOND, misread)):
                key_paper_ballots(
                    actor=actor, round=round, office=office, turn=turn, ballots=ballots, now=now
                )
            if found[MISREAD]:
                settle_paper_ballot(
                    actor=third, round=round, office=office, serial=MISREAD, value=found[MISREAD], now=now
                )
        reason = "One person took the paper ballot home and did not bring it back."
        explain_difference(actor=third, round=round, office=OFFICES[0], reason=reason, now=now)
