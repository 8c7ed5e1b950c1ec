"""Pure: what a comment's text may be."""

from __future__ import annotations

LONGEST = 4000


def cleaned(text: str) -> str:
    """Return `text` without what nobody can see: outer blanks, NUL bytes, foreign line ends."""
    return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()


def is_acceptable(text: str) -> bool:
    """Return whether `text` has words and is at most LONGEST letters long."""
    return 0 < len(text) <= LONGEST
