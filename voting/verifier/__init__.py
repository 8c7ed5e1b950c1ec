"""Checks the published record of an election, with none of the server's state.

On the command line: `python -m voting.verifier RECORD`.
"""

from __future__ import annotations

from voting.verifier.report import Report
from voting.verifier.verify import Record, verify

VERSION = "1.0"
"""Changes whenever a check is added or does something else; a report says which version made it."""

__all__ = ["VERSION", "Record", "Report", "verify"]
