"""The signed list of ballots on paper: made when the box is closed, so before anything in it is opened."""

from __future__ import annotations

from datetime import datetime

from audit.chain import Json
from voting.crypto.encoding import Node, dumps, sha256_hex
from voting.crypto.groups import GROUPS
from voting.crypto.randomness import SECURE
from voting.crypto.round_file import RoundFile
from voting.crypto.signed import Signed, sign
from voting.models import Board, PaperBallot, Round
from voting.paper.marks import INVALID, Value
from voting.paper.reconciling import office_lines, paper_problem
from voting.rounds.state import RoundError, log
from voting.safe import open_safe
from voting.verifier import paper as published
from voting.verifier.paper import FILE, Office, PaperList, pooled, read_list


def sign_paper(round: Round, board: Board, now: datetime) -> None:
    """Sign the list of a round whose box is being closed, on its locked board. Does nothing where no office
    took a ballot. Raises RoundError until people ticked off and paper ballots agree.
    """
    problem = paper_problem(round)
    if problem:
        raise RoundError(problem)
    lines = office_lines(round)
    if not lines:
        return
    offices = tuple(Office(line.office, line.ticked, line.ballots, line.reason) for line in lines)
    pools = pooled(_ballots(round, [line.office for line in lines]), round.smallest_pool)
    message = PaperList(round.uuid, board.height - 1, board.head, offices, pools).message
    signed = sign(GROUPS[round.group], open_safe(round).board, message, SECURE)
    board.paper = dumps(signed.to_json())
    board.save(update_fields=["paper"])
    ballots = sum(line.ballots for line in lines)
    data: dict[str, Json] = {"round": round.title, "sheets": ballots, "hash": sha256_hex(board.paper)}
    log(None, "voting.paper_listed", round, data, now)


def listed(board: Board, file: RoundFile) -> PaperList | None:
    """Return the list that was signed; None where there is none."""
    if not board.paper:
        return None
    signed = Signed.read(Node.parse(board.paper, FILE), GROUPS[board.round.group])
    return read_list(signed.message, file)


def _ballots(round: Round, offices: list[str]) -> dict[str, list[published.PaperBallot]]:
    keys = dict(round.projects.values_list("number", "key"))
    found: dict[str, list[published.PaperBallot]] = {office: [] for office in offices}
    rows = PaperBallot.objects.filter(round=round, settled__isnull=False)
    for office, value in rows.values_list("office", "settled"):
        found[office].append(_ballot(value, keys))
    return found


def _ballot(value: Value | None, keys: dict[int, str]) -> published.PaperBallot:
    if isinstance(value, dict):
        return published.PaperBallot(invalid=value[INVALID])
    marks = ((mark, None) if isinstance(mark, int) else (mark[0], mark[1]) for mark in value or ())
    return published.PaperBallot(tuple((keys[number], given) for number, given in marks))
