"""Checks the published record of an election, with none of the server's state.

On the command line: `python -m voting.verifier RECORD`.
"""

from __future__ import annotations

from voting.verifier.report import Report
from voting.verifier.verify import Record, verify

__all__ = ["Record", "Report", "verify"]
