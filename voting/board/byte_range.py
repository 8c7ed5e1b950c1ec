"""The one kind of range that a mirror asks for: `Range: bytes=N-` or `bytes=N-M`."""

from __future__ import annotations

import re

RANGE = re.compile(r"bytes=([0-9]{1,15})-([0-9]{1,15})?")


def wanted_range(asked: str, size: int) -> tuple[int, int] | None:
    """Return the first and last byte that are asked for, of a file of `size` bytes; None for the whole file,
    which is also the answer to every other kind of range. The first can lie behind the end.
    """
    match = RANGE.fullmatch(asked.strip())
    if match is None:
        return None
    first, last = int(match[1]), int(match[2] or size - 1)
    return None if match[2] and last < first else (first, min(last, size - 1))
