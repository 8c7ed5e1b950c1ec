"""The city map as SVG, drawn by the server: no tiles from elsewhere, pins are links in list order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from ui.map_names import Box, box, name_box, name_spot
from ui.maps import (
    WIDTH,
    CityMap,
    MapDistrict,
    Plate,
    Point,
    Projection,
    Water,
    centre,
    path,
    plates,
    projection,
)
from ui.sprites import sheet_url

PLATE = (76.0, 58.0)  # a plate's room on a phone, where it is largest


def city_map(city: CityMap, water: Iterable[Mapping[str, Any]] = ()) -> SafeString:
    """Districts, water, names with tiles, and number plates. The list of places comes first.

    `water` is added to the map's own, as the city's settings keep it: {% city_map map water=city.water %}.
    """
    view = projection(city)
    pins = plates(city, view)
    areas = "".join(_area(d, view, on=d.slug == city.on) for d in city.districts)
    waters = [*city.water, *map(Water.read, water)]
    wet = "".join(_water(w.kind, [view.point(p[0], p[1]) for p in w.line]) for w in waters)
    names = "" if city.mini else _names(city, view, [box((p.x, p.y), *PLATE) for p in pins])
    plate_links = "".join(_plate(p) for p in pins)
    role = "group" if any(p.href for p in pins) else "img"
    return mark_safe(
        f'<div class="mapbox"><svg class="map{" mini" if city.mini else ""}" role="{role}"'
        f' viewBox="0 0 {WIDTH:g} {view.height:g}" aria-label="{escape(city.label)}">'
        f"{areas}{wet}{names}{plate_links}</svg></div>"
    )


def _area(district: MapDistrict, view: Projection, *, on: bool) -> str:
    outline = path([view.point(p[0], p[1]) for p in district.ring], closed=True)
    return f'<path class="dis{" on" if on else ""}" d="{outline}"/>'


def _water(kind: str, points: list[tuple[float, float]]) -> str:
    css = "bay" if kind == "bay" else "riv"
    return f'<path class="{css}" d="{path(points, closed=kind == "bay")}"/>'


def _names(city: CityMap, view: Projection, taken: list[Box]) -> str:
    """The names, each where it meets the fewest plates; tiles where no plates need the room."""
    tiled, drawn = not taken, []
    for district in city.districts:
        ring = [view.point(p[0], p[1]) for p in district.ring]
        at = name_spot(ring, district.name, taken) if taken else centre(ring)
        if view.holds(at):
            taken = [*taken, name_box(at, district.name)] if taken else taken
            drawn.append(_name(district, at, tiled=tiled))
    return "".join(drawn)


def _name(district: MapDistrict, at: Point, *, tiled: bool) -> str:
    place = 'x="-12" y="-30" width="24" height="24"'
    tile = f'<use href="{sheet_url("tiles")}#{escape(district.tile)}" {place}/>' if tiled else ""
    text = f'<text y="{12 if tiled else 5}" text-anchor="middle">{escape(district.name)}</text>'
    return f'<g transform="translate({at[0]:g} {at[1]:g})"><g class="k">{tile}{text}</g></g>'


def _plate(plate: Plate) -> str:
    half = max(21, 5 * len(plate.text) + 6)
    rect = f'<rect x="-{half}" y="-14" width="{2 * half}" height="28" rx="5"/>'
    post = '<path d="M0 14v9" stroke="currentColor" stroke-width="3"/>'
    sign = f'<g class="k">{post}{rect}<text y="5">{escape(plate.text)}</text></g>'
    body = f'<g transform="translate({plate.x:g} {plate.y:g})">{sign}</g>'
    css = "pin many" if plate.count > 1 else "pin"
    if not plate.href:
        return f'<g class="{css}">{body}</g>'
    return f'<a class="{css}" href="{escape(plate.href)}" aria-label="{escape(_spoken(plate))}">{body}</a>'


def _spoken(plate: Plate) -> str:
    if plate.count == 1:
        return f"{plate.text} {plate.title}".strip()
    return ngettext("%(n)s place", "%(n)s places", plate.count) % {"n": plate.count}
