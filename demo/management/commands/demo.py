from __future__ import annotations

import errno
import shutil
import socket
import sqlite3
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection
from django.utils import timezone

from config import env
from config.frontend import FrontendError, collect_static, install_packages
from demo.build.people import PASSWORD
from demo.lock import InUse, held
from demo.people import ACCOUNTS
from processes.models import Process
from voting.codes.sample_letters import FOLDER as LETTERS

HOST = "127.0.0.1"
ROLES = ("Resident", "Moderator", "Council staff", "Administrator")

NO_ROOM = {errno.EACCES, errno.EDQUOT, errno.ENOSPC, errno.EPERM, errno.EROFS}
NO_FILE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY}

# Django draws up every known model anew at each of Wagtail's hundred migrations, so those come before ours.
EDITOR_FIRST = ("wagtailcore",)


class Command(BaseCommand):
    help = "Build the city of Marenholt on this machine and serve it."
    requires_system_checks: list[str] = []  # noqa: RUF012  Django reads a list; they run once DEMO is on

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="serve on this port (8000)")
        parser.add_argument(
            "--reset", action="store_true", help="throw the demo's data away and build it anew"
        )
        parser.add_argument("--no-serve", action="store_true", help="build only")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.EMBEDDED:
            raise CommandError("The demo uses its own SQLite file. Unset DATABASE_URL to run it.")
        settings.DEMO = True
        if not env.text("SITE_URL"):
            settings.SITE_URL = f"http://{HOST}:{options['port']}"
        self.check()
        port = None if options["no_serve"] else options["port"]
        if port is not None:
            require_free(port)
        with alone(port):
            if options["reset"]:
                throw_away()
            try:
                self.prepare()
            except KeyboardInterrupt as stop:
                self.stdout.write("")
                raise stopped() from stop
            except (OSError, OperationalError) as error:
                if not is_about_the_folder(error):
                    raise
                raise not_writable(error) from error
            self.greet(options["port"], serve=port is not None)
            if port is not None:
                serve(port)

    def prepare(self) -> None:
        """Bring everything to where it can be served, saying what takes time."""
        self.say("Front-end packages")
        try:
            install_packages()
        except FrontendError as error:
            self.stderr.write(str(error))
        self.say("Database")
        for app in EDITOR_FIRST:
            call_command("migrate", app, interactive=False, verbosity=0)
        call_command("migrate", interactive=False, verbosity=0)
        if not Process.objects.exists():
            self.build()
        self.say("Styles and scripts")
        collect_static()

    def build(self) -> None:
        """Fill the empty database, with a line of progress."""
        from demo.build import build_city

        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
        started = time.monotonic()
        self.say("The city of Marenholt")

        def progress(done: int, total: int) -> None:
            if sys.stdout.isatty():
                self.stdout.write(f"\r    {done:,} of {total:,} things done", ending="")
                self.stdout.flush()

        build_city(timezone.localtime(), progress)
        if sys.stdout.isatty():
            self.stdout.write("")
        call_command("tend_proposals", stdout=StringIO())
        call_command("verify_audit", stdout=StringIO())
        self.stdout.write(f"    built in {time.monotonic() - started:.0f} seconds")
        settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"

    def say(self, what: str) -> None:
        """Say which step begins."""
        self.stdout.write(f"  {what}")
        self.stdout.flush()

    def greet(self, port: int, *, serve: bool) -> None:
        """Say where the city is and who may sign in."""
        self.stdout.write("")
        where = f"http://{HOST}:{port}/" if serve else "Built. Serve it with: python manage.py demo"
        self.stdout.write(self.style.SUCCESS(f"  Marenholt  {where}"))
        self.stdout.write("")
        for role, account in zip(ROLES, ACCOUNTS, strict=True):
            self.stdout.write(f"  {role:<14} {account.email:<32} password {PASSWORD}")
        self.stdout.write("")
        self.stdout.write("  Staff also need a code; the demo shows it on the page that asks for it.")
        for file in sorted(settings.DATA_DIR.glob(f"{LETTERS}/*.pdf")):
            self.stdout.write(f"  Without an account, vote with a letter: {file}")
        self.stdout.write(f"  Mail that Plaza sends is put into {settings.EMAIL_FILE_PATH}")
        if serve:
            self.stdout.write("  Stop with Ctrl+C.")
        self.stdout.flush()


@contextmanager
def alone(port: int | None) -> Iterator[None]:
    """Hold the data folder. Raises CommandError where another demo does, or where it cannot be written."""
    with ExitStack() as holding:
        try:
            holding.enter_context(held(settings.DATA_DIR, port))
        except InUse as error:
            raise CommandError(
                f"The city in {settings.DATA_DIR} is in use by another demo ({error}). "
                "Stop that one with Ctrl+C first, or set DATA_DIR to another folder."
            ) from error
        except OSError as error:
            raise not_writable(error) from error
        yield


def is_about_the_folder(error: OSError | OperationalError) -> bool:
    """Return whether the disk is full or says no; what else a database complains about is a fault of ours."""
    if isinstance(error, OSError):
        return error.errno in NO_ROOM
    return getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF in NO_FILE


def not_writable(error: OSError | OperationalError) -> CommandError:
    """Return the sentence about a data folder that cannot be written, with what the system said."""
    why = error.strerror if isinstance(error, OSError) else error
    return CommandError(
        f"The folder {settings.DATA_DIR} cannot be written ({why}). "
        "Make it writable, make room, or set DATA_DIR to another folder."
    )


def stopped() -> CommandError:
    """Return what to say to whoever pressed Ctrl+C before the city was ready."""
    return CommandError("Stopped before the city was ready. Run it again, and it goes on.", returncode=130)


def require_free(port: int) -> None:
    """Raise CommandError where the port is taken or not a port."""
    if not 0 < port < 65536:
        raise CommandError("A port is a number from 1 to 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError as error:
            raise CommandError(f"Port {port} is not allowed for you. Try: --port 8000") from error
        except OSError as error:
            raise CommandError(
                f"Port {port} is taken by another program. Try: python manage.py demo --port {port + 1}"
            ) from error


def throw_away() -> None:
    """Delete the demo's database and files; the secret stays."""
    connection.close()
    for name in ("db.sqlite3", "db.sqlite3-wal", "db.sqlite3-shm"):
        (settings.DATA_DIR / name).unlink(missing_ok=True)
    for folder in (settings.MEDIA_ROOT, settings.EMAIL_FILE_PATH, settings.DATA_DIR / LETTERS):
        shutil.rmtree(folder, ignore_errors=True)


def serve(port: int) -> None:
    """Serve pages and live threads until interrupted."""
    import uvicorn

    uvicorn.run(
        "config.asgi:application",
        host=HOST,
        port=port,
        ws="websockets-sansio",
        lifespan="off",
        server_header=False,
        log_level="warning",
    )
