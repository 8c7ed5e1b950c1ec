"""The paper map of a city: districts, water and pins, from degrees to a drawing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any, Literal

LatLon = tuple[float, float]
Point = tuple[float, float]

WIDTH = 560.0
MARGIN = 14.0
GROUP_FROM = 20
CELL = 112.0
ROOM = (18.0, 24.0)  # how far a plate may stand from the middle of its cell and touch no neighbour


@dataclass(frozen=True)
class MapDistrict:
    """A district: its outline as [lat, lon] pairs, its name and its tile."""

    slug: str
    name: str
    tile: str
    ring: Sequence[Sequence[float]]


@dataclass(frozen=True)
class Water:
    """A river (a line) or a bay (an area), as [lat, lon] pairs."""

    kind: Literal["river", "bay"]
    line: Sequence[Sequence[float]]

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Water:
        """Read one as the settings keep it: {"kind": "river" or "bay", "line": [[lat, lon], …]}."""
        return cls("bay" if stored["kind"] == "bay" else "river", stored["line"])


@dataclass(frozen=True)
class Pin:
    """A number plate on the map and the page it leads to."""

    number: str
    lat: float
    lon: float
    href: str
    title: str = ""
    count: int = 1  # above 1: so many near each other, added up by whoever asks for the map


@dataclass(frozen=True)
class CityMap:
    """What to draw. `on` is the slug of the district to point out; `zoom` fills the drawing with it.

    `group_href` is the address of a plate that stands for several pins, with {south}, {west},
    {north} and {east} in it; without one such a plate is a number only and the list is the way in.
    """

    label: str
    districts: Sequence[MapDistrict]
    water: Sequence[Water] = ()
    pins: Sequence[Pin] = ()
    on: str = ""
    zoom: bool = False
    mini: bool = False
    group_href: str = ""


@dataclass(frozen=True)
class Projection:
    """Degrees to drawing units, so that the picture is WIDTH wide and true to shape around its middle."""

    west: float
    north: float
    per_lon: float
    per_lat: float
    height: float

    def point(self, lat: float, lon: float) -> Point:
        """Where a place lies in the drawing."""
        return (
            round(MARGIN + (lon - self.west) * self.per_lon, 1),
            round(MARGIN + (self.north - lat) * self.per_lat, 1),
        )

    def degrees(self, x: float, y: float) -> LatLon:
        """The place at a point of the drawing."""
        return self.north - (y - MARGIN) / self.per_lat, self.west + (x - MARGIN) / self.per_lon

    def holds(self, point: Point) -> bool:
        """Whether a point lies inside the drawing."""
        return 0 <= point[0] <= WIDTH and 0 <= point[1] <= self.height


@dataclass(frozen=True)
class Plate:
    """A pin as drawn; `count` above 1 means that it stands for several."""

    x: float
    y: float
    text: str
    href: str
    title: str
    count: int = 1


def projection(city: CityMap) -> Projection:
    """Fit all districts, or the one to zoom to, into the drawing. Raises ValueError for a map without any."""
    shown = [d for d in city.districts if d.slug == city.on] if city.zoom and city.on else []
    rings = [d.ring for d in (shown or city.districts)]
    places = [(float(p[0]), float(p[1])) for ring in rings for p in ring]
    if not places:
        raise ValueError("A map needs at least one district with an outline.")
    south, north = min(p[0] for p in places), max(p[0] for p in places)
    west, east = min(p[1] for p in places), max(p[1] for p in places)
    per_lon = (WIDTH - 2 * MARGIN) / max(east - west, 1e-6)
    per_lat = per_lon / max(cos(radians((south + north) / 2)), 0.05)
    return Projection(west, north, per_lon, per_lat, round((north - south) * per_lat + 2 * MARGIN, 1))


def centre(points: Sequence[Point]) -> Point:
    """The centre of an area, where its name is written."""
    doubled = cx = cy = 0.0
    for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
        cross = x1 * y2 - x2 * y1
        doubled, cx, cy = doubled + cross, cx + (x1 + x2) * cross, cy + (y1 + y2) * cross
    if abs(doubled) < 1e-9:
        return points[0]
    return round(cx / (3 * doubled), 1), round(cy / (3 * doubled), 1)


def plates(city: CityMap, view: Projection) -> list[Plate]:
    """The pins inside the drawing, in list order; from GROUP_FROM on, those of one cell share a plate."""
    placed = [(pin, view.point(pin.lat, pin.lon)) for pin in city.pins]
    placed = [(pin, at) for pin, at in placed if view.holds(at)]
    if sum(pin.count for pin, _at in placed) < GROUP_FROM:
        return [Plate(*at, pin.number, pin.href, pin.title) for pin, at in placed]
    cells: dict[tuple[int, int], list[tuple[Pin, Point]]] = {}
    for pin, at in placed:
        cells.setdefault((int(at[0] // CELL), int(at[1] // CELL)), []).append((pin, at))
    return [_grouped(city, view, cell, members) for cell, members in cells.items()]


def _grouped(
    city: CityMap, view: Projection, cell: tuple[int, int], members: Sequence[tuple[Pin, Point]]
) -> Plate:
    count = sum(pin.count for pin, _at in members)
    if count == 1:
        pin, at = members[0]
        return Plate(*at, pin.number, pin.href, pin.title)
    x = round(sum(at[0] for _pin, at in members) / len(members), 1)
    y = round(sum(at[1] for _pin, at in members) / len(members), 1)
    x, y = (
        within(at, CELL * (index + 0.5), room) for at, index, room in zip((x, y), cell, ROOM, strict=True)
    )
    north, west = view.degrees(cell[0] * CELL, cell[1] * CELL)
    south, east = view.degrees((cell[0] + 1) * CELL, (cell[1] + 1) * CELL)
    sides = {"south": south, "west": west, "north": north, "east": east}
    href = city.group_href.format(**{name: f"{value:.5f}" for name, value in sides.items()})
    return Plate(x, y, str(count), href, "", count)


def within(value: float, middle: float, room: float) -> float:
    """The value, or where it is further than `room` from the middle, the nearest that is not."""
    return round(min(max(value, middle - room), middle + room), 1)


def path(points: Iterable[Point], *, closed: bool) -> str:
    """The `d` of an SVG path through the points."""
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + ("Z" if closed else "")
