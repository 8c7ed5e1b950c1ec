"""The rows of one page of a discussion, in one query.

It is written in SQL: the object mapper takes longer to put it together than the database to answer it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from accounts.models import District, User
from deliberation.models import Comment, HelpfulMark
from deliberation.rows import Row
from deliberation.wording import UNDO
from processes.moments import moment_of
from processes.permissions import Person
from proposals.models import Proposal

NO_LIMIT = 2**31 - 1
COMMENTS = Comment._meta.db_table
PEOPLE = User._meta.db_table

# What is gone is gone, except for its author while they can still bring it back.
STANDS = "({0}presence <> 'gone' OR ({0}author_id = %(user)s AND {0}deleted_at > %(undo)s))"
NEWEST = f"""SELECT id FROM {COMMENTS}
  WHERE proposal_id = %(proposal)s AND root_id IS NULL AND number < %(before)s AND {STANDS.format("")}
  ORDER BY number DESC LIMIT %(threads)s"""
ONE = f"SELECT id FROM {COMMENTS} WHERE id = %(opened)s"

SHOWN = f"""
WITH threads AS ({{threads}}), shown AS (
  SELECT id FROM threads
  UNION ALL SELECT reply.id FROM {COMMENTS} AS reply WHERE reply.root_id IN (SELECT id FROM threads)
    AND reply.place > CASE WHEN reply.root_id = %(opened)s THEN %(after)s ELSE 0 END
    AND reply.place <= CASE WHEN reply.root_id = %(opened)s THEN %(until)s ELSE %(first)s END
    AND {STANDS.format("reply.")})
SELECT this.number, root.number, this.place, this.revision, this.stance, this.text, this.language,
  this.visibility, this.hidden_rule, this.hidden_at, this.hidden_entry, this.helpful_count,
  this.reply_count - this.gone_count, this.created_at, this.role, this.author_id, author.display_name,
  author.erased_at, district.name, parent.number, parent.visibility, answered.display_name,
  answered.erased_at, origin.number, this.version, this.edited_at, this.presence, this.deleted_at,
  parent.presence, this.id,
  EXISTS (SELECT 1 FROM {HelpfulMark._meta.db_table} AS mark
    WHERE mark.comment_id = this.id AND mark.user_id = %(user)s), (SELECT COUNT(*) FROM {COMMENTS} AS earlier
    WHERE earlier.root_id = %(opened)s AND earlier.place <= %(after)s AND earlier.presence <> 'gone')
FROM shown JOIN {COMMENTS} AS this ON this.id = shown.id
  JOIN {PEOPLE} AS author ON author.id = this.author_id
  LEFT JOIN {District._meta.db_table} AS district ON district.id = author.district_id
  LEFT JOIN {COMMENTS} AS root ON root.id = this.root_id
  LEFT JOIN {COMMENTS} AS parent ON parent.id = this.parent_id
  LEFT JOIN {PEOPLE} AS answered ON answered.id = parent.author_id
  LEFT JOIN {Proposal._meta.db_table} AS origin ON origin.id = this.origin_id
ORDER BY this.root_id IS NOT NULL, CASE WHEN this.root_id IS NULL THEN -this.number ELSE this.place END"""
PAGE = SHOWN.format(threads=NEWEST)
THREAD = SHOWN.format(threads=ONE)


@dataclass(frozen=True, slots=True)
class Shown:
    """So many threads, and the first so many replies of each; `length` after `after` in the one `opened`."""

    threads: int
    first: int
    opened: int | None = None
    after: int = 0
    length: int = 0


def page_rows(proposal: Proposal, before: int | None, shown: Shown, user: Person, now: datetime) -> list[Row]:
    """Return the newest threads under number `before`, newest first, then the replies by their place."""
    limit = NO_LIMIT if before is None else before
    where = {"proposal": proposal.pk, "before": limit, "threads": shown.threads}
    return _rows(PAGE, where, shown, user, now)


def thread_rows(shown: Shown, user: Person, now: datetime) -> list[Row]:
    """Return the comment that starts the thread `shown.opened`, then the replies by their place."""
    return _rows(THREAD, {}, shown, user, now)


def _rows(sql: str, where: dict[str, int], shown: Shown, user: Person, now: datetime) -> list[Row]:
    replies = {"opened": shown.opened, "after": shown.after, "until": shown.after + shown.length}
    reader = {"user": user.pk, "undo": connection.ops.adapt_datetimefield_value(now - UNDO)}
    with connection.cursor() as cursor:
        cursor.execute(sql, {**where, **replies, **reader, "first": shown.first})
        return [_row(Row._make(values)) for values in cursor.fetchall()]


def _row(row: Row) -> Row:
    return row._replace(
        created_at=moment_of(row.created_at),
        hidden_at=_moment(row.hidden_at),
        edited_at=_moment(row.edited_at),
        deleted_at=_moment(row.deleted_at),
        marked=bool(row.marked),
    )


def _moment(value: datetime | None) -> datetime | None:
    return moment_of(value) if value else None
