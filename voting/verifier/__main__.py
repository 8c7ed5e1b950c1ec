"""`python -m voting.verifier RECORD`: prints every check in a sentence; exits 0 or 1."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from voting.crypto.encoding import Refused
from voting.verifier import Record, Report, verify
from voting.verifier.source import noted_head, opener, read_companions


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Check one record and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m voting.verifier", description=__doc__)
    parser.add_argument("record", help="a folder, the address of a static copy, or a .bel archive alone")
    parser.add_argument(
        "--head",
        type=noted_head,
        help="a head of the board that you noted, got by mail or found in "
        "the audit log: the last one or any earlier one",
    )
    parser.add_argument("--unfinished", action="store_true", help="the box is open, or not counted yet")
    options = parser.parse_args(arguments)
    report = Report(tell=_print)
    archive, open_file, whole = opener(options.record)
    try:
        companions = read_companions(open_file) if whole else None
        with open_file(archive) as stream:
            verify(Record(stream, companions, options.head, options.unfinished), report)
    except Refused as refused:
        report.refuse(refused)
    except OSError as error:
        report.refuse(Refused(options.record, f"cannot be read: {error}"))
    _print("ACCEPTED: everything holds" if report.accepted else "REFUSED")
    return 0 if report.accepted else 1


if __name__ == "__main__":
    sys.exit(main())
