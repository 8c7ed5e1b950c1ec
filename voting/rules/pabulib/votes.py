"""From distinct vote texts to grouped ballots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from voting.rules.ballots import POINT_LIMIT, Ballots, Row, check_grade, pack
from voting.rules.exact import Number, common_denominator, parse_number
from voting.rules.model import VoteType
from voting.rules.pabulib.errors import PabulibError
from voting.rules.pabulib.fields import Repeats
from voting.rules.pabulib.plain import parse_plain

NO_POINTS = "None"  # what pabutools reads as an empty cell


def parse_votes(
    found: Repeats, index: Mapping[str, int], kind: VoteType, most: Number | None = None
) -> Ballots:
    """Turn distinct vote texts into ballots. Raises PabulibError with the first line that is wrong.

    most: the best grade, if ballots grade and the file says so.
    """
    plain = parse_plain(found, index, kind)
    if plain is not None and (plain.points is None or most is None or plain.points.max(initial=0) <= most):
        return plain
    merged_rows: dict[Row, int] = {}
    lines: dict[Row, int] = {}
    for texts, count, line in zip(found.texts, found.counts.tolist(), found.lines.tolist(), strict=True):
        row = _row(texts, index, kind, line)
        if kind is VoteType.GRADES:
            check_grades(row[1], most, line)
        merged_rows[row] = merged_rows.get(row, 0) + count
        lines.setdefault(row, line)
    scored = found.columns == 2
    try:
        return pack(list(merged_rows), list(merged_rows.values()), scored=scored)
    except ValueError as error:
        finest = max(lines, key=lambda row: common_denominator(list(row[1])))
        raise PabulibError(lines[finest], f"{error}, or have too many decimals") from None


def parse_points(text: str, size: int, line: int) -> tuple[Number, ...]:
    """Read one number per choice. Raises PabulibError."""
    blank = not text.strip() or text.strip().lower() == NO_POINTS.lower()
    parts = [] if blank else text.split(",")
    if len(parts) != size:
        raise PabulibError(line, f"the vote names {size} projects but gives {len(parts)} numbers of points")
    try:
        points = tuple(parse_number(part) for part in parts)
    except ValueError as error:
        raise PabulibError(line, f"points: {error}") from None
    if any(not 0 <= value < POINT_LIMIT for value in points):
        raise PabulibError(line, "points must be numbers from 0, and not larger than anyone can give")
    return points


def check_grades(grades: Iterable[Number], most: Number | None, line: int) -> None:
    """Raise PabulibError unless all are whole numbers from 0 to `most`."""
    for grade in grades:
        try:
            check_grade(grade, most)
        except ValueError as error:
            raise PabulibError(line, str(error)) from None


def _row(texts: tuple[str, ...], index: Mapping[str, int], kind: VoteType, line: int) -> Row:
    places: list[int] = []
    for part in texts[0].split(","):
        choice = part.strip()
        if choice in index:
            places.append(index[choice])
        elif choice:
            raise PabulibError(line, f"the vote names a project that is not listed: {choice!r}")
    if len(texts) == 1:
        unique = tuple(dict.fromkeys(places))
        return (unique if kind is VoteType.ORDINAL else tuple(sorted(unique))), ()
    points = parse_points(texts[1], len(places), line)
    if len(set(places)) != len(places):
        raise PabulibError(line, "the vote names a project twice")
    pairs = list(zip(places, points, strict=True))
    if kind is not VoteType.ORDINAL:
        pairs.sort()
    return tuple(place for place, _ in pairs), tuple(value for _, value in pairs)
