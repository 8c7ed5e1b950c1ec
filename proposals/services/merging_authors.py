"""Authors of a merged proposal write the one that stays, too, if they want to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import User
from processes.permissions import require
from proposals.merging import Answer, authors_of, may_join_authors
from proposals.models import CoAuthor, Merge, MovedAuthor
from proposals.services.merging_log import held, log


@transaction.atomic
def answer_joining(*, actor: User, merge: Merge, joins: bool, now: datetime) -> bool:
    """Say whether one wants to write the proposal that stays; False if that changes nothing. Raises Denied.

    Where the merge is in force, it happens at once; otherwise with the merge.
    """
    merge = held(merge)
    require(may_join_authors(actor, merge))
    if not merge.consents.filter(user=actor).exclude(joins=joins).update(joins=joins):
        return False
    if merge.is_done and joins:
        bring_authors(merge, actor, now)
    elif merge.is_done:
        release_authors(merge, [actor.pk])
        log("proposals.merge_author_left", actor, merge, now)
    return True


def bring_authors(merge: Merge, actor: User | None, now: datetime) -> None:
    """Let the authors who want to write the proposal that stays; only for services that hold the merge."""
    wanted = merge.consents.filter(joins=True, answer=Answer.YES, user__erased_at=None)
    people = {user.pk for user in authors_of(merge.goes)} & set(wanted.values_list("user_id", flat=True))
    there = CoAuthor.objects.filter(proposal=merge.stays)
    have = set(there.values_list("user_id", flat=True)) | {merge.stays.author_id}
    new = sorted(people - have)
    CoAuthor.objects.bulk_create(CoAuthor(proposal=merge.stays, user_id=user, joined_at=now) for user in new)
    brought = there.filter(user__in=new) | there.filter(user__in=people, moved_by__isnull=False)
    marks = [MovedAuthor(merge=merge, coauthor_id=pk) for pk in set(brought.values_list("pk", flat=True))]
    MovedAuthor.objects.bulk_create(marks, ignore_conflicts=True)
    merge.stays.__dict__.pop("coauthor_ids", None)
    if new:
        log("proposals.merge_authors_joined", actor, merge, now, {"authors": len(new)})


def release_authors(merge: Merge, people: Iterable[int] | None = None) -> None:
    """Let go who writes the proposal that stays only because of `merge` (among `people`, unless None)."""
    marks = MovedAuthor.objects.filter(merge=merge)
    if people is not None:
        marks = marks.filter(coauthor__user__in=people)
    touched = list(marks.values_list("coauthor_id", flat=True))
    marks.delete()
    CoAuthor.objects.filter(pk__in=touched, moved_by=None).delete()
    merge.stays.__dict__.pop("coauthor_ids", None)
