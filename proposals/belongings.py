"""What belongs to the page of a proposal beside its own row, in one query.

It is written in SQL: to put these ten parts together by the object mapper takes five times as long as reading
them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from taggit.models import Tag, TaggedItem

from accounts.models import User
from moderation.models import Visibility
from processes.permissions import Person
from proposals.models import (
    LIVE,
    Attachment,
    CoAuthor,
    Follow,
    Merge,
    OfficialAnswer,
    Picture,
    Proposal,
    Suggestion,
    Support,
    Theme,
    ThemeMember,
)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody by their id and the name that everybody sees."""

    pk: int
    public_name: str


@dataclass(frozen=True, slots=True)
class InTheme:
    """The theme of a proposal by its key, and how many proposals are in it."""

    pk: int
    size: int


@dataclass(frozen=True, slots=True)
class Belongings:
    """What belongs to one proposal, each in its order.

    The flags say whether there is anything to read: answers, merges that wait or are in force, suggestions
    that wait; and what the reader did.
    """

    tags: list[str]
    coauthors: list[Named]
    pictures: list[Picture]
    files: list[Attachment]
    theme: InTheme | None
    answered: bool
    merges: bool
    suggestions: bool
    supported: bool
    followed: bool


class Row(NamedTuple):
    """Six columns that mean something else for each kind."""

    kind: str
    place: int
    words: str
    key: str
    one: int
    two: int


def _table(model: Any) -> str:
    name: str = model._meta.db_table
    return name


ROWS = f"""
SELECT 'tag' AS kind, 0 AS place, tag.name AS words, '' AS key, 0 AS one, 0 AS two
  FROM {_table(TaggedItem)} AS item JOIN {_table(Tag)} AS tag ON tag.id = item.tag_id
  JOIN {_table(ContentType)} AS type ON type.id = item.content_type_id
  WHERE item.object_id = %(proposal)s AND type.app_label = 'proposals' AND type.model = 'proposal'
UNION ALL SELECT 'author', mine.id, person.display_name, '', person.id, 0
  FROM {_table(CoAuthor)} AS mine JOIN {_table(User)} AS person ON person.id = mine.user_id
  WHERE mine.proposal_id = %(proposal)s
UNION ALL SELECT 'picture', position, alt, token, width, height
  FROM {_table(Picture)} WHERE proposal_id = %(proposal)s
UNION ALL SELECT 'file', position, title, token, size, 0
  FROM {_table(Attachment)} WHERE proposal_id = %(proposal)s
UNION ALL SELECT 'theme', 0, '', '', theme.id, theme.size
  FROM {_table(ThemeMember)} AS member JOIN {_table(Theme)} AS theme ON theme.id = member.theme_id
  WHERE member.proposal_id = %(proposal)s
UNION ALL SELECT 'answered', 0, '', '', 0, 0 FROM {_table(OfficialAnswer)} WHERE proposal_id = %(proposal)s
UNION ALL SELECT 'merges', 0, '', '', 0, 0 FROM {_table(Merge)}
  WHERE (goes_id = %(proposal)s OR stays_id = %(proposal)s)
  AND state IN ({", ".join(f"'{state.value}'" for state in LIVE)})
UNION ALL SELECT 'suggestions', 0, '', '', 0, 0 FROM {_table(Suggestion)}
  WHERE proposal_id = %(proposal)s AND state = '{Suggestion.State.OPEN.value}'
  AND visibility = '{Visibility.VISIBLE.value}'
UNION ALL SELECT 'supported', 0, '', '', 0, 0 FROM {_table(Support)}
  WHERE proposal_id = %(proposal)s AND user_id = %(user)s
UNION ALL SELECT 'followed', 0, '', '', 0, 0 FROM {_table(Follow)}
  WHERE proposal_id = %(proposal)s AND user_id = %(user)s
ORDER BY kind, place, words"""


def belongings_of(proposal: Proposal, user: Person) -> Belongings:
    """Return what belongs to `proposal` (one query), and remember on it who writes it."""
    found: dict[str, list[Row]] = {}
    with connection.cursor() as cursor:
        cursor.execute(ROWS, {"proposal": proposal.pk, "user": user.pk})
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
        answered="answered" in found,
        merges="merges" in found,
        suggestions="suggestions" in found,
        supported="supported" in found,
        followed="followed" in found,
    )


def _picture(row: Row, proposal: Proposal) -> Picture:
    size = {"width": row.one, "height": row.two}
    return Picture(proposal=proposal, position=row.place, token=row.key, alt=row.words, **size)


def _file(row: Row, proposal: Proposal) -> Attachment:
    return Attachment(proposal=proposal, position=row.place, token=row.key, title=row.words, size=row.one)
