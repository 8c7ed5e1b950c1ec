"""The public record of a round: the archive and the files beside it, as they stand, and its verification."""

from __future__ import annotations

from collections.abc import Callable
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from voting.board import board
from voting.crypto.encoding import sha256_hex
from voting.models import Board, Round, RoundStatus
from voting.verifier import Record, Report, verify
from voting.verifier.companions import Companions

IN_MEMORY = 16_000_000
KEPT = ("contributions", "outcome", "paper")
"""Files beside the archive that the board keeps under their names."""
FINISHED = frozenset({RoundStatus.COUNTED, RoundStatus.PUBLISHED})


def companions_of(round: Round) -> Companions:
    """Return the files that stand beside the archive."""
    row = Board.objects.get(round=round)
    heads = board.heads_text(round)
    return Companions(round.rules_json, row.contributions, heads, row.outcome or None, row.paper or None)


def companion(round: Round, name: str) -> str | None:
    """Return one of the files beside the archive (without its ending); None where it is not there yet."""
    if name == "round":
        return round.rules_json
    if name == "heads":
        return board.heads_text(round)
    if name not in KEPT:
        return None
    return Board.objects.values_list(name, flat=True).get(round=round) or None


def record_hash(round: Round) -> str:
    """Return a hash of all files of the record as they stand: the head of the board is one of its archive."""
    beside = companions_of(round)
    texts = (beside.round, beside.contributions, beside.heads, beside.outcome or "", beside.paper or "")
    head = Board.objects.values_list("head", flat=True).get(round=round)
    return sha256_hex("|".join((head, *map(sha256_hex, texts))))


def write_archive(round: Round, stream: BinaryIO) -> None:
    """Write the archive as far as it goes."""
    for block in board.archive_blocks(round):
        stream.write(block)


def verify_record(round: Round, tell: Callable[[str], None] = lambda _: None) -> Report:
    """Check the record as a stranger would, from nothing but what is public; `tell` hears each line as it is
    known. Before the count the record may end early.
    """
    report = Report(tell=tell)
    with SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        stream = cast(BinaryIO, file)
        write_archive(round, stream)
        stream.seek(0)
        unfinished = round.status not in FINISHED
        verify(Record(stream, companions_of(round), unfinished=unfinished), report)
    return report
