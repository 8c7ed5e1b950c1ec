"""Moments as queries written in SQL return them."""

from __future__ import annotations

from datetime import UTC, datetime


def moment_of(value: datetime | str) -> datetime:
    """Return the moment in a row, as a value or as a text; SQLite keeps UTC and does not say so."""
    at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
