"""What came out of the sealed box, and out of the list of paper: valid ballots are stored
(`voting.counting.ballots`), the others are named with their reason in the file outcome.json.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from voting.board.board import setup_of
from voting.counting.ballots import store_ballots
from voting.counting.sums import sums_of
from voting.counting.unsealing import Values, counted_ballots
from voting.crypto.encoding import sha256_hex
from voting.crypto.packing import unpack
from voting.crypto.round_file import RoundFile
from voting.crypto.round_reading import read_round_file
from voting.models import Board, Channel, Round
from voting.paper.signed_list import listed
from voting.rounds.frozen import choices_of
from voting.verifier.allocation import Count, Paper, count_sums, count_votes
from voting.verifier.paper import PaperBallot, PaperList, vote_of


@dataclass(frozen=True, slots=True)
class Opened:
    """What came out, and the list of paper that it was counted with, if there is one."""

    ballots: int
    count: Count
    paper: PaperList | None

    @property
    def valid_on_paper(self) -> list[PaperBallot]:
        """The paper ballots that count."""
        out = {one.ballot for one in self.count.invalid_on_paper}
        listed = self.paper.ballots if self.paper else ()
        return [ballot for place, ballot in enumerate(listed) if place not in out]


def store_opened(round: Round, opened: Sequence[Values]) -> Opened:
    """Store the valid ballots of a round that is being counted, and write its outcome.json."""
    file, row = file_of(round), Board.objects.select_related("round").get(round=round)
    paper = listed(row, file)
    count = count_votes(file, opened, Paper(sha256_hex(row.paper), paper.ballots) if paper else None)
    Board.objects.filter(round=round).update(outcome=count.text)
    out = {one.ballot for one in count.invalid}
    numbers = list(round.projects.order_by("number").values_list("number", flat=True))
    form, found = file.form, Opened(len(opened), count, paper)
    valid = (
        choices_of(form, numbers, unpack(form, values))
        for place, values in enumerate(opened) if place not in out
    )  # fmt: skip
    store_ballots(round=round, ballots=valid, channel=Channel.WEB)
    on_paper = (choices_of(form, numbers, vote_of(one, file)) for one in found.valid_on_paper)
    store_ballots(round=round, ballots=on_paper, channel=Channel.PAPER)
    return found


def add_up(round: Round) -> None:
    """Write the outcome.json of a round of which only sums were opened. No ballot is stored."""
    count = count_sums(file_of(round), sums_of(round), counted_ballots(round))
    Board.objects.filter(round=round).update(outcome=count.text)


def file_of(round: Round) -> RoundFile:
    """Return the frozen file of a round as it was published."""
    return read_round_file(round.rules_json, setup_of(round).group)
