"""What lists fetch: plain columns instead of whole proposals, by queries that are built once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, NamedTuple, cast

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.db.models.functions import Left
from taggit.models import TaggedItem

from accounts.models import User
from processes.permissions import Person
from proposals.models import TEASER_LETTERS, Proposal, Support


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


class Listed(NamedTuple):
    """A proposal of a list with its tags, and whether the reader supports it."""

    facts: Facts
    tags: tuple[str, ...]
    supported: bool


def listed(wanted: Sequence[int], user: Person) -> list[Listed]:
    """Return the proposals with these ids in this order, without those that lists do not show."""
    found = {row[0]: Facts(*row) for row in _columns().filter(pk__in=wanted)}
    tags = tags_of(wanted)
    mine = _supported_by(user, wanted)
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
    counts = ("status", "support_count", "comment_count")
    beginnings = Proposal.objects.listed().annotate(beginning=Left("body", TEASER_LETTERS))
    return cast("QuerySet[Proposal, tuple[Any, ...]]", beginnings.values_list(*columns, *counts))


@cache
def _all_tags() -> QuerySet[TaggedItem, tuple[Any, ...]]:
    found = TaggedItem.objects.order_by("tag__name").values_list("object_id", "tag__name")
    return cast("QuerySet[TaggedItem, tuple[Any, ...]]", found)


def tags_of(proposals: Collection[int]) -> dict[int, list[str]]:
    """Return the tags of each of the proposals (by id) that has some (one query, faster than taggit's)."""
    kind = ContentType.objects.get_for_model(Proposal)
    found: dict[int, list[str]] = {}
    for proposal, name in _all_tags().filter(content_type=kind, object_id__in=proposals):
        found.setdefault(proposal, []).append(name)
    return found


def _supported_by(user: Person, proposals: Collection[int]) -> frozenset[int]:
    if not isinstance(user, User):
        return frozenset()
    mine = Support.objects.filter(user_id=user.pk, proposal_id__in=proposals)
    return frozenset(mine.values_list("proposal_id", flat=True))
