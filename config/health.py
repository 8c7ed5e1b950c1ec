"""Whether this process can serve, for proxies and monitors: `/health/`, without session or redirect."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.core.cache import cache
from django.db import connection
from django.db.models import Min
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

PATH = "/health/"
KEY = "health"


def health(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answer `/health/` before anything else is asked: monitors know neither our host names nor HTTPS."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return answer(timezone.now()) if request.path == PATH else get_response(request)

    return middleware


def answer(now: datetime) -> HttpResponse:
    """Return 200 where database and cache answer, else 503, and how long the oldest task has waited."""
    database, waits = ask_database(now)
    found = {"database": database, "cache": ask_cache(), "oldest_task_waits_seconds": waits}
    status = 200 if found["database"] and found["cache"] else 503
    response = JsonResponse(found, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def ask_database(now: datetime) -> tuple[bool, int]:
    """Return whether the database answers, and the wait of the oldest task that nobody has begun."""
    try:
        oldest = DBTaskResult.objects.ready().aggregate(since=Min("enqueued_at"))["since"]
    except Exception:  # whatever it is: it does not answer
        connection.close()
        return False, 0
    return True, int((now - oldest).total_seconds()) if oldest else 0


def ask_cache() -> bool:
    """Return whether the cache gives back what it was given."""
    try:
        cache.set(KEY, "here", 60)
        return bool(cache.get(KEY) == "here")
    except Exception:  # whatever it is: it does not answer
        return False
