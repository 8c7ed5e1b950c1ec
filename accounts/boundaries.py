"""The outlines of districts from a GeoJSON file, simple enough to be drawn on every page. Pure.

A city's file has thousands of points for each district; a drawing of a city needs sixty.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Point = tuple[float, float]
Ring = list[Point]

NAMES = ("name", "nombre", "nom", "nome", "district", "distrito", "label", "title")
AREAS = frozenset({"Polygon", "MultiPolygon"})
MOST_POINTS = 60
LOOKED_AT = 500


class NoOutlines(ValueError):
    """A file that holds no outlines; the code says why: json, shape, name, twice or degrees."""

    def __init__(self, code: str, where: str = "") -> None:
        self.code, self.where = code, where
        super().__init__(f"{code} {where}".strip())


@dataclass(frozen=True, slots=True)
class Outline:
    """A district's name and its ring of (latitude, longitude), the first point not repeated."""

    name: str
    ring: Ring


def read_outlines(text: str) -> list[Outline]:
    """Return the named areas of a GeoJSON text in their order. Of an area in several parts the largest
    counts. Raises NoOutlines.
    """
    try:
        features = json.loads(text)["features"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NoOutlines("json") from None
    if not isinstance(features, list) or not features:
        raise NoOutlines("json")
    found = [_outline(feature, str(place)) for place, feature in enumerate(features, 1)]
    seen: set[str] = set()
    for outline in found:
        if outline.name.casefold() in seen:
            raise NoOutlines("twice", outline.name)
        seen.add(outline.name.casefold())
    return found


def _outline(feature: Any, place: str) -> Outline:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    name = _name(properties if isinstance(properties, dict) else {})
    if not name:
        raise NoOutlines("name", place)
    rings = list(_rings(feature.get("geometry"), name))
    if not rings:
        raise NoOutlines("shape", name)
    return Outline(name, simplified(max(rings, key=lambda ring: abs(area(ring)))))


def _name(properties: Mapping[str, Any]) -> str:
    by_key = {str(key).casefold(): value for key, value in properties.items()}
    found = (by_key[key] for key in NAMES if isinstance(by_key.get(key), str) and by_key[key].strip())
    return " ".join(next(found, "").split())


def _rings(geometry: Any, name: str) -> Iterator[Ring]:
    """Yield the outer ring of each part. Raises NoOutlines for points that are no degrees."""
    try:
        parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        if geometry["type"] not in AREAS:
            raise NoOutlines("shape", name)
        for part in parts:
            ring = [(float(point[1]), float(point[0])) for point in part[0]]
            if not all(-90 <= lat <= 90 and -180 <= lon <= 180 for lat, lon in ring):
                raise NoOutlines("degrees", name)
            ring = ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring
            if len(ring) >= 3:
                yield ring
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise error if isinstance(error, NoOutlines) else NoOutlines("shape", name) from error


def area(ring: Sequence[Point]) -> float:
    """Return the signed area of a ring in square degrees."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


def simplified(ring: Ring, most: int = MOST_POINTS) -> Ring:
    """Drop the points that matter least, one by one, until `most` are left (Visvalingam and Whyatt)."""
    step = -(-len(ring) // LOOKED_AT)
    kept = ring[::step]
    while len(kept) > most:
        least = min(range(len(kept)), key=lambda n: _matters(kept, n))
        del kept[least]
    return [(round(lat, 5), round(lon, 5)) for lat, lon in kept]


def _matters(ring: Ring, at: int) -> float:
    before, here, after = ring[at - 1], ring[at], ring[(at + 1) % len(ring)]
    return abs(
        (here[0] - before[0]) * (after[1] - before[1]) - (after[0] - before[0]) * (here[1] - before[1])
    )
