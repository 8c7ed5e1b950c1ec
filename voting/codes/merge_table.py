"""Voting codes as a table for mail merge: for a printing house, or for letters that a city writes itself."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from voting.codes.issuing import Drawn
from voting.codes.links import ballot_link, code_link
from voting.models import Round

CODES_AT_ONCE = 5_000
HEADING = ("number", "name", "address", "email", "language", "code", "ballot", "link")


def merge_table(round: Round, drawn: Sequence[Drawn]) -> bytes:
    """Return one line for each person, in UTF-8 with the mark that spreadsheets need."""
    out = StringIO(newline="")
    table = csv.writer(out)
    table.writerow(HEADING)
    address = ballot_link(round)
    for one in drawn:
        entry = one.entry
        row = (entry.roll_number, entry.name, entry.address, entry.email, entry.language)
        table.writerow((*row, one.code, address, code_link(round, one.code)))
    return out.getvalue().encode("utf-8-sig")
