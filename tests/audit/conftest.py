"""Actions of a made-up app, people and chains for the tests of the log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from accounts.models import User
from audit import actions
from audit.models import Entry
from audit.services import record

WRITTEN = actions.Action(
    code="notes.written", sentence="Wrote note {number}: “{title}”.", personal=frozenset({"title"})
)
COUNTED = actions.Action(code="notes.counted", sentence="Counted {count} notes.")
MOVED = actions.Action(
    code="notes.moved",
    sentence="Moved a note to {place}.",
    shown={"place": lambda data: str(data["place_code"]).upper()},
)


@pytest.fixture(autouse=True)
def declared_actions(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(actions, "_registry", {})
    for action in (WRITTEN, COUNTED, MOVED):
        actions.register(action)
    yield


@pytest.fixture
def ana(db: None) -> User:
    return User.objects.create_user("ana@example.org", "correct horse battery", display_name="Ana Reyes")


@pytest.fixture
def write(db: None) -> Callable[..., Entry]:
    """Record a note; anything `record` takes may be given."""

    def write(title: str = "Lamps", **options: Any) -> Entry:
        fields = {
            "action": "notes.written",
            "chain": "city",
            "actor": None,
            "data": {"title": title},
            **options,
        }
        with transaction.atomic():
            return record(**fields)

    return write
