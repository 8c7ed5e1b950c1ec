"""Readers of the environment. A malformed value stops the start with a sentence."""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off", ""})
WEB = frozenset({"http", "https"})
ORIGIN = re.compile(r"https?://(\*\.)?[A-Za-z0-9.\-\[\]:]+")


def text(name: str, default: str = "") -> str:
    """Return the variable, or the content of the file that `<name>_FILE` names, or `default`.

    Raises ImproperlyConfigured when `<name>_FILE` cannot be read.
    """
    path = os.environ.get(f"{name}_FILE")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE names a file that cannot be read: {error}") from error
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool) -> bool:
    """Return the variable as yes or no. Raises ImproperlyConfigured on any other word."""
    value = os.environ.get(name)
    if value is None:
        return default
    word = value.strip().lower()
    if word in TRUE | FALSE:
        return word in TRUE
    raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}.")


def number(name: str, default: int, *, least: int = 0, most: int = 100_000) -> int:
    """Return the variable as a whole number from `least` to `most`: no calendar holds a million days. Raises
    ImproperlyConfigured otherwise.
    """
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        found = int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from error
    if found < least:
        raise ImproperlyConfigured(f"{name} must be {least} or more, not {found}.")
    if found > most:
        raise ImproperlyConfigured(f"{name} must be {most} or less, not {found}.")
    return found


def address(name: str, default: str = "", *, schemes: frozenset[str] = WEB, local: bool = False) -> str:
    """Return the variable, an address with one of `schemes` and a host, or "" if it is not set. With `local`,
    an address without a host means this machine.

    Raises ImproperlyConfigured on anything else. What it says holds no password.
    """
    value = text(name, default)
    try:
        found = urlsplit(value)
        placed = bool(found.hostname) or (local and not found.netloc and len(found.path) > 1)
        usable = found.scheme in schemes and placed and (found.port or 1) > 0
    except ValueError:
        usable = False
    if value and not usable:
        known = " or ".join(f"{scheme}://" for scheme in sorted(schemes))
        raise ImproperlyConfigured(
            f"{name} must be an address that begins with {known} and names a host. In a password, "
            "write special characters as %XX."
        )
    return value


def hosts(name: str, default: str) -> list[str]:
    """Return the variable as host names, separated by commas. Raises ImproperlyConfigured on addresses and on
    "*": links in e-mails lead to the host that was asked for, and a stranger would choose it.
    """
    found = words(name, default)
    for host in found:
        if "/" in host or " " in host or host == "*":
            raise ImproperlyConfigured(f"{name} takes host names such as plaza.example.org, not {host!r}.")
    return found


def origins(name: str) -> list[str]:
    """Return the variable as origins, separated by commas. Raises ImproperlyConfigured on anything else."""
    found = words(name)
    for origin in found:
        if not ORIGIN.fullmatch(origin):
            known = "https://plaza.example.org"
            raise ImproperlyConfigured(f"{name} takes origins such as {known}, not {origin!r}.")
    return found


def time_zone(name: str, default: str) -> str:
    """Return the variable if it is a time zone. Raises ImproperlyConfigured otherwise."""
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (OSError, ValueError, KeyError) as error:
        known = "Europe/Madrid"
        raise ImproperlyConfigured(f"{name} must be a time zone such as {known}, not {value!r}.") from error
    return value


def words(name: str, default: str = "") -> list[str]:
    """Return the variable split at commas, without blanks."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def choice(name: str, default: str, allowed: frozenset[str]) -> str:
    """Return the variable if it is one of `allowed`. Raises ImproperlyConfigured otherwise."""
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(sorted(allowed))}, not {value!r}.")
    return value


def secret_key(data: Path, *, required: bool) -> str:
    """Return SECRET_KEY, or (where not `required`) one made once and kept in `data/.secret`.

    Raises ImproperlyConfigured when it is required and missing, or the folder cannot be written.
    """
    value = text("SECRET_KEY")
    if value:
        return value
    if required:
        raise ImproperlyConfigured("SECRET_KEY (or SECRET_KEY_FILE) must be set when DATABASE_URL is set.")
    path = data / ".secret"
    try:
        if not path.exists() or not path.stat().st_size:
            data.mkdir(parents=True, exist_ok=True)
            put_whole(path, secrets.token_urlsafe(50))
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The folder {data} cannot be written ({error.strerror}). "
            "Make it writable, or set DATA_DIR to another folder."
        ) from error


def put_whole(path: Path, secret: str) -> None:
    """Write a file that only we can read, whole or not at all: a start that is killed leaves no empty one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(secret)
    Path(name).replace(path)
