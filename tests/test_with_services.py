"""Where PostgreSQL and Redis are on this machine, what depends on them is tried on them, too."""

from __future__ import annotations

import os
import subprocess
import sys

import psycopg
import pytest
import redis
from django.db import connection

from tests.conftest import REPO, missing

POSTGRES = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/6")
ON_BOTH = (
    "tests/concurrency",
    "tests/deliberation/test_live.py",
    "tests/audit/test_triggers.py",
    "tests/proposals/test_list.py",
    "tests/voting/test_keying.py::test_the_database_lets_nobody_settle_what_they_keyed",
    "tests/voting/test_record_files.py",
    "tests/voting/trustees/test_count_killed.py",
    "tests/voting/trustees/test_handing_in.py",
    "tests/voting/trustees/test_whole_round.py",
)


def test_what_depends_on_services_passes_on_postgresql_and_redis() -> None:
    if connection.vendor == "postgresql":
        assert os.environ.get("DATABASE_URL"), "The whole suite is on PostgreSQL already."
        return
    require_services()
    environment = {
        **os.environ,
        "DATABASE_URL": POSTGRES,
        "REDIS_URL": REDIS,
        "SECRET_KEY": "only-for-tests-and-for-nothing-else",
    }
    for name in ("PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "PYTEST_XDIST_TESTRUNUID"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", *ON_BOTH]
    result = subprocess.run(command, cwd=REPO, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout[-4000:]
    assert " passed" in result.stdout


def require_services() -> None:
    """Skip (fail under CI) where one of the services does not answer."""
    try:
        psycopg.connect(POSTGRES, connect_timeout=3).close()
    except psycopg.OperationalError:
        missing(f"No PostgreSQL answers at {POSTGRES.rsplit('@', 1)[-1]}.")
    try:
        redis.Redis.from_url(REDIS, socket_connect_timeout=3).ping()
    except redis.RedisError:
        missing(f"No Redis answers at {REDIS}.")


@pytest.mark.parametrize("path", ON_BOTH)
def test_the_named_tests_exist(path: str) -> None:
    assert (REPO / path.split("::", maxsplit=1)[0]).exists()
