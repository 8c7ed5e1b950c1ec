"""Two registries: what we hold about a person, and how it is erased. Apps above add their part.

Each app registers in its `privacy.py`, imported from `AppConfig.ready`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from accounts.models import User

Exporter = Callable[[User], Any]
Eraser = Callable[[User], None]
_exporters: dict[str, Exporter] = {}
_erasers: dict[str, Eraser] = {}


def register_export(name: str) -> Callable[[Exporter], Exporter]:
    """Register what the download holds under `name`: a function from a person to JSON values.

    Dates may be returned as they are. Raises ValueError if the name is taken.
    """

    def decorate(exporter: Exporter) -> Exporter:
        if name in _exporters:
            raise ValueError(f"The export {name!r} is registered twice.")
        _exporters[name] = exporter
        return exporter

    return decorate


def register_eraser(name: str) -> Callable[[Eraser], Eraser]:
    """Register what else is erased with an account, in the same transaction and before the account itself.

    Raises ValueError if the name is taken.
    """

    def decorate(eraser: Eraser) -> Eraser:
        if name in _erasers:
            raise ValueError(f"The eraser {name!r} is registered twice.")
        _erasers[name] = eraser
        return eraser

    return decorate


def own_data(user: User) -> dict[str, Any]:
    """Return everything we hold about `user`, by the name it was registered under."""
    return {name: _exporters[name](user) for name in sorted(_exporters)}


def run_erasers(user: User) -> None:
    """Erase what the registered apps hold about `user`."""
    for name in sorted(_erasers):
        _erasers[name](user)
