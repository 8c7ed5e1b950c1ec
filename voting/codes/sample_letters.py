"""Letters of an invented city: there, and nowhere else, codes are kept, for newcomers to vote with."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from voting.models import Round

FOLDER = "letters"


def keep_letters(round: Round, content: bytes) -> None:
    """Keep letters with codes (PDF) where the pages of the demo find them.

    Raises ImproperlyConfigured outside the demo: a code that others can read is nobody's own.
    """
    if not settings.DEMO:
        raise ImproperlyConfigured("Letters are kept in the demo only.")
    path = _path(round)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(content)


def kept_letters(round: Round) -> Path | None:
    """Return the file with the letters of a round of the demo; None for any other."""
    if not settings.DEMO:
        return None
    path = _path(round)
    return path if path.exists() else None


def _path(round: Round) -> Path:
    folder: Path = settings.DATA_DIR / FOLDER
    return folder / f"{round.process.slug}-{round.number}.pdf"
