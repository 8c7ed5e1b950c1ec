"""What supporters and followers of a proposal are told when it is merged, and when that is undone."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.notices import notify, speaking_to
from proposals.models import Follow, Merge, MoveAnswer, Support
from proposals.services.merging_tell import choice, numbers, with_note
from proposals.telling import how_to_stop

CHUNK = 500


def tell_of_merge(merge: Merge) -> int:
    """Tell who supports or follows the proposal that went, but not its authors; return how many."""
    authors = set(merge.consents.values_list("user_id", flat=True))
    supporters = _tell_supporters(merge, authors)
    return len(supporters) + _tell_followers(merge, authors | supporters)


def _tell_supporters(merge: Merge, authors: Collection[int]) -> set[int]:
    """Ask who supports the proposal that went, and not the one that stays, where to count; authors know."""
    there = Support.objects.filter(proposal=merge.stays_id, user__isnull=False).values("user")
    answered = MoveAnswer.objects.filter(merge=merge).values("user")
    waiting = (
        Support.objects.filter(proposal=merge.goes_id).exclude(user__in=there).exclude(user__in=answered)
    )
    asked = set()
    people = User.objects.filter(pk__in=waiting.values("user"), erased_at=None).exclude(pk__in=authors)
    for user in people.iterator(chunk_size=CHUNK):
        with speaking_to(user):
            subject = _("Proposal %(goes)s, which you support, is now part of proposal %(stays)s") % numbers(
                merge
            )
            notify(user=user, subject=subject, body=choice(merge), url=merge.get_absolute_url())
        asked.add(user.pk)
    return asked


def _tell_followers(merge: Merge, silent: Collection[int]) -> int:
    told = 0
    for follow in _followers(merge):
        if follow.user_id in silent:
            continue
        with speaking_to(follow.user):
            subject = _("Proposal %(goes)s, which you follow, is now part of proposal %(stays)s")
            body = _("You now follow proposal %(stays)s. Proposal %(goes)s can still be read.")
            notify(
                user=follow.user, subject=subject % numbers(merge), body=body % numbers(merge),
                url=merge.stays.get_absolute_url(), ending=how_to_stop(follow, merge.stays),
            )  # fmt: skip
        told += 1
    return told


def tell_of_undoing(merge: Merge) -> int:
    """Tell who supports or follows the proposal that came back, but not its authors; return how many."""
    authors = set(merge.consents.values_list("user_id", flat=True))
    supporters = set(
        Support.objects.filter(proposal=merge.goes_id, user__isnull=False).values_list("user_id", flat=True)
    )
    followers = set(_followers(merge).values_list("user_id", flat=True))
    people = User.objects.filter(pk__in=(supporters | followers) - authors, erased_at=None)
    for user in people.iterator(chunk_size=CHUNK):
        with speaking_to(user):
            subject = _("Proposals %(goes)s and %(stays)s are separate again") % numbers(merge)
            body = (
                _("A moderator undid the merge. Your support counts for proposal %(goes)s, as before.")
                if user.pk in supporters
                else _("A moderator undid the merge. You follow proposal %(goes)s, as before.")
            )
            body = with_note(body % numbers(merge), merge.end_reason)
            notify(user=user, subject=subject, body=body, url=merge.goes.get_absolute_url())
    return len((supporters | followers) - authors)


def _followers(merge: Merge) -> QuerySet[Follow]:
    return Follow.objects.filter(proposal=merge.goes_id).select_related("user")
