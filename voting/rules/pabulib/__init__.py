"""The Pabulib format (.pb): https://pabulib.org/format.

`read(path) -> Election` groups identical ballots as it reads; `raw_ballots(path)` yields single ballots;
`write(election) -> str` gives a file back. Anything malformed raises `PabulibError(line, message)`.
"""

from __future__ import annotations

from voting.rules.pabulib.errors import PabulibError
from voting.rules.pabulib.reader import RawBallot, load, parse, raw_ballots, read
from voting.rules.pabulib.writer import write

__all__ = ["PabulibError", "RawBallot", "load", "parse", "raw_ballots", "read", "write"]
