"""Who uses the demo's folder: one may build and serve in it, and nobody deletes it underneath."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

LOCK, HOLDER = "demo.lock", "demo.holder"


class InUse(Exception):
    """Somebody uses the folder; the text says which process, and on which port."""


@contextmanager
def held(folder: Path, port: int | None) -> Iterator[None]:
    """Hold the folder while the demo builds in it and serves from it; `port` is None where it only builds.

    The lock is SQLite's on a file that stays empty, because that works on every system and is gone with the
    process, however it ends. Raises InUse, and OSError where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / LOCK).touch()
    holder = folder / HOLDER
    with closing(sqlite3.connect(folder / LOCK, timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            who = holder.read_text(encoding="utf-8") if holder.exists() else "just starting"
            raise InUse(who) from error
        holder.write_text(f"process {os.getpid()}" + (f" on port {port}" if port else ""), encoding="utf-8")
        yield
