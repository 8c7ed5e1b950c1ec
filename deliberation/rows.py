"""Comments as plain rows: a page reads a hundred, and making model objects would cost most of its time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, cast

from django.db.models import F

from deliberation.models import Comment, Presence
from deliberation.querysets import CommentQuerySet
from moderation.models import Visibility


class Row(NamedTuple):
    """What one comment shows. `root` and `parent` are the numbers of what it hangs under and answers.

    `origin` is the number of the proposal it was written on, where a merge brought it here. `replies` counts
    those that are not gone. `marked` says that the reader found it helpful; `before` how many replies of the
    thread that is opened stand before those shown.
    """

    number: int
    root: int | None
    place: int
    revision: int
    stance: str
    text: str
    language: str
    visibility: str
    hidden_rule: str
    hidden_at: datetime | None
    hidden_entry: int | None
    helpful: int
    replies: int
    created_at: datetime
    role: str
    author: int
    author_name: str
    author_erased: datetime | None
    district: str | None
    parent: int | None
    parent_visibility: str | None
    parent_name: str | None
    parent_erased: datetime | None
    origin: int | None
    version: int
    edited_at: datetime | None
    presence: str
    deleted_at: datetime | None
    parent_presence: str | None
    pk: int
    marked: bool = False
    before: int = 0

    @property
    def is_gone(self) -> bool:
        """Whether its author deleted it and nobody had answered: nothing is shown in its place."""
        return self.presence == Presence.GONE

    @property
    def is_hidden(self) -> bool:
        """Whether moderators hid this."""
        return self.visibility == Visibility.HIDDEN

    @property
    def answers_reply(self) -> bool:
        """Whether it answers another reply, not the comment that starts the thread."""
        return self.parent is not None and self.parent != self.root


COLUMNS = (
    "number", "root__number", "place", "revision", "stance", "text", "language", "visibility", "hidden_rule",
    "hidden_at", "hidden_entry", "helpful_count", "standing", "created_at", "role", "author_id",
    "author__display_name", "author__erased_at", "author__district__name", "parent__number",
    "parent__visibility", "parent__author__display_name", "parent__author__erased_at", "origin__number",
    "version", "edited_at", "presence", "deleted_at", "parent__presence", "pk",
)  # fmt: skip


@cache
def comment_rows() -> CommentQuerySet:
    """All comments, to be narrowed and handed to `rows_of`; kept, because naming 30 columns takes time."""
    counted = Comment.objects.annotate(standing=F("reply_count") - F("gone_count"))
    return cast(CommentQuerySet, counted.values_list(*COLUMNS))


def rows_of(comments: CommentQuerySet) -> list[Row]:
    """Read what is left of `comment_rows()` in its order; one query."""
    return [Row(*values) for values in cast(Iterable[tuple[Any, ...]], comments.all())]
