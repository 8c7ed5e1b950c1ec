"""Queries and CPU time of warm pages for a signed-in resident, and the yardstick of the machine, as JSON.

Run: DATA_DIR=folder python -m benchmarks.page_cost, where the folder holds a demo that is built. CPU time is
the process's own, the database work of SQLite included. On a shared machine it swings by half from one second
to the next, so requests come in rounds: a page costs what the median of its quietest round says, and the
median of all rounds stands beside it.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from typing import TYPE_CHECKING

from benchmarks.pages import PAGES, as_resident
from benchmarks.yardstick import yardstick

if TYPE_CHECKING:
    from django.test import Client

ROUNDS, REPEATS = 8, 10


def cost_of(path: str) -> tuple[int, float, float]:
    """Return queries, and CPU milliseconds in the quietest round and in all."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = as_resident()
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    queries = len(captured)
    rounds = [[one_request(client, path) for _ in range(REPEATS)] for _ in range(ROUNDS)]
    quietest = min(statistics.median(times) for times in rounds)
    return queries, quietest, statistics.median(each for times in rounds for each in times)


def one_request(client: Client, path: str) -> float:
    """Return the CPU milliseconds of one request."""
    before = time.process_time()
    client.get(path)
    return (time.process_time() - before) * 1000


def main() -> None:
    """Measure every page of the table, as a server that is ready."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from config.memory import settle

    settle()
    first = yardstick()
    pages = {path: cost_of(path) for path in PAGES.values()}
    sys.stdout.write(json.dumps({"yardstick": max(first, yardstick()), "pages": pages}))


if __name__ == "__main__":
    main()
