"""A copy of a record that any web server can serve: the files, and a page that says what they are.

Every file is replaced at once, so that nobody reads half of one; of an archive that has grown only the new
end is read from the database.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.tasks import address
from voting.board.file import Extent, bytes_of, extent_of
from voting.board.mirror import check_page
from voting.board.page import box_in_public
from voting.board.record import companions_of
from voting.casting.programs import programs_text
from voting.models import BoardEvent, Round
from voting.verifier.companions import FILES, Companions
from voting.verifier.source import ARCHIVE

PAGE, CHECK, STYLE, PROGRAMS = "index.html", "check.html", "copy.css", "programs.sha256"
COMPARED = 65_536


class AnotherRecord(Exception):
    """The folder holds the record of another round."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What was done: how many bytes of the archive were added to how many that were there."""

    kept: int
    added: int
    head: str


def write_copy(*, round: Round, folder: Path) -> Copied:
    """Bring a folder to where the record of a round stands. Safe to do again, and while the box is open.

    Raises AnotherRecord, and OSError where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    listed = folder / "round.json"
    if listed.exists() and listed.read_text(encoding="utf-8") != round.rules_json:
        raise AnotherRecord
    beside, extent = _snapshot(round)
    kept = _kept(round, folder / ARCHIVE, extent)
    if kept < extent.size or not (folder / ARCHIVE).exists():
        _write_archive(round, folder / ARCHIVE, extent, kept)
    for name, text in _texts(round, beside):
        _replace(folder / name, [text.encode()])
    return Copied(kept, extent.size - kept, extent.head)


def _snapshot(round: Round) -> tuple[Companions, Extent]:
    """Return files that belong together, though the board may grow meanwhile."""
    while True:
        before = _steps(round)
        beside, extent = companions_of(round), extent_of(round)
        if _steps(round) == before:
            return beside, extent


def _steps(round: Round) -> int:
    return BoardEvent.objects.filter(round=round).exclude(kind="Ballot").count()


def _kept(round: Round, path: Path, extent: Extent) -> int:
    """Return how much of the archive is there already: all or nothing, by its length and its last bytes."""
    size = path.stat().st_size if path.exists() else 0
    if not 0 < size <= extent.size:
        return 0
    first = max(0, size - COMPARED)
    with path.open("rb") as file:
        file.seek(first)
        same = file.read() == b"".join(bytes_of(round, extent, first, size - 1))
    return size if same else 0


def _write_archive(round: Round, path: Path, extent: Extent, kept: int) -> None:
    fresh = bytes_of(round, extent, kept, extent.size - 1)
    _replace(path, fresh, before=path if kept else None)


def _texts(round: Round, beside: Companions) -> Iterable[tuple[str, str]]:
    texts = (beside.round, beside.contributions, beside.heads, beside.outcome, beside.paper)
    found = {name: text for name, text in zip(FILES, texts, strict=True) if text is not None}
    style = finders.find(f"css/{STYLE}")
    assert style is not None
    found[STYLE] = Path(style).read_text(encoding="utf-8")
    found[PROGRAMS] = programs_text()
    found[CHECK] = check_page(round)
    return [*found.items(), (PAGE, _page(round, list(found)))]


def _page(round: Round, names: list[str]) -> str:
    with translation.override(round.process.language):
        context = {
            "round": round,
            "process": round.process,
            "box": box_in_public(round),
            "names": [ARCHIVE, *names],
            "home": address(reverse("voting:record", args=[round.process.slug, round.number])),
            "rtl": translation.get_language_bidi(),
        }
        return render_to_string("voting/copy.html", context)


def _replace(path: Path, blocks: Iterable[bytes], before: Path | None = None) -> None:
    """Write a file under another name (what stands in `before` first); it gets its own when it is whole."""
    new = path.with_name(f"{path.name}.new")
    with new.open("wb") as file:
        if before:
            with before.open("rb") as old:
                shutil.copyfileobj(old, file)
        file.writelines(blocks)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
