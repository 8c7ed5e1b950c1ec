"""Where the names of districts stand on a map, so that plates leave them readable. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

from ui.maps import Point, centre

LETTER, LINE = 14.0, 32.0  # a letter's width and a line's height on a phone, where they are largest
STEP = 12.0
WORST = 1000.0
OUTSIDE = 20.0

Box = tuple[float, float, float, float]  # left, top, right, bottom


def box(at: Point, width: float, height: float) -> Box:
    """The box of a sign around a point."""
    return at[0] - width / 2, at[1] - height / 2, at[0] + width / 2, at[1] + height / 2


def name_box(at: Point, name: str) -> Box:
    """The box that a name written around a point takes."""
    return box(at, LETTER * len(name), LINE)


def shared(one: Box, other: Box) -> float:
    """The area that two boxes share."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0.0) * max(height, 0.0)


def inside(point: Point, ring: Sequence[Point]) -> bool:
    """Whether a point lies in an area."""
    x, y = point
    within = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            within = not within
    return within


def corners_outside(sign: Box, ring: Sequence[Point]) -> int:
    """How many corners of a sign lie outside an area."""
    left, top, right, bottom = sign
    return sum(not inside((x, y), ring) for x in (left, right) for y in (top, bottom))


def name_spot(ring: Sequence[Point], name: str, taken: Sequence[Box]) -> Point:
    """The point of a district nearest to its centre where its name meets the least of what is `taken`."""
    home = centre(ring)

    def badness(at: Point) -> float:
        mine = name_box(at, name)
        met = sum(shared(mine, other) for other in taken)
        away = hypot(at[0] - home[0], at[1] - home[1])
        return (WORST + met if met else 0.0) + away + OUTSIDE * corners_outside(mine, ring)

    return min((home, *spots(ring)), key=badness)


def spots(ring: Sequence[Point]) -> list[Point]:
    """Points all over an area."""
    xs, ys = [x for x, _y in ring], [y for _x, y in ring]
    columns = int((max(xs) - min(xs)) / STEP)
    rows = int((max(ys) - min(ys)) / STEP)
    grid = ((min(xs) + STEP * i, min(ys) + STEP * j) for i in range(1, columns) for j in range(1, rows))
    return [point for point in grid if inside(point, ring)]
