"""Voting codes issued outside the platform: an office draws them and gives away public keys only."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path

from voting.crypto.credentials import new_code, public_key
from voting.crypto.election import BASE58
from voting.crypto.encoding import Refused
from voting.crypto.groups import Element, Group
from voting.crypto.randomness import Draw

SHORTEST_UUID = 14
NAMES = ("reference", "number", "ref", "id")


def roll_numbers_of(text: str) -> list[str]:
    """Return the roll numbers of a list: the column of that name, or the first one where none has a name.

    Raises Refused for an empty list or a number that stands there twice.
    """
    lines = [line for line in csv.reader(StringIO(text.removeprefix("\ufeff"), newline="")) if any(line)]
    heading = [cell.strip().lower() for cell in lines[0]] if lines else []
    column = next((heading.index(name) for name in NAMES if name in heading), None)
    rows = lines if column is None else lines[1:]
    found = [row[column or 0].strip() for row in rows if len(row) > (column or 0)]
    if not found or len(set(found)) != len(found) or not all(found):
        raise Refused("roll", "must name each number once, one a line")
    return found


def draw_codes(
    group: Group, uuid: str, roll_numbers: Iterable[str], draw: Draw
) -> Iterator[tuple[str, str, Element]]:
    """Draw a code for each number: number, code, public key. Raises Refused for what is no uuid."""
    if len(uuid) < SHORTEST_UUID or set(uuid) - set(BASE58):
        raise Refused("--uuid", "is not the name of an election; copy it from the page of the voting codes")
    for roll_number in roll_numbers:
        code = new_code(draw)
        yield roll_number, code, public_key(group, uuid, code)


def write_codes(drawn: Iterable[tuple[str, str, Element]], codes: Path, public: Path) -> int:
    """Write the two files, of which only the second leaves the office; return for how many people. Neither
    may exist yet, and only their owner can read them.
    """
    lines = list(drawn)
    _write(codes, [("reference", "code"), *((roll_number, code) for roll_number, code, _key in lines)])
    _write(public, [("reference", "public_key"), *((roll_number, key) for roll_number, _code, key in lines)])
    return len(lines)


def _write(path: Path, rows: Iterable[tuple[str, str]]) -> None:
    path.touch(mode=0o600, exist_ok=False)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
