"""The whole verification, step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from voting.crypto.archive import Archive, read_archive
from voting.crypto.encoding import Refused, sha256_hex
from voting.crypto.round_file import RoundFile
from voting.verifier.allocation import Paper
from voting.verifier.board import Board, Source
from voting.verifier.box import check_ballots, check_setup
from voting.verifier.companions import (
    Companions,
    check_contributions,
    check_heads,
    check_outcome,
    check_round,
    check_shufflers,
)
from voting.verifier.count import check_decryptions, check_result, check_shuffles, check_tally
from voting.verifier.paper import check_paper
from voting.verifier.report import Report
from voting.verifier.source import opener, read_companions

ALONE = (
    "This is an archive alone. Belenios' own proof of a decryption does not name the ciphertext, nor a "
    "shuffle its maker: the files beside the archive of a whole record do"
)


@dataclass(frozen=True, slots=True)
class Record:
    """What is to be checked: the archive, what stands beside it, and a head that somebody noted, if any: the
    last one or an earlier one.
    """

    archive: BinaryIO
    companions: Companions | None = None
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
    source, beside = Source(read_archive(record.archive)), record.companions
    board = check_setup(source, report)
    if record.head is not None:
        _check_noted(source.archive, record.head, report)
    board.unfinished = record.unfinished
    file = check_round(board, beside.round, report) if beside else None
    if beside and file:
        check_heads(board, file, beside.heads, report)
    for step in (check_ballots, _close, check_tally, check_shuffles, check_decryptions, check_result):
        if board.may_end:
            source.everything_was_used()
            if beside and file and source.archive.has("EndShuffles"):
                check_shufflers(board, file, beside.contributions, report)
            report.note("The archive ends before the result")
            return board
        step(board, report)
    source.everything_was_used()
    if beside and file:
        check_contributions(board, file, beside.contributions, report)
        check_outcome(board, file, beside.outcome, report, _paper(board, file, beside, report))
    else:
        report.note(ALONE)
    return board


def _check_noted(archive: Archive, head: str, report: Report) -> None:
    """Check that a head somebody noted is still that of an event of the board."""
    height = archive.height_of(head)
    if height is None:
        raise Refused("head", f"{head} is that of no event here: the board is not the one it was noted from")
    later = len(archive.events) - 1 - height
    where = f"of event {height}, {later} events before the last" if later else "of the last event"
    report.held(f"The head you noted is the one {where}: nothing up to there was taken out, put in or moved")


def _paper(board: Board, file: RoundFile | None, beside: Companions | None, report: Report) -> Paper | None:
    """Check the list of paper, if there is one."""
    if file is None or beside is None or beside.paper is None:
        return None
    found = check_paper(board, file, beside.paper, report)
    return Paper(sha256_hex(beside.paper), found.ballots)


def _close(board: Board, report: Report) -> None:
    board.source.take("EndBallots", 1)
    report.held("The box was closed after the last ballot")


def load_board(place: str, tell: Callable[[str], None], *, head: str | None, to_open: bool) -> Board:
    """Verify the record of a round that is being counted, and return its board; raises Refused. `head` is one
    that somebody noted. Who is going `to_open` needs the files beside the archive.
    """
    report = Report(tell=tell)
    archive, open_file, whole = opener(place)
    if to_open and not whole:
        raise Refused("record", "is an archive alone, which does not say who shuffled. Name the whole record")
    companions = read_companions(open_file) if whole else None
    with open_file(archive) as stream:
        board = verify(Record(stream, companions, head, unfinished=True), report)
    if board is None:
        assert report.refusal is not None
        raise report.refusal
    return board
