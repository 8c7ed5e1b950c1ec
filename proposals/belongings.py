"""What stands on the page of a proposal beside its text, in one query: tags, co-authors, pictures, files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, Field, IntegerField, QuerySet, Value
from django.db.models.functions import Cast
from taggit.models import TaggedItem

from proposals.models import Attachment, Picture, Proposal


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody by their id and the name that everybody sees."""

    pk: int
    public_name: str


@dataclass(frozen=True, slots=True)
class Belongings:
    """What belongs to one proposal, each in its order."""

    tags: list[str]
    coauthors: list[Named]
    pictures: list[Picture]
    files: list[Attachment]


def belongings_of(proposal: Proposal) -> Belongings:
    """Return what belongs to `proposal` (one query), and remember on it who writes it."""
    kind = ContentType.objects.get_for_model(Proposal)
    tagged = TaggedItem.objects.filter(content_type=kind, object_id=proposal.pk)
    rows = _rows(tagged, kind="tag", words="tag__name").union(
        _rows(proposal.coauthors, kind="author", place="pk", words="user__display_name", one="user_id"),
        _rows(proposal.pictures, kind="picture", place="position", words="alt", key="token", one="width",
              two="height"),
        _rows(proposal.attachments, kind="file", place="position", words="title", key="token", one="size"),
        all=True,
    )  # fmt: skip
    found: dict[str, list[Any]] = {"tag": [], "author": [], "picture": [], "file": []}
    for row in map(Row._make, rows.order_by("kind", "place", "words")):
        found[row.kind].append(_made(row, proposal))
    proposal.coauthor_ids = frozenset(each.pk for each in found["author"])
    return Belongings(found["tag"], found["author"], found["picture"], found["file"])


class Row(NamedTuple):
    """Six columns that mean something else for each kind."""

    kind: str
    place: int
    words: str
    key: str
    one: int
    two: int


def _made(row: Row, proposal: Proposal) -> object:
    if row.kind == "tag":
        return row.words
    if row.kind == "author":
        return Named(row.one, row.words)
    if row.kind == "picture":
        size = {"width": row.one, "height": row.two}
        return Picture(proposal=proposal, position=row.place, token=row.key, alt=row.words, **size)
    return Attachment(proposal=proposal, position=row.place, token=row.key, title=row.words, size=row.one)


def _rows(of: Any, *, kind: str, **columns: str) -> QuerySet[Any, tuple[Any, ...]]:
    """Return a `Row` for each of `of`, with columns of the same types whatever table they come from."""
    text: Field[Any, Any] = CharField()
    number: Field[Any, Any] = IntegerField()
    types = {"place": number, "words": text, "key": text, "one": number, "two": number}
    values = {
        name: Cast(F(columns[name]), kept) if name in columns else Value(0 if kept is number else "", kept)
        for name, kept in types.items()
    }
    rows: QuerySet[Any] = of.order_by().annotate(kind=Value(kind, text), **values)
    return rows.values_list(*Row._fields)
