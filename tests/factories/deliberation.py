"""Discussions for tests, written by the service that residents use."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from deliberation.models import Comment, Stance
from deliberation.services import add_comment
from proposals.models import Proposal
from tests.factories.accounts import make_user
from tests.factories.proposals import make_proposal

_number = itertools.count(1)
SENTENCES = (
    "I walk here twice a day and there is no shade between the bridge and the school.",
    "Who looks after it in winter? The last one stood broken for two years.",
    "My neighbours on Tanner Street would help with the watering.\n\nWe have done it before.",
)


def make_comment(
    proposal: Proposal | None = None,
    *,
    author: User | None = None,
    text: str = "",
    stance: Stance = Stance.NONE,
    parent: Comment | None = None,
    now: datetime | None = None,
    language: str = "en",
) -> Comment:
    """A comment by a new resident on a new proposal unless given; with `parent`, an answer to it."""
    return add_comment(
        actor=author or make_user(),
        proposal=proposal or (parent.proposal if parent else make_proposal()),
        text=text or f"{SENTENCES[0]} That is thought number {next(_number)}.",
        stance=stance,
        parent=parent,
        language=language,
        now=now or timezone.now(),
    )


def make_long_discussion(proposal: Proposal, count: int, *, replies_each: int = 4) -> None:
    """`count` comments at once, every thread with `replies_each` replies; only for tests of length."""
    authors = [make_user(display_name=f"Neighbour {n}") for n in range(5)]
    start = timezone.now() - timedelta(days=40)
    threads = list(_numbered(proposal, count, authors, start, replies_each))
    roots = Comment.objects.bulk_create(c for c in threads if not c.place)
    by_number = {root.number: root for root in roots}
    for comment in threads:
        if comment.place:
            comment.root = comment.parent = by_number[comment.number - comment.place]
    Comment.objects.bulk_create(c for c in threads if c.place)
    Proposal.objects.filter(pk=proposal.pk).update(comment_count=count)


def _numbered(
    proposal: Proposal, count: int, authors: list[User], start: datetime, replies_each: int
) -> Iterator[Comment]:
    stances = itertools.cycle(Stance.values)
    for index in range(count):
        place = index % (replies_each + 1)
        left = min(replies_each, count - index - 1)
        yield Comment(
            proposal=proposal, number=index + 1, revision=index + 1, place=place,
            reply_count=0 if place else left, author=authors[index % 5], role="resident",
            stance="" if place else next(stances), text=SENTENCES[index % 3], language="en",
            created_at=start + timedelta(minutes=index),
        )  # fmt: skip
