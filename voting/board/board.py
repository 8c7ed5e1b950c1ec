"""The board: what is posted, in which order, and the files that anyone can download.

Callers hold the lock of the round while they post, so that events follow one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from voting.board.pieces import add_pieces, split_long, streamed
from voting.casting.statements import add_event
from voting.crypto.archive import Archive, Event, header, member
from voting.crypto.contributions import Contributions, read_contributions
from voting.crypto.election import Election, read_election
from voting.crypto.encoding import dumps, sha256_hex
from voting.crypto.groups import GROUPS, Group
from voting.crypto.randomness import SECURE
from voting.crypto.signed import sign
from voting.crypto.trustees import Trustees, read_trustees
from voting.models import Board, BoardEvent, Round, SignedHead
from voting.safe import open_safe
from voting.verifier.companions import head_message

SETUP, BALLOT, END_BALLOTS, TALLY = "Setup", "Ballot", "EndBallots", "EncryptedTally"
SHUFFLE, END_SHUFFLES, PARTIAL, RESULT = "Shuffle", "EndShuffles", "PartialDecryption", "Result"
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Setup:
    """What was fixed before the first ballot: the election and its trustees."""

    election: Election
    trustees: Trustees

    @property
    def group(self) -> Group:
        """The group of the election."""
        return self.election.group


def start_board(round: Round, setup: Setup, credentials: str, now: datetime) -> Board:
    """Begin the board of a round that is being frozen; `credentials` is the public list."""
    board = Board.objects.create(round=round, timestamp=int(now.timestamp()))
    texts = [setup.election.text, setup.trustees.text, credentials]
    names = ("election", "trustees", "credentials")
    hashes = {name: sha256_hex(text) for name, text in zip(names, texts, strict=True)}
    post(board, SETUP, [*texts, dumps(hashes)])
    return board


def post(board: Board, kind: str, texts: Sequence[str] = (), credential: str = "") -> None:
    """Add one event with its data, the payload last. Raises IntegrityError where the board has moved on, or
    holds this very ballot already.
    """
    lines, long = (texts, "") if kind == BALLOT else split_long(texts)
    row, _head = _event(board, kind, texts, credential, "\n".join(lines))
    add_event(board, row)
    if long:
        add_pieces(BoardEvent.objects.only("pk").get(round=board.round_id, height=row.height), long)


def post_many(board: Board, ballots: Sequence[tuple[str, str]]) -> None:
    """Add many ballots (text and credential) at once."""
    rows = []
    for text, credential in ballots:
        row, board.head = _event(board, BALLOT, [text], credential, text)
        board.height += 1
        rows.append(row)
    BoardEvent.objects.bulk_create(rows, batch_size=CHUNK)
    board.save(update_fields=["height", "head"])


def locked_board(round: Round) -> Board:
    """Return the board of a round, held until the end of the transaction."""
    return Board.objects.select_for_update(no_key=True).get(round=round)


def setup_of(round: Round) -> Setup:
    """Return what was fixed before the first ballot; read from the database once in a process."""
    return _setup(round.pk, round.rules_hash)


def archive_of(round: Round) -> Archive:
    """Return the whole archive, as far as it goes."""
    board = Board.objects.get(round=round)
    archive = Archive(board.timestamp)
    for row in rows_of(round, 0, board.height):
        for text in row.texts:
            archive.add_data(text)
        archive.add_event(row.kind, row.payload or None)
    return archive


def archive_blocks(round: Round, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
    """Yield the archive piece by piece, from event number `start` (from 0 with its header) to before `stop`,
    or to where it ends now.
    """
    board = Board.objects.only("timestamp", "height").get(round=round)
    if start == 0:
        yield header(board.timestamp)
    parent = _parent(round, start)
    for row in rows_of(round, start, board.height if stop is None else stop):
        for place, line in enumerate(row.lines):
            if line:
                yield member(f"{sha256_hex(line)}.data.json", line, board.timestamp)
            else:
                yield from streamed(row, place, board.timestamp)
        event = Event(row.kind, row.height, parent, row.payload or None)
        yield member(f"{row.head}.event.json", event.text, board.timestamp)
        parent = row.head


def rows_of(round: Round, start: int, stop: int) -> Iterator[BoardEvent]:
    """Yield events in their order: ballots in batches, everything else one by one. No cursor stays open
    meanwhile.
    """
    events = BoardEvent.objects.filter(round=round)
    for first in range(start, stop, CHUNK):
        heights = range(first, min(first + CHUNK, stop))
        batch = events.filter(kind=BALLOT, height__gte=heights.start, height__lt=heights.stop)
        ballots = {row.height: row for row in batch}
        for height in heights:
            yield ballots.get(height) or events.get(height=height)


def contributions_of(board: Board, group: Group) -> Contributions:
    """Return what trustees have posted beside the archive."""
    return read_contributions(board.contributions, group)


def heads_text(round: Round) -> str:
    """Return the file heads.json."""
    signed = SignedHead.objects.filter(round=round).values_list("signed", flat=True)
    return f"[{','.join(signed)}]"


def sign_head(round: Round, now: datetime) -> SignedHead | None:
    """Sign the present head of a board; None where it is signed already."""
    board = Board.objects.get(round=round)
    last = board.height - 1
    if SignedHead.objects.filter(round=round, height=last).exists():
        return None
    at = now.astimezone(UTC).isoformat(timespec="seconds")
    message = head_message(round.uuid, last, board.head, at)
    signed = sign(GROUPS[round.group], open_safe(round).board, message, SECURE)
    return SignedHead.objects.create(
        round=round, height=last, head=board.head, signed=dumps(signed.to_json()), at=now
    )


@lru_cache(maxsize=32)
def _setup(round_id: int, rules_hash: str) -> Setup:
    row = BoardEvent.objects.get(round=round_id, height=0)
    election_text, trustees_text, *_rest = row.texts
    election = read_election(election_text)
    return Setup(election, read_trustees(trustees_text, election.group))


def _event(
    board: Board, kind: str, texts: Sequence[str], credential: str, data: str
) -> tuple[BoardEvent, str]:
    payload = sha256_hex(texts[-1]) if texts else ""
    event = Event(kind, board.height, board.head or None, payload or None)
    head = sha256_hex(event.text)
    row = BoardEvent(
        round_id=board.round_id, height=board.height, kind=kind, data=data, payload=payload,
        head=head, credential=credential,
    )  # fmt: skip
    return row, head


def _parent(round: Round, start: int) -> str | None:
    if start == 0:
        return None
    return BoardEvent.objects.values_list("head", flat=True).get(round=round, height=start - 1)
