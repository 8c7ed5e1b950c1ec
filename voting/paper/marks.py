"""What is typed for one paper ballot: "3 7 19", "3=5 7=2" with points, "0" for a blank one, or
"invalid:unreadable". The same words stand in the files that are imported and exported.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from voting.casting.choices import problems
from voting.casting.kinds import POINTED
from voting.casting.phrases import limits_of
from voting.models import BallotType, Round
from voting.verifier.paper import REASONS

Value = list[Any] | dict[str, str]
INVALID = "invalid"
LONGEST = 10_000
MOST_DIGITS = 9
LABELS = {
    "unreadable": gettext_lazy("It cannot be read"),
    "unclear": gettext_lazy("It is not clear what is meant"),
    "recognisable": gettext_lazy("The voter could be identified from it"),
    "foreign": gettext_lazy("It is not a ballot of this vote"),
}
assert set(LABELS) == set(REASONS)


class MarksError(ValueError):
    """What was typed is no paper ballot; the text says what to do."""


def read_marks(text: str, round: Round, numbers: Collection[int]) -> Value:
    """Return what was typed as it is stored; `numbers` are the projects of the ballot. Raises MarksError."""
    words = re.split(r"[\s,;+]+", text[:LONGEST].strip().lower())
    if words == [""]:
        raise MarksError(_("Type the numbers of the projects on the paper ballot. For a blank one, type 0."))
    if words in (["0"], ["blank"]):
        return []
    if words[0].startswith(INVALID):
        return invalid(" ".join(words)[len(INVALID) :].strip(" :"))
    pointed = round.ballot_type in POINTED
    marks = [_mark(word, numbers, pointed) for word in words]
    for number in {number for number, _given in marks}:
        if sum(number == other for other, _given in marks) > 1:
            raise MarksError(_("Project %(number)s appears twice. Type it once.") % {"number": number})
    if round.ballot_type != BallotType.ORDINAL:
        marks.sort()
    return [[number, given] for number, given in marks if given] if pointed else [n for n, _g in marks]


def invalid(reason: str) -> dict[str, str]:
    """Return an invalid paper ballot as it is stored. Raises MarksError for a reason that is none."""
    if reason not in REASONS:
        known = {"reasons": ", ".join(REASONS)}
        raise MarksError(
            _("Say why the paper ballot is invalid, with one of these words: %(reasons)s.") % known
        )
    return {INVALID: reason}


def _mark(word: str, numbers: Collection[int], pointed: bool) -> tuple[int, int]:
    found = re.fullmatch(r"(\d{1,9})(?:[=:](\d{1,9}))?", word, re.ASCII)
    if not found or bool(found[2]) != pointed:
        wanted = _("3=5 for five points for project 3") if pointed else _("3 for project 3")
        raise MarksError(
            _("“%(word)s” cannot be read. Type for example: %(wanted)s.") % {"word": word, "wanted": wanted}
        )
    number = int(found[1])
    if number not in numbers:
        raise MarksError(
            _("There is no project %(number)s in this vote. Look at the paper ballot again.")
            % {"number": number}
        )
    return number, int(found[2] or 0)


def typed(value: Value) -> str:
    """Return a stored paper ballot as it would be typed."""
    if isinstance(value, dict):
        return f"{INVALID}:{value[INVALID]}"
    return " ".join(str(mark) if isinstance(mark, int) else f"{mark[0]}={mark[1]}" for mark in value) or "0"


def said(value: Value | None) -> str:
    """Return a stored paper ballot in words."""
    if value is None:
        return _("Not keyed")
    if isinstance(value, dict):
        return _("Invalid: %(reason)s") % {"reason": LABELS[value[INVALID]]}
    return typed(value) if value else _("Blank")


def breaks_limits(value: Value, round: Round, costs: Mapping[int, int]) -> bool:
    """Return whether a paper ballot says more than a ballot may say, so that it will not count."""
    if isinstance(value, dict):
        return False
    chosen = [mark if isinstance(mark, int) else mark[0] for mark in value]
    points = [mark[1] for mark in value if not isinstance(mark, int)]
    return bool(problems(chosen, costs, limits_of(round), points))
