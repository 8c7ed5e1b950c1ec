"""Running everything a city needs under one command: pages, live threads, workers and the clock."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import FrameType

STEP = 0.2
LONGEST_DELAY = 30.0
SOUND = 60.0
"""Who lived this many seconds did not fail at once, and is started again without a delay."""
PATIENCE = 40.0
THREADS = 4
TICK = 300.0

logger = logging.getLogger(__name__)


@dataclass
class Part:
    """One process: `command` is what Python runs. With `every`, it ends by itself and is started again so
    many seconds after it was started before.
    """

    name: str
    command: Sequence[str]
    every: float = 0.0
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started: float = field(default=float("-inf"), init=False)
    delay: float = field(default=0.0, init=False)

    def is_running(self) -> bool:
        """Return whether its process is there."""
        return self.process is not None and self.process.poll() is None

    def tend(self, now: float) -> None:
        """Start the process if it is due."""
        if self.is_running():
            return
        if self.process is not None and not self.every:
            self._came_to_an_end(now)
        if now >= self.started + (self.every or self.delay):
            self.process = subprocess.Popen([sys.executable, *self.command], start_new_session=True)
            self.started = now

    def _came_to_an_end(self, now: float) -> None:
        """Say once that it ended, and wait the longer the more often it did so at once."""
        assert self.process is not None
        logger.error("%s ended with %s and is started again.", self.name, self.process.returncode)
        self.delay = 0.0 if now - self.started > SOUND else min(LONGEST_DELAY, 2 * self.delay + 1)
        self.process = None

    def stop(self) -> None:
        """Ask the process to end what it is at."""
        if self.process is not None and self.is_running():
            self.process.terminate()


class Stage:
    """All parts, from the first start until somebody says stop."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts
        self.goes_on = True

    def run(self) -> None:
        """Keep all parts running until SIGTERM or Ctrl+C, then let them end and return."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.end)
        while self.goes_on:
            for part in self.parts:
                part.tend(time.monotonic())
            time.sleep(STEP)
        self._close()

    def end(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        """Let `run` come to its end."""
        self.goes_on = False

    def _close(self) -> None:
        for part in self.parts:
            part.stop()
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and any(part.is_running() for part in self.parts):
            time.sleep(STEP)
        for part in self.parts:
            if part.process is not None and part.is_running():
                logger.warning("%s does not end and is killed.", part.name)
                part.process.kill()


def parts_of(*, host: str, pages: int, live: int, workers: int) -> list[Part]:
    """Return what to run: the pages on one port, live threads on another, so many workers, and the clock."""
    gunicorn = ["--bind", f"{host}:{pages}", "--worker-class", "gthread", "--threads", str(THREADS)]
    uvicorn = [
        "--host",
        host,
        "--port",
        str(live),
        "--ws",
        "websockets-sansio",
        "--lifespan",
        "off",
        "--no-server-header",
    ]
    return [
        Part("Pages", ["-m", "gunicorn", "config.wsgi", *gunicorn, "--no-control-socket"]),
        Part(
            "Live threads", ["-m", "uvicorn", "config.asgi:application", *uvicorn, "--log-level", "warning"]
        ),
        *(Part(f"Worker {number}", ["manage.py", "db_worker"]) for number in range(1, workers + 1)),
        Part("The clock", ["manage.py", "tick", "-v", "0"], every=TICK),
    ]
