"""`python -m voting.crypto`: what is done on a machine outside the platform.

`trustee` is a trustee's part of a large count. It verifies the board first, shows six words of the box to
be compared with other trustees, then shuffles or opens it, and writes a file to post on the platform. The
22 characters of the sheet are asked for, or read from the first line of standard input; they are never an
argument, so that no history keeps them.

`credentials` issues voting codes: a file with the codes, which stays with the office that sends them to
voters, and a file with their public keys for the platform.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from getpass import getpass
from pathlib import Path

from voting.crypto.authority import draw_codes, roll_numbers_of, write_codes
from voting.crypto.encoding import Refused
from voting.crypto.groups import GROUPS
from voting.crypto.randomness import SECURE
from voting.crypto.word_lists import LANGUAGES, words_of
from voting.crypto.words import to_words
from voting.verifier.source import noted_head
from voting.verifier.trustee import CountingTrustee, closed_head, opening_draw, opening_turn, shuffle_turn
from voting.verifier.verify import load_board


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what is asked and return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        done = _issue(options) if options.act == "credentials" else _take_turn(options)
    except (Refused, OSError) as error:
        _say(f"Nothing was written. {error}")
        return 1
    _say(done)
    return 0


def _take_turn(options: argparse.Namespace) -> str:
    _say("Verifying the board")
    board = load_board(options.record, _say, head=options.head, to_open=options.turn == "open")
    closed = closed_head(board)
    if closed:
        _say("Six words for the box as it was closed. Compare them with other trustees before you continue:")
        _say("\n".join(f"  {line}" for line in _words(closed)))
    _say("Your part begins")
    trustee = CountingTrustee(board, options.owner, _seed())
    if options.turn == "shuffle":
        text = shuffle_turn(trustee, SECURE)
    elif options.share is None:
        raise Refused("--share", "is needed to open: the file is on your trustee page")
    else:
        sealed = options.share.read_text(encoding="utf-8").strip()
        text = opening_turn(trustee, sealed, opening_draw(trustee))
    with options.out.open("x", encoding="utf-8") as file:
        file.write(text)
    return f"Written to {options.out}: post this file on your trustee page"


def _words(digest: str) -> list[str]:
    """The six words of a hash, in every language that pages show them in."""
    return [f"{language}  {' '.join(to_words(digest, words_of(language)))}" for language in LANGUAGES]


def _issue(options: argparse.Namespace) -> str:
    if options.roll:
        roll_numbers = roll_numbers_of(options.roll.read_text(encoding="utf-8"))
    else:
        roll_numbers = [str(number) for number in range(1, options.count + 1)]
    drawn = draw_codes(GROUPS[options.group], options.uuid, roll_numbers, SECURE)
    written = write_codes(drawn, options.codes, options.public)
    return f"{written} codes are in {options.codes}: keep it secret. Give {options.public} to the platform."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m voting.crypto", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    acts = parser.add_subparsers(required=True, dest="act")
    trustee = acts.add_parser("trustee")
    trustee.add_argument("turn", choices=("shuffle", "open"))
    trustee.add_argument("record", help="the folder or the address of the round's record")
    trustee.add_argument("--owner", type=int, required=True, help="your number among the trustees")
    trustee.add_argument(
        "--head", type=noted_head, help="a head of the board that you noted, from an e-mail or the public log"
    )
    trustee.add_argument("--share", type=Path, help="your sealed share, from your trustee page (to open)")
    trustee.add_argument("--out", type=Path, required=True, help="the file to write; it must not exist yet")
    credentials = acts.add_parser("credentials")
    whose = credentials.add_mutually_exclusive_group(required=True)
    whose.add_argument("--roll", type=Path, help="a CSV file with the numbers on the roll")
    whose.add_argument("--count", type=int, help="how many codes, numbered from 1")
    credentials.add_argument("--uuid", required=True, help="the name of the election")
    credentials.add_argument("--group", required=True, choices=sorted(GROUPS), help="its kind of key")
    credentials.add_argument(
        "--codes", type=Path, required=True, help="the file for the codes; stays with you"
    )
    credentials.add_argument("--public", type=Path, required=True, help="the file for the platform")
    return parser


def _seed() -> str:
    typed = getpass("The 22 characters of your sheet: ") if sys.stdin.isatty() else sys.stdin.readline()
    return "".join(typed.replace("-", "").split())


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
