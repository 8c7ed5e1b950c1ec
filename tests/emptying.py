"""Emptying a database between tests that commit, in a fraction of the time that Django's flush takes."""

from __future__ import annotations

from django.db import connection, transaction

KEPT = frozenset({"django_content_type", "auth_permission", "django_migrations"})
"""What follows from the code alone and names nothing else: flush would write it anew every time."""


@transaction.atomic
def empty_tables() -> None:
    """Delete what tests wrote. Foreign keys are looked at when all of it is gone.

    TRUNCATE, as flush does it on PostgreSQL, makes new files for every table and index: two seconds for ours.
    """
    tables = [name for name in connection.introspection.table_names() if name not in KEPT]
    quoted = [connection.ops.quote_name(name) for name in tables]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT EXISTS (SELECT 1 FROM {name})" for name in quoted))
        for name, (has_rows,) in zip(quoted, cursor.fetchall(), strict=True):
            if has_rows:
                cursor.execute(f"DELETE FROM {name}")
