"""Doing one thing from several connections at the same moment, on PostgreSQL and on SQLite."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from django.db import connection, connections


def at_once(acts: Sequence[Callable[[], object]], folder: Path) -> list[object]:
    """Run every act in a thread with a connection of its own; return what each gave or raised.

    SQLite's tests live in memory, which threads cannot share as they share a file: there the database is
    copied into `folder` first, the threads write to the copy, and the copy is brought back.
    """
    file = None if connection.vendor == "postgresql" else folder / "shared.sqlite3"
    if file:
        _copy_out(file)
    together = threading.Barrier(len(acts))
    results: list[object] = [None] * len(acts)

    def run(place: int) -> None:
        mine = connections["default"]
        if file:
            mine.settings_dict = {**mine.settings_dict, "NAME": str(file)}
        try:
            together.wait(timeout=20)
            results[place] = acts[place]()
        except Exception as error:
            results[place] = error
        finally:
            mine.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    if file:
        _copy_back(file)
    return results


def _copy_out(file: Path) -> None:
    connection.ensure_connection()
    with sqlite3.connect(file) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=WAL")  # the first thread to change it would shut the others out


def _copy_back(file: Path) -> None:
    with sqlite3.connect(file) as copy:
        copy.backup(connection.connection)
