"""Starts the demo in a folder of its own and stops it again."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

REPO = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 600


class DemoFailed(Exception):
    """The demo did not start; the text is what it printed."""


def free_port() -> int:
    """Return a port that nobody uses right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(data: Path) -> dict[str, str]:
    """Return the environment of a machine on which nothing is set but the data folder."""
    dropped = {"DATABASE_URL", "REDIS_URL", "TASKS", "SECRET_KEY", "DJANGO_SETTINGS_MODULE", "DEBUG"}
    return {k: v for k, v in os.environ.items() if k not in dropped} | {"DATA_DIR": str(data)}


def demo_command(*options: str) -> list[str]:
    """Return the command a newcomer types, with options."""
    return [sys.executable, str(REPO / "manage.py"), "demo", *options]


def build(data: Path) -> None:
    """Build the demo in `data` without serving it. Raises DemoFailed."""
    command = demo_command("--no-serve")
    done = subprocess.run(command, env=environment(data), capture_output=True, text=True, check=False)
    if done.returncode:
        raise DemoFailed(done.stdout + done.stderr)


@contextmanager
def serving(data: Path) -> Iterator[str]:
    """Serve the demo from `data` (building it where it is empty) and yield its address.

    Raises DemoFailed when it does not answer in time.
    """
    port = free_port()
    log = data / "demo.log"
    data.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            demo_command("--port", str(port)), env=environment(data), stdout=output, stderr=output
        )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, process, log)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=60)


@contextmanager
def fresh_city() -> Iterator[str]:
    """Build and serve a city that is thrown away afterwards."""
    with TemporaryDirectory(prefix="plaza-city-") as folder, serving(Path(folder)) as address:
        yield address


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return once the city answers. Raises DemoFailed."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(f"{address}/ui/", timeout=5)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise DemoFailed(log.read_text(encoding="utf-8"))
