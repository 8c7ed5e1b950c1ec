"""A demo city made large: thousands of proposals and a very long thread, written straight into the tables."""

from __future__ import annotations

import random
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from accounts.models import District, User
from deliberation.models import Comment, Stance
from demo.budget2026.everything import PROPOSALS
from processes.models import Process
from proposals.lifecycle import Status
from proposals.models import Proposal
from proposals.services.indexing import index_all

SEED = 7


def inflate(*, proposals: int, comments: int, slug: str = "neighbourhood-budget") -> Proposal:
    """Bring the process to `proposals` proposals and its first one to `comments` comments; return it."""
    process = Process.objects.get(slug=slug)
    there = Proposal.objects.filter(process=process).exclude(number=None).count()
    add_proposals(process, proposals - there)
    first = Proposal.objects.get(process=process, number=1)
    add_comments(first, comments - Comment.objects.filter(proposal=first).count())
    return first


def add_proposals(process: Process, count: int) -> None:
    """Add `count` proposals with real texts under new numbers."""
    rng = random.Random(SEED)
    authors = list(User.objects.exclude(display_name__startswith="Neighbour")[:30])
    districts, categories = list(District.objects.all()), list(process.categories.all())
    now = timezone.now()
    first = process.last_proposal_number + 1
    rows = []
    for number in range(first, first + count):
        data = rng.choice(PROPOSALS)
        rows.append(
            Proposal(
                process=process, number=number, author=rng.choice(authors),
                title=f"{data.title[:70]} {number}",
                body=data.body, language=data.lang, district=rng.choice(districts),
                category=rng.choice(categories), status=Status.PUBLISHED, support_count=rng.randrange(300),
                latitude=54.1 + rng.uniform(-0.02, 0.02), longitude=9.3 + rng.uniform(-0.03, 0.03),
                published_at=now - timedelta(minutes=rng.randrange(40_000)),
            )
        )  # fmt: skip
    Proposal.objects.bulk_create(rows, batch_size=500)
    Process.objects.filter(pk=process.pk).update(last_proposal_number=first + count - 1)
    made = Proposal.objects.filter(process=process, number__gte=first)
    index_all(made.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # autovacuum and `tick` would come by minutes later


def add_comments(proposal: Proposal, count: int) -> None:
    """Add `count` comments, half of them replies."""
    rng = random.Random(SEED)
    authors = list(User.objects.all()[:60])
    number = Comment.objects.filter(proposal=proposal).count() + 1
    roots: list[Comment] = []
    replies = 0
    for step in range(count):
        root = rng.choice(roots) if roots and step % 2 else None
        comment = Comment.objects.create(
            proposal=proposal, number=number + step, author=rng.choice(authors), root=root, parent=root,
            stance=rng.choice(list(Stance)), text="A real thought about this place, in two lines.\nAnd why.",
        )  # fmt: skip
        if root is None:
            roots.append(comment)
        else:
            replies += 1
            Comment.objects.filter(pk=root.pk).update(reply_count=root.reply_count + 1)
            root.reply_count += 1
    Proposal.objects.filter(pk=proposal.pk).update(
        comment_count=Comment.objects.filter(proposal=proposal).count()
    )
