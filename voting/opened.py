"""What came out of the sealed box, and off the sheets of paper: valid ballots go into the box of
`voting.box`, the others are named with their reason in the file outcome.json.
"""

from __future__ import annotations

from collections.abc import Sequence

from voting import box
from voting.board import setup_of
from voting.crypto.packing import unpack
from voting.crypto.round_file import RoundFile, read_round_file
from voting.frozen import choices_of
from voting.models import Board, Channel, PaperBallot, Round
from voting.unsealing import Values
from voting.verifier.allocation import Invalid, count_votes


def put_opened(round: Round, opened: Sequence[Values]) -> tuple[Invalid, ...]:
    """Put the ballots of a round that is being counted into the box, and write its outcome.json. Returns the
    sealed ballots that do not count, with their reasons.
    """
    file = file_of(round)
    count = count_votes(file, opened)
    Board.objects.filter(round=round).update(outcome=count.text)
    out = {one.ballot for one in count.invalid}
    numbers = list(round.projects.order_by("number").values_list("number", flat=True))
    form = file.form
    valid = (
        choices_of(form, numbers, unpack(form, values))
        for place, values in enumerate(opened) if place not in out
    )  # fmt: skip
    box.put_many(round=round, ballots=valid, channel=Channel.WEB)
    return count.invalid


def file_of(round: Round) -> RoundFile:
    """Return the frozen file of a round as it was published."""
    return read_round_file(round.rules_json, setup_of(round).group)


def sheets(round: Round) -> int:
    """Return how many sheets of paper are in the box."""
    return PaperBallot.objects.filter(round=round).count()
