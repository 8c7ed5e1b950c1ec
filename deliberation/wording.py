"""Pure: what a comment's text may be, and how long its author can take things back."""

from __future__ import annotations

from datetime import timedelta

from ui.text import says_something

LONGEST = 4000
UNMARKED = timedelta(minutes=15)  # a slip of the pen is mended without a mark, while nobody has reacted
UNDO = timedelta(minutes=15)  # for so long a deleted comment can be brought back; then its words are gone


def cleaned(text: str) -> str:
    """Return `text` without outer blanks, NUL bytes, foreign line ends; "" if nothing in it can be seen."""
    words = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    return words if says_something(words) else ""


def is_acceptable(text: str) -> bool:
    """Return whether `text` has words and is at most LONGEST letters long."""
    return 0 < len(text) <= LONGEST
