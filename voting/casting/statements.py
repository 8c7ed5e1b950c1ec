"""The statements that every cast runs, in SQL: making them with the ORM took most of the time of a cast.

Each does what its query set would do; the tables and columns are those of the models.
"""

from __future__ import annotations

from datetime import date

from django.db import connection

from voting.models import Board, BoardEvent, Channel, RollEntry, Round

STATUS = f"SELECT status FROM {Round._meta.db_table} WHERE id = %s"
ONE_MORE = f"UPDATE {Round._meta.db_table} SET ballot_count = ballot_count + 1 WHERE id = %s"
TICK = (
    f"UPDATE {RollEntry._meta.db_table} SET voted_on = %s, channel = '{Channel.WEB}' "
    "WHERE round_id = %s AND credential = %s AND channel = ''"
)
END = f"SELECT height, head FROM {Board._meta.db_table} WHERE round_id = %s"
MOVE_END = f"UPDATE {Board._meta.db_table} SET height = %s, head = %s WHERE round_id = %s"
EVENT_COLUMNS = ("round_id", "height", "kind", "data", "payload", "head", "credential")
ADD_EVENT = (
    f"INSERT INTO {BoardEvent._meta.db_table} ({', '.join(EVENT_COLUMNS)}) "
    f"VALUES ({', '.join(['%s'] * len(EVENT_COLUMNS))})"
)


def share_status(round: Round) -> str:
    """Return the status of a round, which nobody can lock to change it until the transaction ends; others may
    share it meanwhile.
    """
    share = " FOR KEY SHARE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(STATUS + share, (round.pk,))
        return str(cursor.fetchone()[0])


def tick_off(round: Round, credential: str, day: date) -> bool:
    """Say on the roll that a voter has voted online; False if nobody is there who has not voted before."""
    with connection.cursor() as cursor:
        cursor.execute(TICK, (connection.ops.adapt_datefield_value(day), round.pk, credential))
        return bool(cursor.rowcount)


def lock_end(round: Round) -> Board:
    """Return only where a board ends, held until the end of the transaction."""
    lock = " FOR NO KEY UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(END + lock, (round.pk,))
        height, head = cursor.fetchone()
    return Board(round_id=round.pk, height=height, head=head)


def add_event(board: Board, row: BoardEvent) -> None:
    """Write an event and move the locked end of the board behind it. Raises IntegrityError like the model."""
    with connection.cursor() as cursor:
        cursor.execute(ADD_EVENT, tuple(getattr(row, name) for name in EVENT_COLUMNS))
        cursor.execute(MOVE_END, (row.height + 1, row.head, row.round_id))
    board.height, board.head = row.height + 1, row.head


def one_more_ballot(round: Round) -> None:
    """Count the ballot of one more voter."""
    with connection.cursor() as cursor:
        cursor.execute(ONE_MORE, (round.pk,))
