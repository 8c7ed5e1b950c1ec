"""Chains for the tests of the pure part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from audit.chain import GENESIS, Head, LogEntry


def chained(contents: Sequence[str], *, chain: str = "city") -> list[LogEntry]:
    """A valid chain with one entry per text."""
    entries: list[LogEntry] = []
    prev = GENESIS
    for number, text in enumerate(contents, start=1):
        entry = LogEntry(
            chain=chain,
            number=number,
            at=f"2026-03-17T14:02:00.{number:06d}Z",
            action="notes.written",
            role="resident",
            prev_hash=prev,
            hash="",
            target={"type": "notes.note", "id": str(number), "number": number},
            data={"text": text, "length": len(text)},
        )
        entries.append(sealed(entry))
        prev = entries[-1].hash
    return entries


def sealed(entry: LogEntry) -> LogEntry:
    """The entry with the hash that fits its content, as a forger would make it."""
    return replace(entry, hash=entry.expected_hash())


def head_of(entries: Sequence[LogEntry]) -> Head:
    return Head(len(entries), entries[-1].hash if entries else GENESIS)
