"""Readers of the environment. A malformed value stops the start with a sentence."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off", ""})


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


def number(name: str, default: int) -> int:
    """Return the variable as a whole number. Raises ImproperlyConfigured on anything else."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from error


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
        if not path.exists():
            data.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(50), encoding="utf-8")
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The folder {data} cannot be written ({error.strerror}). "
            "Make it writable, or set DATA_DIR to another folder."
        ) from error
