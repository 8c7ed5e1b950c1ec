"""Where a record comes from: an archive alone, a folder, or the address of a static copy."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO
from urllib.error import HTTPError
from urllib.request import urlopen

from voting.crypto.encoding import Refused
from voting.verifier.companions import Companions

ARCHIVE = "round.bel"
SECONDS = 60
LARGEST = 200_000_000

Opener = Callable[[str], AbstractContextManager[BinaryIO]]


def noted_head(text: str) -> str:
    """Return a head of a board as people copy it, in groups or in capitals, for a command line."""
    head = "".join(text.split()).lower()
    if not re.fullmatch("[0-9a-f]{64}", head):
        raise ArgumentTypeError("a head has 64 digits, 0 to 9 and a to f")
    return head


def opener(place: str) -> tuple[str, Opener, bool]:
    """Return the name of the archive, how to open a file beside it, and whether there are companions."""
    if place.startswith(("http://", "https://")):
        base = place if place.endswith("/") else f"{place}/"
        return ARCHIVE, lambda name: urlopen(f"{base}{name}", timeout=SECONDS), True
    path = Path(place)
    if path.is_dir():
        return ARCHIVE, lambda name: (path / name).open("rb"), True
    return path.name, lambda name: (path.parent / name).open("rb"), False


def read_companions(open_file: Opener) -> Companions:
    """Read the files beside the archive; raises Refused where one is missing that must be there."""
    return Companions(
        round=_required(open_file, "round.json"),
        contributions=_required(open_file, "contributions.json"),
        heads=_required(open_file, "heads.json"),
        outcome=_text(open_file, "outcome.json"),
        paper=_text(open_file, "paper.json"),
    )


def _required(open_file: Opener, name: str) -> str:
    text = _text(open_file, name)
    if text is None:
        raise Refused(name, "is missing")
    return text


def _text(open_file: Opener, name: str) -> str | None:
    try:
        with open_file(name) as stream:
            raw = stream.read(LARGEST + 1)
    except FileNotFoundError:
        return None
    except HTTPError as error:
        if error.code == 404:
            return None
        raise
    if len(raw) > LARGEST:
        raise Refused(name, "is too large")
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        raise Refused(name, "is not text") from error
