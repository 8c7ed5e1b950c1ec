"""The database's own refusal to change or remove rows of a table that only grows, even for somebody who
writes SQL: the public log, and the boards of ballot rounds.

A migration that alters such a table must end with `InstallTriggers()` of that table: SQLite alters a table by
making a new one, which loses its triggers. `settings.AUDIT_TRIGGERS = False` leaves them out; only tests that
empty tables between them need that.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.apps.registry import Apps
from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

REFUSAL = "entries of the public log cannot be changed or removed"


class Growing(NamedTuple):
    """A table that only grows, and the two columns that together are unique in it beside its id."""

    table: str
    parent: str
    number: str


LOG = Growing("audit_entry", "chain_id", "number")

# INSERT OR REPLACE removes the old row without running its delete trigger.
SQLITE = {
    "{table}_no_update": """
        CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
        BEGIN SELECT RAISE(ABORT, '{refusal}'); END""",
    "{table}_no_delete": """
        CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
        BEGIN SELECT RAISE(ABORT, '{refusal}'); END""",
    "{table}_no_replace": """
        CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
        WHEN EXISTS (SELECT 1 FROM {table}
                     WHERE id = NEW.id OR ({parent} = NEW.{parent} AND {number} = NEW.{number}))
        BEGIN SELECT RAISE(ABORT, '{refusal}'); END""",
}

POSTGRESQL_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"""

# ENABLE ALWAYS: also in a session that plays a replica, where ordinary triggers sleep.
POSTGRESQL = {
    "{table}_no_change": """
        CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION audit_refuse();
        ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_change""",
    "{table}_no_truncate": """
        CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
        ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_truncate""",
}

PRESENT = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'",
    "postgresql": """
        SELECT tgname FROM pg_trigger WHERE tgrelid = '{table}'::regclass AND tgenabled = 'A'""",
}


def install(connection: BaseDatabaseWrapper, kept: Growing = LOG) -> None:
    """Put the triggers in place, anew if they are there. Does nothing on databases other than our two."""
    remove(connection, kept)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for statement in _triggers(connection, kept).values():
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper, kept: Growing = LOG) -> None:
    """Take the triggers away."""
    on_table = f" ON {kept.table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in _triggers(connection, kept):
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def missing(connection: BaseDatabaseWrapper, kept: Growing = LOG) -> list[str]:
    """The names of the triggers that should be there and are not."""
    query = PRESENT[connection.vendor].format(table=kept.table)
    with connection.cursor() as cursor:
        cursor.execute(query)
        present = {row[0] for row in cursor.fetchall()}
    return sorted(set(_triggers(connection, kept)) - present)


def _triggers(connection: BaseDatabaseWrapper, kept: Growing) -> dict[str, str]:
    patterns = {"sqlite": SQLITE, "postgresql": POSTGRESQL}.get(connection.vendor, {})
    words = {**kept._asdict(), "refusal": REFUSAL}
    return {name.format(**words): statement.format(**words) for name, statement in patterns.items()}


class InstallTriggers(RunPython):
    """The migration operation that installs the triggers, unless `settings.AUDIT_TRIGGERS` is off."""

    def __init__(self, table: str = LOG.table, parent: str = LOG.parent, number: str = LOG.number) -> None:
        self.kept = Growing(table, parent, number)
        super().__init__(self._put, self._take)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (self.__class__.__name__, list(self.kept), {})

    def _put(self, apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        if settings.AUDIT_TRIGGERS:
            install(editor.connection, self.kept)

    def _take(self, apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        remove(editor.connection, self.kept)
