"""A running city for browser tests: the real ASGI application on a real port, with sockets."""

from __future__ import annotations

import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import uvicorn
from django.contrib.staticfiles.handlers import ASGIStaticFilesHandler
from django.db import connections

START_SECONDS = 60


@contextmanager
def database_file(path: Path) -> Iterator[None]:
    """Work on a copy of the in-memory test database in a file, which the threads of a server can share."""
    settings = connections.settings["default"]
    name = str(settings["NAME"])
    assert "mode=memory" in name, "Only a test database in memory may be copied."
    with closing(sqlite3.connect(name, uri=True)) as memory, closing(sqlite3.connect(path)) as copy:
        memory.backup(copy)
        copy.execute("PRAGMA journal_mode=WAL")
    wrapper = connections["default"]
    settings["NAME"] = str(path)
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        settings["NAME"] = name
        connections["default"] = wrapper


class Server:
    """Uvicorn in a thread; `stop` and `start` again on the same port play a lost line."""

    def __init__(self) -> None:
        self.port = 0
        self.socket = self.listening()
        self.port = self.socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def listening(self) -> socket.socket:
        """Take the port (any free one at first) and keep it: nobody can take it before the server does."""
        taken = socket.socket()
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", self.port))
        return taken

    def start(self) -> None:
        """Serve until `stop`. Raises TimeoutError if the server does not come up."""
        from config.asgi import application

        if self.socket.fileno() < 0:
            self.socket = self.listening()
        config = uvicorn.Config(
            ASGIStaticFilesHandler(application),
            ws="websockets-sansio",
            lifespan="off",
            log_level="warning",
            timeout_graceful_shutdown=1,
        )
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, args=([self.socket],), daemon=True)
        self.thread.start()
        wait_for(lambda: self.server.started)

    def stop(self) -> None:
        """Close every connection and the port."""
        self.server.should_exit = True
        self.thread.join(START_SECONDS)
        self.socket.close()


def wait_for(ready: Callable[[], bool]) -> None:
    """Wait until `ready` is true. Raises TimeoutError after START_SECONDS."""
    end = time.monotonic() + START_SECONDS
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError("The test server did not start.")
        time.sleep(0.02)
