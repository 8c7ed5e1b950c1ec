"""What lists fetch: plain columns instead of whole proposals, by queries that are built once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, NamedTuple, cast

from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Left
from taggit.models import Tag, TaggedItem

from processes.permissions import Person
from proposals.models import TEASER_LETTERS, OfficialAnswer, Proposal, Support


class Facts(NamedTuple):
    """What a list fetches of one proposal; a row shows nothing else. `district` and `tile` may be missing."""

    pk: int
    number: int
    title: str
    summary: str
    beginning: str
    language: str
    district: str | None
    tile: str | None
    status: str
    supporters: int
    comments: int
    answered: bool


class Listed(NamedTuple):
    """A proposal of a list with its tags, and whether the reader supports it."""

    facts: Facts
    tags: tuple[str, ...]
    supported: bool


def listed(wanted: Sequence[int], user: Person) -> list[Listed]:
    """Return the proposals with these ids in this order, without those that lists do not show."""
    found = {row[0]: Facts(*row) for row in _columns().filter(pk__in=wanted)}
    tags, mine = _beside(wanted, user)
    return [Listed(found[pk], tuple(tags.get(pk, ())), pk in mine) for pk in wanted if pk in found]


@cache
def _columns() -> QuerySet[Proposal, tuple[Any, ...]]:
    columns = (
        "pk",
        "number",
        "title",
        "summary",
        "beginning",
        "language",
        "district__name",
        "district__tile",
    )
    counts = ("status", "support_count", "comment_count", "answered")
    answers = OfficialAnswer.objects.filter(proposal=OuterRef("pk"))
    beginnings = Proposal.objects.listed().annotate(
        beginning=Left("body", TEASER_LETTERS), answered=Exists(answers)
    )
    return cast("QuerySet[Proposal, tuple[Any, ...]]", beginnings.values_list(*columns, *counts))


def tags_of(proposals: Collection[int]) -> dict[int, list[str]]:
    """Return the tags of each of the proposals (by id) that has some (one query, faster than taggit's)."""
    return _beside(proposals, AnonymousUser())[0]


TAGS = f"""
SELECT item.object_id, tag.name FROM {TaggedItem._meta.db_table} AS item
  JOIN {Tag._meta.db_table} AS tag ON tag.id = item.tag_id
  JOIN {ContentType._meta.db_table} AS type ON type.id = item.content_type_id
  WHERE type.app_label = 'proposals' AND type.model = 'proposal' AND item.object_id IN"""
MINE = f"SELECT proposal_id, NULL FROM {Support._meta.db_table} WHERE user_id = %s AND proposal_id IN"


def _beside(proposals: Collection[int], user: Person) -> tuple[dict[int, list[str]], frozenset[int]]:
    """Return the tags of the proposals, and which of them `user` supports, in one query written once."""
    if not proposals:
        return {}, frozenset()
    ids = f"({', '.join(['%s'] * len(proposals))})"
    tags: dict[int, list[str]] = {}
    mine = set()
    with connection.cursor() as cursor:
        sql = f"{TAGS} {ids} UNION ALL {MINE} {ids} ORDER BY 2"
        cursor.execute(sql, (*proposals, user.pk, *proposals))
        for proposal, tag in cursor.fetchall():
            if tag is None:
                mine.add(proposal)
            else:
                tags.setdefault(proposal, []).append(tag)
    return tags, frozenset(mine)
