"""Three people with a letter and no account, whose code a newcomer may use to vote."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from demo.build.stage import Stage
from voting.codes.issuing import Who, issue, waiting
from voting.codes.letters import letters
from voting.codes.sample_letters import keep_letters
from voting.models import Round
from voting.roll.membership import RollLine, load_roll

PEOPLE = (
    ("L-0001", "Ida Brandvold", "Ropewalk 4", "harbour", "en"),
    ("L-0002", "Lucía Ferrer Mas", "Kiln Street 31", "kiln", "es"),
    ("L-0003", "سمير حداد", "Weir Bank 9", "weir", "en"),
)
TOWN = "40117 Marenholt"


def send_letters(stage: Stage, round: Round, now: datetime) -> None:
    """Put the three on the roll of a round in preparation, and keep their letters for newcomers."""
    staff = stage.people["staff"]
    lines = [
        RollLine(number, None, stage.districts[district], name, f"{street}\n{TOWN}", language=language)
        for number, name, street, district, language in PEOPLE
    ]
    load_roll(actor=staff, round=round, entries=lines, now=now)
    content = issue(
        actor=staff, round=round, entries=list(waiting(round, Who.NO_ACCOUNT)),
        make=partial(letters, round), way="letter", now=now,
    )  # fmt: skip
    keep_letters(round, content)
