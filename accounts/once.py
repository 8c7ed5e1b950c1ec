"""A double click sends the same form twice, nearly at once. The second must see what the first has done."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

LONGEST = 10
STEP = 0.05


@contextmanager
def one_at_a_time(request: HttpRequest) -> Iterator[None]:
    """Let the requests of one session through singly, each with the session as the one before left it.

    Whoever has waited ten seconds goes on: a lock that nobody opened must not shut people out.
    """
    key = f"once:{request.session.session_key}"
    for _try in range(int(LONGEST / STEP)):
        if cache.add(key, 1, timeout=LONGEST):
            break
        time.sleep(STEP)
    store = import_module(settings.SESSION_ENGINE).SessionStore
    request.session = store(request.session.session_key)
    try:
        yield
        request.session.save()
    finally:
        cache.delete(key)
