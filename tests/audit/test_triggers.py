"""The database itself refuses; on whichever of our two databases the suite runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState
from pytest_django import Settings

from accounts.models import User
from audit import triggers
from audit.models import Entry, Private
from audit.services import erase_person

Write = Callable[..., Entry]
pytestmark = pytest.mark.django_db

FORBIDDEN = [
    "UPDATE audit_entry SET role = 'other'",
    "UPDATE audit_entry SET number = number + 10",
    "DELETE FROM audit_entry WHERE number = 2",
]
ONLY_SQLITE = [
    "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE number = 2",
    "UPDATE OR REPLACE audit_entry SET number = 1 WHERE number = 2",
]
ONLY_POSTGRESQL = [
    "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE audit_entry CASCADE",
    "SET LOCAL session_replication_role = replica; DELETE FROM audit_entry",
]
FORBIDDEN += {"sqlite": ONLY_SQLITE, "postgresql": ONLY_POSTGRESQL}[connection.vendor]


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def rows() -> list[object]:
    return list[object](Entry.objects.order_by("pk").values())


@pytest.fixture
def installed(db: None) -> Iterator[None]:
    """The triggers, which the transaction of the test takes away again."""
    triggers.install(connection)
    yield


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_sql_that_changes_or_removes_an_entry_is_refused(
    installed: None, write: Write, statement: str
) -> None:
    write(), write()
    before = rows()
    with pytest.raises(IntegrityError, match=triggers.REFUSAL):
        run(statement)
    assert rows() == before


@pytest.mark.parametrize("statement", FORBIDDEN[:3])
def test_without_triggers_the_same_sql_would_have_worked(write: Write, statement: str) -> None:
    triggers.remove(connection)
    write(), write()
    before = rows()
    with connection.constraint_checks_disabled():
        Private.objects.all().delete()
        run(statement)
        assert rows() != before
        transaction.set_rollback(True)


def test_entries_can_still_be_added_and_persons_erased(installed: None, write: Write, ana: User) -> None:
    write(actor=ana)
    assert write().number == 2
    assert erase_person(ana) == 1


def test_missing_triggers_are_noticed(installed: None) -> None:
    assert triggers.missing(connection) == []
    triggers.remove(connection)
    assert len(triggers.missing(connection)) == len(triggers._triggers(connection, triggers.LOG)) > 0


def test_installing_again_is_harmless(installed: None) -> None:
    triggers.install(connection)
    assert triggers.missing(connection) == []


@pytest.mark.parametrize("wanted", [True, False])
def test_the_migration_operation_obeys_the_setting(db: None, settings: Settings, wanted: bool) -> None:
    settings.AUDIT_TRIGGERS = wanted
    triggers.remove(connection)
    operation = triggers.InstallTriggers()
    state = ProjectState()
    with SchemaEditor(connection, atomic=False) as editor:
        operation.database_forwards("audit", editor, state, state)
        assert (triggers.missing(connection) == []) is wanted
        operation.database_backwards("audit", editor, state, state)
    assert triggers.missing(connection) != []


class SchemaEditor(BaseDatabaseSchemaEditor):
    """Without the wish of SQLite's own to open outside of the transaction of a test."""


def test_the_first_migration_installs_them() -> None:
    from importlib import import_module

    operations = import_module("audit.migrations.0001_initial").Migration.operations
    assert isinstance(operations[-1], triggers.InstallTriggers)
