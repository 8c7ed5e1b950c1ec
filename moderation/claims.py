"""Who is looking at a case, so that two people do not do the same work. A hint that expires, not a lock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.core.cache import cache

from accounts.models import User
from moderation.models import Case

SECONDS = 10 * 60
KEY = "moderation.claim.{}"


def claim(case: Case, user: User) -> int:
    """Note that `user` looks at an open case, unless somebody else does; return the key of who does."""
    key = KEY.format(case.pk)
    if not cache.add(key, user.pk, SECONDS):
        holder: int | None = cache.get(key)
        if holder not in {None, user.pk}:
            return int(holder or 0)
        cache.set(key, user.pk, SECONDS)
    return user.pk


def release(case: Case, user: User) -> None:
    """Let others have the case, if `user` holds it."""
    key = KEY.format(case.pk)
    if cache.get(key) == user.pk:
        cache.delete(key)


def holders(cases: Iterable[int]) -> Mapping[int, int]:
    """Return who looks at which of these cases (one look into the cache)."""
    keys = {KEY.format(pk): pk for pk in cases}
    return {keys[key]: user for key, user in cache.get_many(keys).items()}
