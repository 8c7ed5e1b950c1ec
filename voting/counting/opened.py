"""What came out of the sealed box, and out of the list of paper: valid ballots are stored
(`voting.counting.ballots`), the others are named with their reason in the file outcome.json.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from voting.board.board import setup_of
from voting.counting.ballots import batches, store_once
from voting.counting.sums import sums_of
from voting.counting.unsealing import Values, counted_ballots, still_counting
from voting.crypto.bulk import tell
from voting.crypto.encoding import sha256_hex
from voting.crypto.packing import unpack
from voting.crypto.round_file import RoundFile
from voting.crypto.round_reading import read_round_file
from voting.models import Board, Channel, Round
from voting.paper.signed_list import listed
from voting.rounds.frozen import choices_of
from voting.verifier.allocation import Count, Invalid, Paper, count_sums, count_votes
from voting.verifier.paper import PaperBallot, PaperList, vote_of


@dataclass(frozen=True, slots=True)
class Opened:
    """What came out, and the list of paper that it was counted with, if there is one."""

    ballots: int
    count: Count
    paper: PaperList | None

    @property
    def valid_places(self) -> list[tuple[int, PaperBallot]]:
        """The paper ballots that count, with their places in the list."""
        listed = self.paper.ballots if self.paper else ()
        return [(place, listed[place]) for place in _valid(len(listed), self.count.invalid_on_paper)]

    @property
    def valid_on_paper(self) -> list[PaperBallot]:
        """The paper ballots that count."""
        return [ballot for _place, ballot in self.valid_places]

    @property
    def valid(self) -> int:
        """How many ballots count, from the box and from paper."""
        return self.ballots - len(self.count.invalid) + len(self.valid_places)


def store_opened(round: Round, opened: Sequence[Values], now: datetime) -> Opened:
    """Store the ballots of a round that is being counted as far as they are valid, a few thousand at a time.
    Raises Denied where it was cancelled, or counted, meanwhile.
    """
    file, row = file_of(round), Board.objects.select_related("round").get(round=round)
    paper = listed(row, file)
    count = count_votes(file, opened, Paper(sha256_hex(row.paper), paper.ballots) if paper else None)
    found, form = Opened(len(opened), count, paper), file.form
    numbers = list(round.projects.order_by("number").values_list("number", flat=True))
    web = ((place, unpack(form, opened[place])) for place in _valid(len(opened), count.invalid))
    on_paper = ((place, vote_of(ballot, file)) for place, ballot in found.valid_places)
    for channel, votes in ((Channel.WEB, web), (Channel.PAPER, on_paper)):
        choices = ((place, choices_of(form, numbers, vote)) for place, vote in votes)
        for some in batches(choices):
            with transaction.atomic():
                held = still_counting(round, now)
                store_once(round=held, name=f"{held.uuid}|{channel}", ballots=some, channel=channel)
            tell(len(some))
    return found


def add_up(round: Round) -> Count:
    """Count a round of which only sums were opened. No ballot is stored."""
    return count_sums(file_of(round), sums_of(round), counted_ballots(round))


def _valid(size: int, invalid: Sequence[Invalid]) -> list[int]:
    """The places of a list that do not hold an invalid ballot."""
    out = {one.ballot for one in invalid}
    return [place for place in range(size) if place not in out]


def file_of(round: Round) -> RoundFile:
    """Return the frozen file of a round as it was published."""
    return read_round_file(round.rules_json, setup_of(round).group)
