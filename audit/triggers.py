"""The database's own refusal to change or remove an entry, even for somebody who writes SQL.

A migration that alters the entry table must end with `InstallTriggers()`: SQLite alters a table by making a
new one, which loses its triggers. `settings.AUDIT_TRIGGERS = False` leaves them out; only tests that empty
tables between them need that.
"""

from __future__ import annotations

from typing import Any

from django.apps.registry import Apps
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

REFUSAL = "entries of the public log cannot be changed or removed"

SQLITE = {
    "audit_entry_no_update": f"""
        CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    "audit_entry_no_delete": f"""
        CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    # INSERT OR REPLACE removes the old row without running its delete trigger.
    "audit_entry_no_replace": f"""
        CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry
        WHEN EXISTS (SELECT 1 FROM audit_entry
                     WHERE id = NEW.id OR (chain_id = NEW.chain_id AND number = NEW.number))
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
}

POSTGRESQL_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"""

# ENABLE ALWAYS: also in a session that plays a replica, where ordinary triggers sleep.
POSTGRESQL = {
    "audit_entry_no_change": """
        CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry
        FOR EACH ROW EXECUTE FUNCTION audit_refuse();
        ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_no_change""",
    "audit_entry_no_truncate": """
        CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
        ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_no_truncate""",
}

PRESENT = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'",
    "postgresql": """
        SELECT tgname FROM pg_trigger WHERE tgrelid = 'audit_entry'::regclass AND tgenabled = 'A'""",
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place, anew if they are there. Does nothing on databases other than our two."""
    remove(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for statement in _triggers(connection).values():
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away."""
    on_table = " ON audit_entry" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in _triggers(connection):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of the triggers that should be there and are not."""
    query = PRESENT[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    return sorted(set(_triggers(connection)) - present)


def _triggers(connection: BaseDatabaseWrapper) -> dict[str, str]:
    return {"sqlite": SQLITE, "postgresql": POSTGRESQL}.get(connection.vendor, {})


class InstallTriggers(RunPython):
    """The migration operation that installs the triggers, unless `settings.AUDIT_TRIGGERS` is off."""

    def __init__(self) -> None:
        super().__init__(_forwards, _backwards)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (self.__class__.__name__, [], {})


def _forwards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if settings.AUDIT_TRIGGERS:
        install(editor.connection)


def _backwards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    remove(editor.connection)
