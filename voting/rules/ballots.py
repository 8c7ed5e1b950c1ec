"""Identical ballots held once, in four flat arrays (compressed sparse rows)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from voting.rules.exact import Number, common_denominator, simplest

Ints = NDArray[np.int64]
POINT_LIMIT = 2**31  # sums over any electorate then stay exact in 64-bit integers


@dataclass(frozen=True, slots=True)
class BallotGroup:
    """`count` voters who cast the same ballot: project ids (best first if ranked) and, if any, their
    points.
    """

    choices: tuple[str, ...]
    count: int = 1
    points: tuple[Number, ...] = ()


@dataclass(frozen=True, eq=False)
class Ballots:
    """Group g holds `counts[g]` voters and choices[starts[g]:starts[g + 1]] (positions of projects).

    `points` lies parallel to `choices`, in whole multiples of 1/`scale`.
    """

    starts: Ints
    choices: Ints
    counts: Ints
    points: Ints | None = None
    scale: int = 1

    def __len__(self) -> int:
        return len(self.counts)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ballots):
            return NotImplemented
        if (self.points is None) != (other.points is None) or self.scale != other.scale:
            return False
        pairs = [(self.starts, other.starts), (self.choices, other.choices), (self.counts, other.counts)]
        if self.points is not None and other.points is not None:
            pairs.append((self.points, other.points))
        return all(np.array_equal(mine, theirs) for mine, theirs in pairs)

    __hash__ = None  # type: ignore[assignment]  # Python's own way to say: cannot be hashed

    @cached_property
    def total(self) -> int:
        """Number of voters."""
        return int(self.counts.sum())

    @cached_property
    def rows(self) -> Ints:
        """The group each entry of `choices` belongs to."""
        return np.repeat(np.arange(len(self), dtype=np.int64), np.diff(self.starts))

    def groups(self, ids: tuple[str, ...]) -> Iterator[BallotGroup]:
        """The groups with project ids, given the ids by position."""
        starts, choices = self.starts.tolist(), self.choices.tolist()
        points = None if self.points is None else self.points.tolist()
        for row, count in enumerate(self.counts.tolist()):
            span = slice(starts[row], starts[row + 1])
            named = tuple(ids[choice] for choice in choices[span])
            given = () if points is None else tuple(simplest(Fraction(p, self.scale)) for p in points[span])
            yield BallotGroup(named, count, given)


Row = tuple[tuple[int, ...], tuple[Number, ...]]


def checked_grades(ballot: BallotGroup) -> BallotGroup:
    """The ballot, if its grades are such. Raises ValueError."""
    for grade in ballot.points:
        check_grade(grade)
    return ballot


def check_grade(grade: Number, most: Number | None = None) -> None:
    """Raise ValueError unless this is a whole number from 0 to `most`."""
    if grade.denominator != 1 or grade < 0:
        raise ValueError(f"a grade is a whole number from 0, not {grade}")
    if most is not None and grade > most:
        raise ValueError(f"the best grade is {most}, not {grade}")


def group_ballots(
    ballots: Iterable[BallotGroup], index: Mapping[str, int], *, ranked: bool, scored: bool
) -> Ballots:
    """Merge identical ballots. Order of choices matters only if `ranked`; points are kept only if
    `scored`.
    """
    merged: dict[Row, int] = {}
    for ballot in ballots:
        row = _row(ballot, index, ranked=ranked, scored=scored)
        if ballot.count < 0:
            raise ValueError("a ballot cannot be cast a negative number of times")
        if ballot.count:
            merged[row] = merged.get(row, 0) + ballot.count
    return pack(list(merged), list(merged.values()), scored=scored)


def _row(ballot: BallotGroup, index: Mapping[str, int], *, ranked: bool, scored: bool) -> Row:
    unknown = [choice for choice in ballot.choices if choice not in index]
    if unknown:
        raise ValueError(f"no project has the id {unknown[0]!r}")
    places = tuple(index[choice] for choice in ballot.choices)
    if not scored:
        return (tuple(dict.fromkeys(places)) if ranked else tuple(sorted(set(places)))), ()
    if len(ballot.points) != len(places) or len(set(places)) != len(places):
        raise ValueError("a ballot needs one number of points for each of its projects")
    pairs = sorted(zip(places, ballot.points, strict=True))
    return tuple(place for place, _ in pairs), tuple(points for _, points in pairs)


def pack(rows: list[Row], counts: list[int], *, scored: bool) -> Ballots:
    """Lay distinct rows out as arrays. Raises ValueError if points are too large or too finely divided."""
    starts = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum([len(choices) for choices, _ in rows], out=starts[1:])
    choices = np.array([choice for places, _ in rows for choice in places], dtype=np.int64)
    sizes = np.array(counts, dtype=np.int64)
    if not scored:
        return Ballots(starts, choices, sizes)
    given = [value for _, points in rows for value in points]
    points, scale = whole_points(given)
    return Ballots(starts, choices, sizes, points, scale)


def whole_points(given: list[Number]) -> tuple[Ints, int]:
    """Return the points in whole multiples of 1/scale, and the scale."""
    scale = common_denominator(given)
    whole = [int(value * scale) for value in given]
    if any(abs(value) >= POINT_LIMIT for value in whole):
        raise ValueError("points are too large")
    return np.array(whole, dtype=np.int64), scale
