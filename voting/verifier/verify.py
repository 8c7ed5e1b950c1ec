"""The whole verification, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from voting.crypto.archive import read_archive
from voting.crypto.encoding import Refused
from voting.verifier.board import Board, Source
from voting.verifier.box import check_ballots, check_setup
from voting.verifier.count import check_decryptions, check_result, check_shuffles, check_tally
from voting.verifier.report import Report


@dataclass(frozen=True, slots=True)
class Record:
    """What is to be checked: the archive, and the head it must have if the reader knows one."""

    archive: BinaryIO
    head: str | None = None
    unfinished: bool = False
    """Whether the archive may end before the result, as it does while the box is open."""


def verify(record: Record, report: Report) -> Board | None:
    """Check a record; what is wrong stands in the report, and then None is returned."""
    try:
        return _verify(record, report)
    except Refused as refused:
        report.refuse(refused)
        return None


def _verify(record: Record, report: Report) -> Board:
    source = Source(read_archive(record.archive))
    if record.head is not None and record.head != source.archive.head:
        raise Refused("head", f"is {source.archive.head}, not the one given")
    board = check_setup(source, report)
    check_ballots(board, report)
    if record.unfinished and source.finished:
        source.everything_was_used()
        report.note("The archive ends before the count: there is no result yet")
        return board
    source.take("EndBallots", 1)
    check_tally(board, report)
    check_shuffles(board, report)
    check_decryptions(board, report)
    check_result(board, report)
    source.everything_was_used()
    return board
