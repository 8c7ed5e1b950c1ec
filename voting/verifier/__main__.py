"""`python -m voting.verifier RECORD`: prints every check in a sentence; exits 0 or 1."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from voting.verifier import Record, Report, verify


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Check one record and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m voting.verifier", description=__doc__)
    parser.add_argument("record", type=Path, help="a .bel archive")
    parser.add_argument("--head", help="the head of the board you noted, or that the audit log shows")
    parser.add_argument("--unfinished", action="store_true", help="the box is open, or not counted yet")
    options = parser.parse_args(arguments)
    report = Report(tell=_print)
    with options.record.open("rb") as archive:
        verify(Record(archive, options.head, options.unfinished), report)
    report.tell("ACCEPTED: everything holds" if report.accepted else "REFUSED")
    return 0 if report.accepted else 1


if __name__ == "__main__":
    sys.exit(main())
