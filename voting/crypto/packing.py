"""A whole ballot in one message: a mark, zeros that catch garbage, then the choices.

The first byte says how to read the rest, three zero bytes and all bits not needed are redundancy: together
with the mark at least 32 bits of every opened ballot are known beforehand. The integer of the choices stands
at the end, in big-endian bytes. What does not read back to the same bytes is no ballot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import perm

from voting.crypto.groups import Group

REDUNDANT = 3
POINT_BITS = 4
MOST_POINTS = 2**POINT_BITS - 1


class Kind(StrEnum):
    """What a voter may say."""

    APPROVAL = "approval"
    POINTS = "points"
    RANKING = "ranking"


MARKS = {Kind.APPROVAL: 0xA1, Kind.POINTS: 0xB1, Kind.RANKING: 0xC1}


class Unreadable(ValueError):
    """The opened bytes are not a packed ballot of this form."""


@dataclass(frozen=True, slots=True)
class Form:
    """How many projects there are and what may be said of them; `longest` bounds a ranking.

    A vote is a list of numbers: the places (from 0, ascending) of approved projects, the points of every
    project, or the places of ranked projects, best first.
    """

    kind: Kind
    projects: int
    longest: int = 0

    @property
    def limit(self) -> int:
        """How many different votes there are."""
        if self.kind is Kind.APPROVAL:
            return 1 << self.projects
        if self.kind is Kind.POINTS:
            return 1 << (POINT_BITS * self.projects)
        return sum(perm(self.projects, length) for length in range(self.longest + 1))

    @property
    def size(self) -> int:
        """How many bytes, and so how many answers of the shuffled question, a ballot takes."""
        return 1 + REDUNDANT + max(1, -(-(self.limit - 1).bit_length() // 8))

    def to_json(self) -> dict[str, object]:
        """Return the form as the file of a round has it."""
        return {
            "kind": self.kind.value, "projects": self.projects, "longest": self.longest,
            "mark": MARKS[self.kind], "zeros": REDUNDANT, "bytes": self.size,
        }  # fmt: skip

    def fits(self, group: Group) -> bool:
        """Return whether a ballot of this form fits into one element of the group."""
        return self.size <= group.value_limit


def pack(form: Form, vote: Sequence[int]) -> tuple[int, ...]:
    """Return the bytes of a vote; raises ValueError where it is none."""
    number = _number(form, vote)
    return (MARKS[form.kind], *bytes(REDUNDANT), *number.to_bytes(form.size - 1 - REDUNDANT))


def unpack(form: Form, values: Sequence[int]) -> tuple[int, ...]:
    """Return the vote in the bytes; raises Unreadable."""
    if len(values) != form.size or values[0] != MARKS[form.kind] or any(values[1 : 1 + REDUNDANT]):
        raise Unreadable("does not begin as a ballot of this round does")
    number = int.from_bytes(bytes(values[1 + REDUNDANT :]))
    if number >= form.limit:
        raise Unreadable("has bits set that mean nothing")
    return _vote(form, number)


def _number(form: Form, vote: Sequence[int]) -> int:
    if form.kind is Kind.POINTS:
        if len(vote) != form.projects or any(not 0 <= points <= MOST_POINTS for points in vote):
            raise ValueError(f"points are 0 to {MOST_POINTS} for every project")
        return sum(points << (POINT_BITS * place) for place, points in enumerate(vote))
    if len(set(vote)) != len(vote) or any(not 0 <= place < form.projects for place in vote):
        raise ValueError("a project is unknown or named twice")
    if form.kind is Kind.APPROVAL:
        return sum(1 << place for place in vote)
    if len(vote) > form.longest:
        raise ValueError(f"at most {form.longest} projects are ranked")
    number = 0
    remaining = list(range(form.projects))
    for place in vote:
        number = number * len(remaining) + remaining.index(place)
        remaining.remove(place)
    return number + sum(perm(form.projects, length) for length in range(len(vote)))


def _vote(form: Form, number: int) -> tuple[int, ...]:
    if form.kind is Kind.APPROVAL:
        return tuple(place for place in range(form.projects) if number >> place & 1)
    if form.kind is Kind.POINTS:
        return tuple(number >> (POINT_BITS * place) & MOST_POINTS for place in range(form.projects))
    length = 0
    while number >= perm(form.projects, length):
        number -= perm(form.projects, length)
        length += 1
    digits: list[int] = []
    for taken in reversed(range(length)):
        number, digit = divmod(number, form.projects - taken)
        digits.append(digit)
    remaining = list(range(form.projects))
    return tuple(remaining.pop(digit) for digit in reversed(digits))
