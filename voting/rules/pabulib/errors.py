"""The one exception of this package."""

from __future__ import annotations


class PabulibError(ValueError):
    """A file that is not a readable election. `line` counts from 1; 0 means the file as a whole."""

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        self.message = message
        super().__init__(f"line {line}: {message}" if line else message)
