"""The programs that seal ballots in the browser, by their SHA-256, so that anybody can tell whether they got
the ones everybody got.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

FOLDER = "js/crypto/v1/"


def programs_text() -> str:
    """Return a line for each file, as `sha256sum` writes it: as it stands in the source code, and as it is
    sent, where that has a name of its own.
    """
    lines = dict(_sources())
    lines |= dict(_sent(list(lines)))
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(lines.items()))


def _sources() -> Iterator[tuple[str, str]]:
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            prefix = getattr(storage, "prefix", None)
            name = f"{prefix}/{path}" if prefix else path
            if name.startswith(FOLDER) and name.endswith(".js"):
                with storage.open(path) as file:
                    yield name, sha256(file.read()).hexdigest()


def _sent(names: list[str]) -> Iterator[tuple[str, str]]:
    hashed: dict[str, str] = getattr(staticfiles_storage, "hashed_files", {})
    for name in names:
        if name in hashed and staticfiles_storage.exists(hashed[name]):
            with staticfiles_storage.open(hashed[name]) as file:
                yield hashed[name], sha256(file.read()).hexdigest()
