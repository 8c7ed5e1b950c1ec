"""One command that keeps everything running, starts anew what died, and lets all end together."""

from __future__ import annotations

import itertools
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import override_settings

from config import serving
from config.serving import Part, Stage, parts_of

WRITES = (
    "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(float(sys.argv[2]))"
)
REAL = {
    "EMBEDDED": False, "REDIS_URL": "redis://127.0.0.1/0", "TASK_BACKENDS": settings.TASK_BACKENDS,
    "TASKS": {"default": {"BACKEND": settings.TASK_BACKENDS["database"]}},
}  # fmt: skip


def part(file: Path, seconds: float, *, every: float = 0.0) -> Part:
    """A process that writes its number into a file and then sleeps."""
    return Part(file.name, ["-c", WRITES, str(file), str(seconds)], every=every)


def pids(file: Path) -> list[int]:
    """The processes that were there so far."""
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def wait_for(is_so: Callable[[], bool]) -> None:
    """Wait until something is so. Fails after fifteen seconds."""
    until = time.monotonic() + 15
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_what_is_killed_is_started_again_and_all_end_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "STEP", 0.02)
    monkeypatch.setattr(signal, "signal", lambda *_args: None)
    steady, clock = tmp_path / "steady", tmp_path / "clock"
    stage = Stage([part(steady, 60), part(clock, 0, every=0.3)])
    thread = threading.Thread(target=stage.run)
    thread.start()
    wait_for(lambda: len(pids(steady)) == 1)
    os.kill(pids(steady)[0], signal.SIGKILL)
    wait_for(lambda: len(pids(steady)) == 2)
    wait_for(lambda: len(pids(clock)) >= 3)
    stage.end()
    thread.join(timeout=15)
    assert not thread.is_alive()
    assert not any(is_alive(pid) for pid in pids(steady))


def test_what_ends_at_once_is_started_less_and_less_often(caplog: pytest.LogCaptureFixture) -> None:
    broken = Part("Broken", ["-c", "raise SystemExit(3)"])
    starts = []
    for moment in range(100):
        broken.tend(float(moment))
        if broken.started == moment:
            starts.append(moment)
        if broken.process is not None:
            broken.process.wait(timeout=15)
    gaps = [after - before for before, after in itertools.pairwise(starts)]
    assert gaps == [1, 3, 7, 15, 30, 30]
    assert "Broken ended with 3" in caplog.text


def test_everything_a_city_needs_is_run() -> None:
    names = [one.name for one in parts_of(host="127.0.0.1", pages=8000, live=8001, workers=2)]
    assert names == ["Pages", "Live threads", "Worker 1", "Worker 2", "The clock"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"EMBEDDED": True}, "PostgreSQL and Redis"),
        ({"REDIS_URL": ""}, "PostgreSQL and Redis"),
        ({"TASKS": {"default": {"BACKEND": settings.TASK_BACKENDS["immediate"]}}}, "TASKS=database"),
        ({"DEBUG": True, "ALLOWED_HOSTS": ["plaza.example.org"]}, "DEBUG shows secrets"),
    ],
)
def test_what_is_missing_is_named_before_anything_runs(changes: dict[str, object], sentence: str) -> None:
    with override_settings(**{**REAL, **changes}), pytest.raises(CommandError, match=sentence):
        call_command("serve")


@pytest.mark.django_db
def test_a_database_that_is_behind_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = "django.db.migrations.executor.MigrationExecutor.migration_plan"
    monkeypatch.setattr(plan, lambda *_args: ["one"])
    with override_settings(**REAL), pytest.raises(CommandError, match=r"Run: manage\.py prepare"):
        call_command("serve")
