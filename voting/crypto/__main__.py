"""`python -m voting.crypto trustee`: a keyholder's part of a large count, on a machine of their own.

Verifies the board first, then shuffles or opens it, and writes a file to post on the platform. The 22
characters of the sheet are asked for, or read from the first line of standard input; they are never an
argument, so that no history keeps them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from getpass import getpass
from pathlib import Path

from voting.crypto.encoding import Refused
from voting.crypto.randomness import SECURE
from voting.verifier.trustee import Keyholder, opening_draw, opening_turn, shuffle_turn
from voting.verifier.verify import load_board


def main(arguments: Sequence[str] | None = None) -> int:
    """Take one turn and return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        _say("Verifying the board")
        board = load_board(options.record, _say)
        _say("Your part begins")
        keyholder = Keyholder(board, options.owner, _seed())
        if options.turn == "shuffle":
            text = shuffle_turn(keyholder, SECURE)
        elif options.share is None:
            raise Refused("--share", "is needed to open: the file is on your trustee page")
        else:
            sealed = options.share.read_text(encoding="utf-8").strip()
            text = opening_turn(keyholder, sealed, opening_draw(keyholder))
        with options.out.open("x", encoding="utf-8") as file:
            file.write(text)
    except (Refused, OSError) as error:
        _say(f"Nothing was written. {error}")
        return 1
    _say(f"Written to {options.out}: post this file on your trustee page")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m voting.crypto", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    trustee = parser.add_subparsers(required=True, metavar="trustee").add_parser("trustee")
    trustee.add_argument("turn", choices=("shuffle", "open"))
    trustee.add_argument("record", help="the folder, address or .bel archive of the round")
    trustee.add_argument("--owner", type=int, required=True, help="your number among the keyholders")
    trustee.add_argument("--share", type=Path, help="your sealed share, from your trustee page (to open)")
    trustee.add_argument("--out", type=Path, required=True, help="the file to write; it must not exist yet")
    return parser


def _seed() -> str:
    typed = getpass("The 22 characters of your sheet: ") if sys.stdin.isatty() else sys.stdin.readline()
    return "".join(typed.replace("-", "").split())


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
