"""The public file of a counted round, which anyone can count again, and the very text that we count: the
ballots as a `.pb` file, or the sums where no ballot is ever opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from voting.counting.sums import sums_name, sums_text
from voting.models import Round
from voting.pabulib.file import pb_chunks, pb_name
from voting.rules import Election, pabulib, sums_file


@dataclass(frozen=True, slots=True)
class PublicFile:
    """One round's file: the name it is saved under, its text piece by piece, and how it is read."""

    name: str
    chunks: Callable[[], Iterator[str]]
    parse: Callable[[str], Election]

    def text(self) -> str:
        """Return the whole file."""
        return "".join(self.chunks())


def public_file(round: Round) -> PublicFile:
    """Return the public file of a round that is being counted, or was."""
    if round.only_sums:
        return PublicFile(sums_name(round), lambda: iter([sums_text(round)]), sums_file.parse)
    return PublicFile(pb_name(round), lambda: pb_chunks(round), pabulib.parse)
