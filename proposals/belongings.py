"""What belongs to the page of a proposal beside its own row, in one query.

It is written in SQL: to put these ten parts together by the object mapper takes five times as long as reading
them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from taggit.models import Tag, TaggedItem

from accounts.models import User
from moderation.models import Visibility
from processes.moments import moment_of
from processes.permissions import Person
from proposals.lifecycle import NOT_THERE
from proposals.models import (
    LIVE,
    Attachment,
    CoAuthor,
    Follow,
    Merge,
    MergeState,
    Move,
    MoveAnswer,
    OfficialAnswer,
    Picture,
    Proposal,
    Suggestion,
    Support,
    ThemeMember,
)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody by their id and the name that everybody sees."""

    pk: int
    public_name: str


@dataclass(frozen=True, slots=True)
class InTheme:
    """The theme of a proposal by its key, and how many proposals its page shows."""

    pk: int
    size: int


@dataclass(frozen=True, slots=True)
class Belongings:
    """What belongs to one proposal, each in its order.

    Answers are the latest first; `asked` are the merges of the process about which the reader has not said
    yet where their support shall count. The flags say whether there is anything to read, merges that wait or
    are in force and suggestions that wait, and what the reader did.
    """

    tags: list[str]
    coauthors: list[Named]
    pictures: list[Picture]
    files: list[Attachment]
    theme: InTheme | None
    answers: list[OfficialAnswer]
    moves: list[Move]
    merges: bool
    asked: frozenset[int]
    suggestions: bool
    supported: bool
    followed: bool


class Row(NamedTuple):
    """Columns that mean something else for each kind."""

    kind: str
    place: int
    words: str
    key: str
    one: int
    two: int
    at: str
    more: str


def _table(model: Any) -> str:
    name: str = model._meta.db_table
    return name


def _part(kind: str, rest: str, **columns: str) -> str:
    """One kind of rows: `rest` says where from; columns that it does not name are neutral."""
    named = (f"{columns.get(name, neutral)} AS {name}" for name, neutral in NEUTRAL.items())
    return f"SELECT '{kind}' AS kind, {', '.join(named)} FROM {rest}"


NEUTRAL = {"place": "0", "words": "''", "key": "''", "one": "0", "two": "0", "at": "''", "more": "''"}
HERE = "WHERE proposal_id = %(proposal)s"
MINE = f"{HERE} AND user_id = %(user)s"


@cache
def rows_sql() -> str:
    """The query, in the words of the database that is used."""
    array = "json_build_array" if connection.vendor == "postgresql" else "json_array"
    signed = f"{array}(headline, department, signatory, signatory_title, reference)"
    merging = ", ".join(f"'{state.value}'" for state in LIVE)
    gone = ", ".join(f"'{status.value}'" for status in sorted(NOT_THERE))
    tagged = f"""{_table(TaggedItem)} AS item JOIN {_table(Tag)} AS tag ON tag.id = item.tag_id
        JOIN {_table(ContentType)} AS type ON type.id = item.content_type_id
        WHERE item.object_id = %(proposal)s AND type.app_label = 'proposals' AND type.model = 'proposal'"""
    writers = f"{_table(CoAuthor)} AS mine JOIN {_table(User)} AS person ON person.id = mine.user_id {HERE}"
    beside = f"""SELECT COUNT(*) FROM {_table(ThemeMember)} AS other
        JOIN {_table(Proposal)} AS listed ON listed.id = other.proposal_id
        WHERE other.theme_id = member.theme_id
        AND listed.visibility = '{Visibility.VISIBLE.value}' AND listed.status NOT IN ({gone})"""
    both = "(goes_id = %(proposal)s OR stays_id = %(proposal)s)"
    merges = f"{_table(Merge)} WHERE {both} AND state IN ({merging})"
    mine = f"SELECT proposal_id FROM {_table(Support)} WHERE user_id = %(user)s"
    answered = f"SELECT merge_id FROM {_table(MoveAnswer)} WHERE user_id = %(user)s"
    asked = f"""{_table(Merge)} WHERE process_id = %(process)s AND state = '{MergeState.DONE.value}'
        AND goes_id IN ({mine}) AND stays_id NOT IN ({mine}) AND id NOT IN ({answered})"""
    suggested = f"{_table(Suggestion)} {HERE} AND state = '{Suggestion.State.OPEN.value}'"
    parts = (
        _part("tag", tagged, words="tag.name"),
        _part("author", writers, place="mine.id", words="person.display_name", one="person.id"),
        _part(
            "picture", f"{_table(Picture)} {HERE}",
            place="position", words="alt", key="token", one="width", two="height",
        ),
        _part(
            "file", f"{_table(Attachment)} {HERE}",
            place="position", words="title", key="token", one="size",
        ),
        _part("theme", f"{_table(ThemeMember)} AS member {HERE}", one="theme_id", two=f"({beside})"),
        _part(
            "answer", f"{_table(OfficialAnswer)} {HERE}",
            words="body", key="language", one="id", at="CAST(answered_at AS text)",
            more=f"CAST({signed} AS text)",
        ),
        _part(
            "move", f"{_table(Move)} {HERE}",
            place="id", words="reason", key="status", at="CAST(at AS text)", more="language",
        ),
        _part("merges", merges),
        _part("asked", asked, one="id"),
        _part("suggestions", f"{suggested} AND visibility = '{Visibility.VISIBLE.value}'"),
        _part("supported", f"{_table(Support)} {MINE}"),
        _part("followed", f"{_table(Follow)} {MINE}"),
    )  # fmt: skip
    return " UNION ALL ".join(parts) + " ORDER BY kind, place, words"


def belongings_of(proposal: Proposal, user: Person) -> Belongings:
    """Return what belongs to `proposal` (one query), and remember on it who writes it."""
    found: dict[str, list[Row]] = {}
    with connection.cursor() as cursor:
        cursor.execute(rows_sql(), {"proposal": proposal.pk, "process": proposal.process_id, "user": user.pk})
        for row in map(Row._make, cursor.fetchall()):
            found.setdefault(row.kind, []).append(row)
    coauthors = [Named(row.one, row.words) for row in found.get("author", ())]
    proposal.coauthor_ids = frozenset(each.pk for each in coauthors)
    return Belongings(
        tags=[row.words for row in found.get("tag", ())],
        coauthors=coauthors,
        pictures=[_picture(row, proposal) for row in found.get("picture", ())],
        files=[_file(row, proposal) for row in found.get("file", ())],
        theme=next((InTheme(row.one, row.two) for row in found.get("theme", ())), None),
        answers=_latest_first(found.get("answer", ())),
        moves=[_move(row) for row in found.get("move", ())],
        merges="merges" in found,
        asked=frozenset(row.one for row in found.get("asked", ())),
        suggestions="suggestions" in found,
        supported="supported" in found,
        followed="followed" in found,
    )


def _picture(row: Row, proposal: Proposal) -> Picture:
    size = {"width": row.one, "height": row.two}
    return Picture(proposal=proposal, position=row.place, token=row.key, alt=row.words, **size)


def _file(row: Row, proposal: Proposal) -> Attachment:
    return Attachment(proposal=proposal, position=row.place, token=row.key, title=row.words, size=row.one)


def _latest_first(rows: Iterable[Row]) -> list[OfficialAnswer]:
    return sorted(map(_answer, rows), key=lambda answer: answer.answered_at, reverse=True)


def _answer(row: Row) -> OfficialAnswer:
    headline, department, signatory, office, reference = json.loads(row.more)
    return OfficialAnswer(
        pk=row.one, headline=headline, body=row.words, department=department, signatory=signatory,
        signatory_title=office, reference=reference, language=row.key,
        answered_at=moment_of(row.at),
    )  # fmt: skip


def _move(row: Row) -> Move:
    return Move(pk=row.place, status=row.key, reason=row.words, language=row.more, at=moment_of(row.at))
